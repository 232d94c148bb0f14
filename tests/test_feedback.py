"""One sentence for each finding, word by word; hostile text in it stays data."""

from fractions import Fraction

import numpy as np
import pytest
from sample_keys import (
    ARRAY,
    CHOICE,
    FORMULA,
    FUNCTION_KEY,
    NAMES,
    NUMBER,
    RELATION,
    SHAPE,
    raised,
    trial,
)
from sample_patterns import pattern_of

from grader.causes import evidence, explain_cause
from grader.compare.result import (
    Absent,
    Awaits,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    Unreadable,
    Unsettled,
    WrongCases,
    WrongChoice,
    WrongFormula,
    WrongNames,
    WrongShape,
    WrongSides,
    WrongValues,
)
from grader.diagnose.pattern import PatternId
from grader.feedback import explain
from grader.outcome import Frame, Killed, KillReason, NotRun, Raised, TimedOut
from grader.sandbox.inside import hints
from grader.stops import explain_stop

ONE = np.array([[True, False, False], [False, False, False]])
OFF = WrongValues(ONE, (0, 0), 4.0, 4711.0, 0.0)
OFF_TWICE = WrongValues(ONE | ONE[::-1], (1, 0), 4.0004, 4.0005, 0.00001)
NUMBER_OFF = WrongValues(np.array([True])[0], (), 4.0, 4711.25, 0.001)
NUMBER_CLOSE = WrongValues(np.array([True])[0], (), 4700.0, 4711.25, 0.001)
ONLY_ENTRY_OFF = WrongValues(np.array([True]), (0,), 4.0, 4711.25, 0.001)
POINT = (("x", 0), ("y", 1))

