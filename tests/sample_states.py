"""Reports made by hand, one for each state that a page must show well."""

from collections.abc import Mapping
from typing import Final

from sample_answers import CAUGHT, FLIPPED, FOLLOWED, PADDED_ONCE, SIGNED, SLOW
from sample_arrays import IMAGE, MAPS, MATRIX
from sample_reports import (
    EXPECTED,
    answer,
    everywhere,
    grid,
    line,
    make_part,
    make_report,
    report_of,
    right_answer,
)

from grader.record import replace
from grader.results import (
    AnswerResult,
    Difference,
    Example,
    Excerpt,
    Exhibit,
    Feedback,
    Grid,
    Line,
    Mishap,
    Place,
    Report,
    Spot,
)
from grader.score import Verdict

HOSTILE: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}</code></pre></style>"
    "<!-- \u202egnp.exe\u2066 \x1b[31mred\x00 \ud800 javascript:alert(3) https://evil.example/x "
    + "W"
    * 300
)


def _mixed() -> Report:
    instead = {each.name: each for each in (PADDED_ONCE, FLIPPED, FOLLOWED, SIGNED)}
    instead["pooling_explanation"] = answer(
        "pooling_explanation",
        "text",
        0,
        Verdict.AWAITING_MARKER,
        earned=None,
        found="A person reads this.",
        given=line(
            "You wrote",
            "As p grows the largest entry dominates the sum, so in the limit only it is left.\n"
            "Both need entries that are not negative.",
        ),
    )
    instead["pooling_modules"] = answer(
        "pooling_modules",
        "names",
        1,
        Verdict.PARTLY_RIGHT,
        earned=0.67,
        found="2 of 3 are right; Conv2d does not belong to them and cancels none.",
        given=line("You gave", "MaxPool2d, AvgPool2d, Conv2d", off=True),
        expected=EXPECTED["pooling_modules"],
        next="Look for the third technique in the list of pooling layers.",
    )
    return make_report("mia", instead=instead)


def _wrong(name: str, kind: str, points: float) -> AnswerResult:
    expected = EXPECTED.get(name)
    given: Exhibit = line("You gave", "7", off=True)
    if isinstance(expected, Grid):
        rows, columns = len(expected.rows), len(expected.rows[0])
        given = grid("You gave", "|".join(["7 " * columns] * rows), everywhere(rows, columns))
    return answer(
        name,
        kind,
        points,
        Verdict.WRONG,
        found="None of it agrees with what is expected.",
        given=given,
        expected=expected,
        cases=(Verdict.WRONG,) * 12 if kind == "function" else (),
        next="Start from the definition in the question.",
    )


def _missing(name: str, kind: str, points: float) -> AnswerResult:
    return answer(name, kind, points, Verdict.MISSING, found=f"There is no {name} in hw2.py.")


def _crashed(name: str, kind: str, points: float) -> AnswerResult:
    if kind != "function":
        return right_answer(name, kind, points)
    spots = (
        Spot(file="hw2.py", line=3, source="from helpers import pool"),
        *(Spot(file="helpers.py", line=4, function="pool", source="    return pool(X, S)"),) * 30,
        Spot(file="helpers.py", line=9, function="entry", source="\treturn X[S[0]]  # off by one"),
    )
    return answer(
        name,
        kind,
        points,
        Verdict.CRASHED,
        found="It stopped on its first case: IndexError: index 5 is out of bounds for axis 0 with "
        "size 5.",
        next="Print the index before the line that stops.",
        excerpt=CAUGHT,
        spots=spots,
    )


def _unparsed(name: str, kind: str, points: float) -> AnswerResult:
    found = f"There is no `{name}`: Python could not read the file."
    return answer(name, kind, points, Verdict.CRASHED, found=found)


def _hostile(name: str, kind: str, points: float) -> AnswerResult:
    return answer(
        name + HOSTILE,
        kind,
        points,
        Verdict.CRASHED,
        found=HOSTILE,
        cause=HOSTILE,
        evidence=HOSTILE,
        next=HOSTILE,
        misconception=HOSTILE,
        likely=(HOSTILE, "second"),
        given=Grid(label=HOSTILE, rows=((HOSTILE, "1"), ("\n", "")), off=((0, 0),), note=HOSTILE),
        expected=Line(label=HOSTILE, text=HOSTILE, tex=HOSTILE, off=True),
        instead=Line(label=HOSTILE, text=HOSTILE * 3, tex=""),
        example=Example(inputs=(line(HOSTILE, HOSTILE),), given=None, expected=None, code=HOSTILE),
        spots=(Spot(file=HOSTILE, line=1, function=HOSTILE, source=HOSTILE),),
        excerpt=Excerpt(file=HOSTILE, first=1, marked=2, lines=(HOSTILE, "\t" + HOSTILE, "")),
        difference=Difference(
            off=1,
            size=2,
            where=HOSTILE,
            typical=HOSTILE,
            largest=HOSTILE,
            worst=(Place(where=HOSTILE, given=HOSTILE, expected=HOSTILE),),
            picture=("0x9", "²٣"),
            dot=(0, 10**9),
            note=HOSTILE,
        ),
        printed=HOSTILE + "\n" * 100 + HOSTILE,
        cases=(Verdict.RIGHT, Verdict.CRASHED),
    )


