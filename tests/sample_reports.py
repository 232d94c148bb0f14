"""Reports made by hand, one for each state that a page must show well; no student code is run."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from grader.results import (
    AnswerResult,
    Example,
    Exhibit,
    Feedback,
    Grid,
    Line,
    Mishap,
    PartResult,
    Receipt,
    Report,
    Spot,
)
from grader.score import Verdict, combine
from grader.spec.load import load_assignment

HOMEWORK: Final = load_assignment(Path(__file__).parents[1] / "problems" / "dsga1008-hw2")

RECEIPT: Final = Receipt(
    grader="0.1.0",
    torch="2.13.0",
    numpy="2.4.6",
    python="3.11.2",
    spec="4f1c9a" * 10 + "4f1c",
    key="2b90aa" * 10 + "2b90",
    submission="88d07e" * 10 + "88d0",
    seed=1008,
    isolation="full",
    marked_at="2026-03-01T12:00:00Z",
)

HOSTILE: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}</code></pre></style>"
    "<!-- \u202egnp.exe\u2066 \x1b[31mred\x00 \ud800 javascript:alert(3) https://evil.example/x "
    + "W"
    * 300
)


def line(label: str, text: str, tex: str = "", *, off: bool = False) -> Line:
    return Line(label=label, text=text, tex=tex, off=off)


def grid(label: str, text: str, off: tuple[tuple[int, int], ...] = (), note: str = "") -> Grid:
    rows = tuple(tuple(row.split()) for row in text.split("|"))
    return Grid(label=label, rows=rows, off=off, note=note)


def everywhere(rows: int, columns: int) -> tuple[tuple[int, int], ...]:
    return tuple((row, column) for row in range(rows) for column in range(columns))


EXPECTED: Final[Mapping[str, Exhibit]] = {
    "conv_output_shape": line("Expected", "(3, 3)"),
    "output_width": line(
        "Expected",
        "floor((I + 2*P - K) / S) + 1",
        r"\left\lfloor \frac{I + 2 P - K}{S} \right\rfloor + 1",
    ),
    "conv_output": grid("Expected", "109 92 72|108 85 74|110 74 79"),
    "input_gradient": grid(
        "Expected", "4 7 10 6 3|9 17 25 16 8|11 23 34 23 11|7 16 24 17 8|2 6 9 7 3"
    ),
    "pooling_modules": line("Expected", "MaxPool2d, AvgPool2d, LPPool2d"),
    "max_pooled": grid("Expected", "109 92|110 85"),
    "max_pool_p": line("Expected", "max_pool_p = inf"),
    "avg_pool_p": line("Expected", "avg_pool_p = 1, avg_pool_scale = 1/n"),
}


def answer(name: str, kind: str, points: float, verdict: Verdict, **more: object) -> AnswerResult:
    earned = points if verdict in {Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH} else 0.0
    found = more.pop("found", "")
    feedback = Feedback(
        found=found,
        cause=more.pop("cause", ""),
        evidence=more.pop("evidence", ""),
        next=more.pop("next", ""),
    )
    fields = {"earned": earned, "feedback": feedback, **more}
    return AnswerResult(name=name, kind=kind, points=points, verdict=verdict, **fields)


def right_answer(name: str, kind: str, points: float) -> AnswerResult:
    expected = EXPECTED.get(name)
    return answer(
        name,
        kind,
        points,
        Verdict.RIGHT if points else Verdict.AWAITING_MARKER,
        found="All 12 cases are right." if kind == "function" else "As expected.",
        expected=expected,
        given=expected.model_copy(update={"label": "You gave"}) if expected else None,
        cases=(Verdict.RIGHT,) * 12 if kind == "function" else (),
        **({} if points else {"earned": None}),
    )


def make_report(
    student: str,
    make_answer: Callable[[str, str, float], AnswerResult] = right_answer,
    instead: Mapping[str, AnswerResult] | None = None,
    **more: object,
) -> Report:
    """A report on the shipped homework: every answer by `make_answer` but those in `instead`."""
    parts = []
    for asked in HOMEWORK:
        worth = [each for each in asked.answers if each.points != 0]
        answers = tuple(
            (instead or {}).get(name, make_answer(name, each.kind, share))
            for each in asked.answers
            for name in [next(iter(each.unknowns)) if each.kind == "relation" else each.name]
            for share in [0.0 if each.points == 0 else asked.part.points / len(worth)]
            if share or name in (instead or {})
        )
        parts.append(make_part(asked.id, asked.label, asked.part.title, answers))
        parts[-1] = parts[-1].model_copy(update={"prompt": asked.part.prompt})
    return report_of(student, tuple(parts), **more)


def make_part(id_: str, label: str, title: str, answers: tuple[AnswerResult, ...]) -> PartResult:
    scored = [each for each in answers if each.points] or list(answers)
    earned = [each.earned for each in scored]
    total = None if None in earned else round(sum(earned), 2)
    return PartResult(
        id=id_,
        label=label,
        title=title,
        prompt="",
        points=round(sum(each.points for each in answers), 2),
        earned=total,
        verdict=combine([each.verdict for each in scored], total or 0),
        misconception=next((each.misconception for each in scored if each.misconception), None),
        feedback=" ".join(each.feedback.found for each in answers),
        reveal="expected",
        answers=answers,
    )


def report_of(student: str, parts: tuple[PartResult, ...], **more: object) -> Report:
    earned = [part.earned for part in parts]
    return Report(
        **{
            "assignment": "dsga1008-hw2",
            "course": "DS-GA 1008: Deep Learning",
            "title": "Homework 2",
            "student": student,
            "points": sum(part.points for part in parts),
            "earned": None if None in earned else round(sum(earned), 2),
            "parts": parts,
            "receipt": RECEIPT,
            **more,
        }
    )


FLIPPED: Final = answer(
    "conv_output",
    "array",
    2,
    Verdict.PARTLY_RIGHT,
    earned=1.0,
    misconception="kernel-flipped",
    likely=("kernel-flipped",),
    found="All 9 entries are off.",
    cause="These are the values of a convolution with the kernel rotated by 180°. Deep-learning "
    "libraries slide the kernel as it stands (cross-correlation).",
    evidence="All 9 entries equal the values of this mistake.",
    next=r"Redo the first entry without turning $\boldsymbol{B}$ around: "
    r"$4 \cdot 4 + 5 \cdot 3 + 2 \cdot 3 + 3 \cdot 5 + \dots$",
    given=grid("You gave", "113 87 75|114 80 75|112 73 81", everywhere(3, 3)),
    expected=EXPECTED["conv_output"],
    example=Example(
        inputs=(grid("A", "1 0"), grid("B", "1 2")),
        given=grid("your way", "2", ((0, 0),)),
        expected=grid("expected", "1"),
        code="conv_output([[1, 0]], [[1, 2]])",
    ),
)
FOLLOWED: Final = answer(
    "max_pooled",
    "array",
    1,
    Verdict.RIGHT_BY_FOLLOW_THROUGH,
    found="Your answer to 1.1 (c) was off, and that was marked there. This part follows from it "
    "correctly, so it earns full points.",
    given=grid("You gave", "114 87|114 81"),
    expected=grid("Expected from your C", "114 87|114 81"),
    instead=grid("With the right C it would be", "109 92|110 85"),
)
SIGNED: Final = answer(
    "lp_pool",
    "function",
    1,
    Verdict.PARTLY_RIGHT,
    earned=0.5,
    misconception="no-absolute-value",
    likely=("no-absolute-value",),
    found="7 of 12 cases are off; in the smallest, it returned -1 where 1 was expected.",
    cause="Powers are taken of the entries themselves, as `torch.nn.LPPool2d` does. With negative "
    "entries and odd $p$ terms cancel; with a broken $p$ the power is not a number. Eq. (10) takes "
    "$|X|$.",
    evidence="It explains all 12 cases, the right ones too.",
    next="Take the absolute value of each entry before the power.",
    example=Example(
        inputs=(grid("X", "-1"), line("S", "[(0, 0)]"), line("p", "3")),
        given=line("you returned", "-1.0", off=True),
        expected=line("expected", "1.0"),
        code="lp_pool(np.array([[-1.0]]), [(0, 0)], 3)",
    ),
    cases=(Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT, Verdict.CRASHED)
    + (Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG) * 2
    + (Verdict.RIGHT,),
    printed="p = 3\nsum = -1.0\n",
)
SLOW: Final = answer(
    "lp_pool",
    "function",
    1,
    Verdict.TIMED_OUT,
    found="It was still running after 5 s on its first case. Nothing else was affected.",
    next="Look at what changes from one turn of this loop to the next.",
    spots=(
        Spot(file="hw2.py", line=26, function="lp_pool", source="    return root(X, S, p)"),
        Spot(
            file="hw2.py",
            line=31,
            function="root",
            source="        total += abs(X[S[n]]) ** p  # the list of indexes is walked by hand",
        ),
    ),
    printed="still at 0\n" * 40,
)
PADDED_ONCE: Final = answer(
    "output_width",
    "formula",
    2,
    Verdict.PARTLY_RIGHT,
    earned=1.0,
    misconception="padding-once",
    likely=("padding-once",),
    found="It agrees with the reference at 312 of 908 admissible sizes.",
    cause="The padding is counted once. It is added in the beginning and in the end, so it counts "
    "twice.",
    evidence="At all 908 sizes it equals the formula with this mistake.",
    next="Write down the padded width for $I = 4$, $P = 1$.",
    given=line(
        "You gave",
        r"\left\lfloor (I + P - K)/S \right\rfloor + 1",
        r"\left\lfloor \frac{I + P - K}{S} \right\rfloor + 1",
        off=True,
    ),
    expected=EXPECTED["output_width"],
    example=Example(
        inputs=(line("I", "1"), line("K", "1"), line("S", "1"), line("P", "1")),
        given=line("your formula gives", "2", off=True),
        expected=line("expected", "3"),
    ),
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
        spots=spots,
    )


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
        printed=HOSTILE + "\n" * 100 + HOSTILE,
        cases=(Verdict.RIGHT, Verdict.CRASHED),
    )


def _hide(reveal: str) -> Report:
    report = _mixed()
    hidden = [
        part.model_copy(
            update={
                "reveal": reveal,
                "answers": tuple(
                    each.model_copy(update={"expected": None, "example": None})
                    for each in part.answers
                ),
            }
        )
        for part in report.parts
    ]
    return report.model_copy(update={"parts": tuple(hidden)})


def _fault(name: str, kind: str, points: float) -> AnswerResult:
    if name != "input_gradient":
        return right_answer(name, kind, points)
    found = "The grader could not settle this answer; it has been told to the instructor."
    return answer(name, kind, points, Verdict.GRADER_ERROR, earned=None, found=found)


def _large() -> Report:
    rows = "|".join(" ".join(f"{row * 0.37 + col:.3f}" for col in range(12)) for row in range(8))
    note = "rows 1 to 8 of 512, columns 1 to 12 of 512"
    wide = answer(
        "conv_output",
        "array",
        2,
        Verdict.PARTLY_RIGHT,
        earned=1.96,
        found="5,243 of 262,144 entries are off, by up to 0.003; rounding explains up to 2e-06.",
        given=grid("You gave", rows, ((0, 0), (3, 4), (7, 11)), note),
        expected=grid("Expected", rows, (), note),
    )
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
    pending = right_answer("max_pool_p", "relation", 1).model_copy(
        update={"verdict": Verdict.AWAITING_MARKER, "earned": None, "feedback": Feedback(found="")}
    )
    each = {each.name: each for each in (wide, imprecise, unreadable, shape, pending)}
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


MISHAPS: Final = (
    Mishap(
        line=1,
        last_line=1,
        source="import tensorflow as tf",
        text="ModuleNotFoundError: No module named 'tensorflow'. The statement was skipped; the "
        "rest of the file still counts.",
    ),
    Mishap(
        line=14,
        last_line=17,
        source="for epoch in range(10**9):\n    model.train()\n    step()\n    report(epoch)",
        text="Still running after 10 s, and skipped.",
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