SENTENCES = [
    (Match(), ARRAY, ""),
    (Match(), FORMULA, "The formula is right at all 4 admissible points."),
    (Match(), FUNCTION_KEY, "Right on all 3 cases."),
    (Absent("nothing"), ARRAY, "`a` is not defined."),
    (
        Absent("nothing", ("aa", "ab")),
        ARRAY,
        "`a` is not defined. Did you mean `aa`, `ab`?",
    ),
    (Absent("none"), ARRAY, "`a` is None, so there is nothing to mark."),
    (Absent("placeholder"), ARRAY, "`a` is still the placeholder of the starter."),
    (Absent("not-implemented"), ARRAY, "`a` raises NotImplementedError, as in the starter."),
    (
        Stopped(raised("ZeroDivisionError", "division by zero")),
        ARRAY,
        "`a` raised ZeroDivisionError: division by zero.",
    ),
    (
        Stopped(raised("OSError", "is it?", hint="the network is not available in the grader")),
        ARRAY,
        "`a` raised OSError: is it? The network is not available in the grader.",
    ),
    (Stopped(raised("KeyError")), ARRAY, "`a` raised KeyError."),
    (
        Stopped(TimedOut(5.0, (), "")),
        ARRAY,
        "`a` was still running after 5 s and was stopped. Nothing else was affected.",
    ),
    (
        Stopped(Killed(KillReason.MEMORY, "", "")),
        ARRAY,
        "`a` wanted more memory than there is for one submission. Nothing else was affected.",
    ),
    (Stopped(NotRun("time is up")), ARRAY, "`a` was not run: time is up."),
    (Unreadable("a shape", "the number 3"), SHAPE, "Wanted a shape, found the number 3."),
    (
        WrongShape((3,), (2, 3), same_values=False),
        ARRAY,
        "The shape is (3,); 2 × 3 is right.",
    ),
    (
        WrongShape((1, 2, 3), (2, 3), same_values=True),
        ARRAY,
        "The shape is 1 × 2 × 3; the values are right, but not the dimensions around them.",
    ),
    (
        WrongShape((5, 5), (4711, 4712), same_values=False),
        SHAPE,
        "The shape is 5 × 5; 4711 × 4712 is right.",
    ),
    (
        NonFinite(2, 6, (0, 1), ONE),
        ARRAY,
        "2 of 6 entries are nan or infinite, the first at row 1, column 2.",
    ),
    (NonFinite(1, 1, (), np.array([True])[0]), NUMBER, "It is nan or infinite."),
    (OFF, ARRAY, "1 of 6 entries is off. At row 1, column 1 you gave 4; 4711 is right."),
    (
        OFF_TWICE,
        ARRAY,
        (
            "2 of 6 entries are off. At row 2, column 1 you gave 4.0004; 4.0005 is right. "
            "It is off by 0.0001; rounding explains 1e−05."
        ),
    ),
    (NUMBER_OFF, NUMBER, "It is 4; 4711.25 is right."),
    (
        NUMBER_CLOSE,
        NUMBER,
        "It is 4700; 4711.25 is right. It is off by 11; rounding explains 0.001.",
    ),
    (ONLY_ENTRY_OFF, ARRAY, "At position 1 you gave 4; 4711.25 is right."),
    (
        Imprecise("float16", 0.0012, 0.00001),
        ARRAY,
        (
            "The values are right only to the precision of float16: off by up to 0.0012, where "
            "rounding explains 1e−05."
        ),
    ),
    (
        WrongFormula(POINT, Fraction(-1, 2), 3, 2, 4),
        FORMULA,
        "At x = 0, y = 1 it gives −1/2; 3 is right. It is wrong at 2 of 4 admissible points.",
    ),
    (
        WrongFormula(POINT, "3 divided by zero", Fraction(1, 2), 4, 4),
        FORMULA,
        (
            "At x = 0, y = 1 it has no value (3 divided by zero); 1/2 is right. It is wrong at "
            "4 of 4 admissible points."
        ),
    ),
    (
        WrongNames(1, ("AvgPool2d", "LPPool2d"), ("Linear",), ("Identity",)),
        NAMES,
        "2 missing: AvgPool2d, LPPool2d. Not asked for: Linear. Not needed, at no cost: Identity.",
    ),
    (
        WrongNames(0, (), tuple("abcdefgh"), ()),
        NAMES,
        "Not asked for: a, b, c, d, e, f and 2 more.",
    ),
    (
        WrongChoice(("b",), ("a", "x.1")),
        CHOICE,
        "You chose b. Right is a: It grows; x.1: It stays.",
    ),
    (
        WrongChoice((), ("a",)),
        CHOICE,
        "You chose nothing. Right is a: It grows.",
    ),
    (
        WrongSides(trial(1, 2), 2, 8),
        RELATION,
        "The claim does not hold with these values on 2 of 8 inputs tried.",
    ),
    (
        WrongCases(0, NUMBER_OFF, 2, 3),
        FUNCTION_KEY,
        "Wrong on 2 of 3 cases. On the smallest: It is 4; 4711.25 is right.",
    ),
    (
        WrongCases(0, Stopped(raised("KeyError")), 2, 3),
        FUNCTION_KEY,
        "Wrong on 2 of 3 cases. On the smallest: `g` raised KeyError.",
    ),
    (Awaits("prose"), ARRAY, "A person will read this."),
    (Unsettled(), RELATION, "This could not be judged; the fault is the grader's."),
]


@pytest.mark.parametrize(
    ("comparison", "key", "sentence"), SENTENCES, ids=[repr(each[2])[:60] for each in SENTENCES]
)
def test_says_what_was_found_and_then_what_was_wanted(comparison, key, sentence):
    assert explain(comparison, key, "expected") == sentence
    assert len(sentence.split()) <= 60


@pytest.mark.parametrize(
    ("comparison", "key", "reveal", "sentence"),
    [
        (WrongShape((3,), (2, 3), same_values=False), ARRAY, "shape", "(3,); 2 × 3 is right."),
        (WrongShape((3,), (2, 3), same_values=False), ARRAY, "none", "is not the one asked for."),
        (WrongShape((3,), (9, 9), same_values=False), SHAPE, "shape", "is not the one asked for."),
        (
            WrongShape((3,), (9, 9), same_values=False),
            SHAPE,
            "example",
            "is not the one asked for.",
        ),
        (OFF, ARRAY, "none", "1 of 6 entries is off."),
        (OFF_TWICE, ARRAY, "example", "2 of 6 entries are off."),
        (NUMBER_OFF, NUMBER, "shape", "It is 4."),
        (Imprecise("float16", 0.1, 0.1), ARRAY, "none", "to the precision of float16."),
        (WrongFormula(POINT, 1, 3, 2, 4), FORMULA, "none", "wrong at 2 of 4 admissible points."),
        (WrongFormula(POINT, 1, 3, 2, 4), FORMULA, "example", "At x = 0, y = 1 it gives 1; 3 is"),
        (WrongNames(1, ("AvgPool2d",), (), ()), NAMES, "example", "1 missing."),
        (WrongChoice(("b",), ("a",)), CHOICE, "shape", "You chose b."),
        (WrongCases(0, NUMBER_OFF, 2, 3), FUNCTION_KEY, "none", "Wrong on 2 of 3 cases."),
        (WrongCases(0, NUMBER_OFF, 2, 3), FUNCTION_KEY, "example", "It is 4; 4711.25 is right."),
        (
            WrongCases(0, Stopped(raised("KeyError")), 2, 3),
            FUNCTION_KEY,
            "none",
            "On the smallest: `g` raised KeyError.",
        ),
    ],
)
def test_says_no_more_of_the_truth_than_the_author_allows(comparison, key, reveal, sentence):
    said = explain(comparison, key, reveal)

    assert sentence in said
    if reveal in {"none", "shape"}:
        assert said.endswith(sentence)