def _hide(reveal: str) -> Report:
    report = _mixed()
    hidden = [
        replace(
            part,
            reveal=reveal,
            answers=tuple(
                replace(each, expected=None, instead=None, example=None) for each in part.answers
            ),
        )
        for part in report.parts
    ]
    return replace(report, parts=tuple(hidden))


def _fault(name: str, kind: str, points: float) -> AnswerResult:
    if name != "input_gradient":
        return right_answer(name, kind, points)
    found = "The grader could not settle this answer; it has been told to the instructor."
    return answer(name, kind, points, Verdict.GRADER_ERROR, earned=None, found=found)


def _large() -> Report:
    imprecise = answer(
        "input_gradient",
        "array",
        3,
        Verdict.IMPRECISE,
        earned=1.5,
        found="Right to 3 digits; float16 explains the difference.",
        given=grid("You gave", "4.002 6.998|9.001 17.02", everywhere(2, 2)),
        expected=grid("Expected", "4 7|9 17"),
        next="Compute in float32 or float64.",
    )
    unreadable = answer(
        "output_width",
        "formula",
        2,
        Verdict.UNREADABLE,
        found="The formula cannot be read at character 9: wanted a closing bracket, found the end.",
        given=line("You gave", "floor((I+2P-K)/S + 1", off=True),
        expected=EXPECTED["output_width"],
    )
    shape = answer(
        "max_pooled",
        "array",
        1,
        Verdict.WRONG_SHAPE,
        earned=0.5,
        found="The shape is (1, 1, 2, 2); (2, 2) was expected. The values are right.",
        given=grid("You gave", "109 92|110 85", note="of shape (1, 1, 2, 2)"),
        expected=EXPECTED["max_pooled"],
        likely=("batch-kept", "channel-kept"),
    )
    pending = replace(
        right_answer("max_pool_p", "relation", 1),
        verdict=Verdict.AWAITING_MARKER,
        earned=None,
        feedback=Feedback(found=""),
    )
    each = {each.name: each for each in (IMAGE, imprecise, unreadable, shape, pending)}
    return make_report("مریم \N{GRINNING FACE}\u200d 李雷", instead=each)


def _many() -> Report:
    verdicts = list(Verdict)
    parts = tuple(
        make_part(
            f"{1 + index // 10}.{index % 10}",
            f"{1 + index // 10} ({'abcdefghij'[index % 10]})",
            f"Part number {index}",
            (answer(f"answer_{index}", "number", 2.5, verdicts[index % len(verdicts)]),),
        )
        for index in range(40)
    )
    return report_of("forty", parts)


UNPARSED: Final = Mishap(
    line=7,
    last_line=7,
    source="def output_width(I, K, S, P)",
    text="Line 7 raised SyntaxError: expected ':' (hw2.py, line 7). Python cannot read the file, "
    "so nothing in it could be marked.",
)
MISHAPS: Final = (
    Mishap(
        line=1,
        last_line=1,
        source="import tensorflow as tf",
        text="Line 1 raised ModuleNotFoundError: No module named 'tensorflow'. The statement was "
        "skipped; the rest of the file was read.",
    ),
    Mishap(
        line=14,
        last_line=17,
        source="for epoch in range(10**9):\n    model.train()\n    step()\n    report(epoch)",
        text="Lines 14 to 17 were still running after 10 s, and were skipped.",
    ),
)

STATES: Final[Mapping[str, Report]] = {
    "right": make_report("amara"),
    "mixed": _mixed(),
    "wrong": make_report("finn", _wrong),
    "missing": make_report(
        "gus",
        _missing,
        notes=("Looked for hw2.py and found homework2.py: the file must be named hw2.py.",),
    ),
    "crashed": make_report(
        "tomas", _crashed, mishaps=MISHAPS, printed="loading…\r\n" + "epoch 0\tloss 0.69\n" * 30
    ),
    "slow": make_report("yuki", instead={"lp_pool": SLOW}),
    "large": _large(),
    "hidden": _hide("none"),
    "shape": _hide("shape"),
    "arrays": make_report("eve", instead={each.name: each for each in (IMAGE, MAPS, MATRIX)}),
    "unparsed": make_report("hugo", _unparsed, mishaps=(UNPARSED,)),
    "fault": make_report("noor", _fault),
    "many": _many(),
    "empty": report_of("", (), course="", title="Homework 0"),
    "hostile": make_report(
        HOSTILE,
        _hostile,
        notes=(HOSTILE,),
        mishaps=(Mishap(line=1, last_line=2, source=HOSTILE, text=HOSTILE),),
        printed=HOSTILE,
    ),
}
"""Every state, by a name for its golden page."""