@pytest.mark.parametrize("reason", KillReason)
def test_every_end_of_a_process_has_its_words(reason):
    said = explain_stop(Killed(reason, "secret detail", ""), "f")

    assert said.count("`f`") == 1
    assert said.endswith(" Nothing else was affected.")
    assert "secret" not in said


HOSTILE = "<script>\n\r\x1b[31m\u2028`" * 200


@pytest.mark.parametrize(
    "comparison",
    [
        Stopped(raised(HOSTILE, HOSTILE, hint=HOSTILE)),
        Absent("nothing", (HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
        WrongNames(0, ("a",), (HOSTILE,) * 100, (HOSTILE,) * 100),
        WrongCases(0, Stopped(raised(HOSTILE, HOSTILE)), 1, 1),
    ],
    ids=["raised", "similar", "names", "cases"],
)
def test_a_hostile_text_stays_on_one_line_and_short(comparison):
    said = explain(comparison, NAMES, "expected")

    assert len(said.splitlines()) == 1
    assert len(said) < 1200


def test_braces_in_a_message_are_only_braces():
    assert explain_stop(raised("KeyError", "{name} {0}"), "f") == "`f` raised KeyError: {name} {0}."


@pytest.mark.parametrize(
    "wall",
    ["processes are not available in the grader", "the network is not available in the grader"],
)
def test_a_wall_is_named_once(wall):
    said = explain_stop(raised("PermissionError", wall, hint=wall), "f")

    assert said == f"`f` raised PermissionError. {wall.capitalize()}."


def test_leaving_is_told_by_what_it_costs():
    inside = (Frame("hw.py", 2, "f", "exit()"),)
    outside = (Frame("hw.py", 2, "<module>", "exit()"),)
    hint = hints.NO_PROGRAM_TO_END

    said = [
        explain_stop(Raised("SystemExit", "", frames, "", hint=hint), "f")
        for frames in (inside, outside)
    ]

    assert said == [
        "`f` raised SystemExit. `exit()` ends your function without a result; return one instead.",
        "`f` raised SystemExit. `exit()` is not needed; the grader goes on without it.",
    ]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (ARRAY, "All 6 entries are those of this mistake."),
        (FORMULA, "It agrees with this mistake at all 4 admissible points."),
        (FUNCTION_KEY, "It agrees with this mistake on all 3 cases."),
        (SHAPE, "It is just what this mistake gives."),
    ],
)
def test_says_what_speaks_for_a_mistake(key, words):
    assert evidence(key) == words


@pytest.mark.parametrize("pattern", PatternId)
def test_every_pattern_has_its_words(pattern):
    said = explain_cause(pattern_of(pattern))

    assert said.endswith(".")
    assert len(said.split()) <= 40
    assert ("2.5" in said) == (pattern in {PatternId.SCALED, PatternId.SHIFTED})
    assert ("order 2, 0, 1; taking them in the order 1, 2, 0" in said) == (
        pattern is PatternId.PERMUTED
    )
    assert ("sum is taken over axis 0; over all axes" in said) == (pattern is PatternId.WRONG_AXIS)


def test_what_speaks_for_a_square_is_its_diagonal_alone():
    assert evidence(ARRAY, pattern_of(PatternId.OUTER)) == "The whole diagonal is right."
    assert evidence(ARRAY, pattern_of(PatternId.KEPT)) == "All 6 entries are those of this mistake."
