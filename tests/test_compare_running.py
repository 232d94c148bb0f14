"""Code that is run: properties, training, chance and figures, judged as the data that came back."""

import struct
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np
from sample_keys import FUNCTION, VALUES, came, raised

from grader.compare.figure import MOST_BYTES, is_picture
from grader.compare.kinds import ask, compare, read
from grader.compare.random import FALSE_ALARM, is_likely
from grader.compare.reading import Picture
from grader.compare.result import (
    Absent,
    Awaits,
    BelowWanted,
    BrokenClaim,
    Match,
    Stopped,
    UnlikelyDraws,
    Unreadable,
    WrongCases,
)
from grader.compare.training import MOST_LOSSES
from grader.key.called import FunctionKey, Invariant, Way
from grader.key.kinds import FigureKey, RandomKey, Sampling, Training, TrainingKey
from grader.key.running import Chances
from grader.key.truth import Case, Truth
from grader.outcome import NotFound
from grader.request import Fetch, Run
from grader.values import Array, Named, Unsupported

THERE = came(FUNCTION)
STOP = raised("ValueError", "no")
ROUNDING = 1e-9
HUGE = sys.float_info.max

# Properties: two sides and what stands between them.


def claims(*operators, arguments=(1.0,), calls=1):
    """Make a key with a claim for each operator."""
    invariants = tuple(
        Invariant(f"i{n}", f"f(x) {operator} x", operator, "Says.", "(f(x), x)")
        for n, operator in enumerate(operators)
    )
    truth = Truth(np.zeros(()), np.asarray(ROUNDING))
    cases = tuple(
        Case(arguments, truth, (), output=each.id) for _ in range(calls) for each in invariants
    )
    outputs = tuple(each.id for each in invariants)
    return FunctionKey("f", ("x",), cases, "whole", (Way(),), outputs, invariants=invariants)


def held(operator, left, right, **more):
    """Judge one claim in one call."""
    key = claims(operator, **more)
    found = compare(key, read(key, (THERE, came((left, right)))))
    return found.found if isinstance(found, WrongCases) else found


@pytest.mark.parametrize(
    ("left", "operators"),
    [
        pytest.param(1.0, {"<", "<=", "!="}, id="less"),
        pytest.param(2.0, {"==", "<=", ">="}, id="equal"),
        pytest.param(3.0, {">", ">=", "!="}, id="more"),
        pytest.param(2 + 1e-12, {"==", "<=", ">="}, id="equal but for rounding"),
        pytest.param(2 + 1e-6, {">", ">=", "!="}, id="more than rounding explains"),
        pytest.param(np.inf, {">", ">=", "!="}, id="infinite"),
        pytest.param(-np.inf, {"<", "<=", "!="}, id="infinite below"),
        pytest.param(np.nan, set(), id="nan"),
        pytest.param(HUGE, {">", ">=", "!="}, id="as large as can be"),
    ],
)
def test_each_comparison_holds_where_mathematics_says_so(left, operators):
    held_here = {each for each in FLIPPED if held(each, left, 2.0) == Match()}

    assert held_here == operators


FLIPPED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
DENIED = {"==": "!=", "<": ">=", ">": "<="}
SIDES = st_np.arrays(np.float64, (2, 3), elements=st.floats(allow_nan=True))


@given(st.sampled_from(list(FLIPPED)), SIDES, SIDES)
def test_a_claim_holds_just_where_the_claim_read_backwards_does(operator, left, right):
    there = held(operator, left.tolist(), right.tolist())
    back = held(FLIPPED[operator], right.tolist(), left.tolist())

    assert type(there) is type(back)


@given(st.sampled_from(list(DENIED)), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_of_a_claim_and_its_opposite_just_one_holds(operator, left, right):
    verdicts = [held(each, left, right) == Match() for each in (operator, DENIED[operator])]

    assert sum(verdicts) == 1


@pytest.mark.parametrize("operator", list(FLIPPED))
def test_nothing_is_true_of_what_is_not_there(operator):
    assert isinstance(held(operator, [], []), Unreadable)
    assert isinstance(held(operator, [], 1.0), Unreadable)
    assert isinstance(held(operator, 1.0, np.zeros((0, 3)).tolist()), Unreadable)


def test_nothing_may_come_of_nothing():
    assert held("==", [], [], arguments=(Array.of(np.zeros((0, 3))),)) == Match()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param([True, False], [1, 0], id="truth values in a list"),
        pytest.param(True, 1, id="a truth value"),
        pytest.param(Array.of(np.array([True])), [1.0], id="an array of truth values"),
        pytest.param([[3.0, 3.0]], 3, id="a number beside every entry"),
    ],
)
def test_sides_may_come_in_any_form(left, right):
    assert held("==", left, right) == Match()


@pytest.mark.parametrize(
    "sides",
    [
        (1.0,),
        (1.0, 2.0, 3.0),
        [1.0, 1.0],
        ("1", 1.0),
        (1.0, None),
        (1.0, {"a": 1}),
        ([1.0, 2.0], [[1.0, 2.0]]),
        ([1.0, 2.0], [1.0, 2.0, 3.0]),
        (1j, 1j),
    ],
)
def test_what_is_no_pair_of_numbers_is_unreadable(sides):
    key = claims("==")

    found = compare(key, read(key, (THERE, came(sides))))

    assert isinstance(found, WrongCases)
    assert isinstance(found.found, Unreadable)


def test_a_broken_claim_is_shown_where_it_fails_most_clearly():
    found = held(">=", [[0.0, -1.0], [-5.0, np.nan]], 0.0)

    assert isinstance(found, BrokenClaim)
    assert (found.count, found.size, found.worst) == (3, 4, (1, 1))
    assert found.left != found.left


def test_claims_are_judged_apart():
    key = claims("==", "<", ">")

    reading = read(key, (THERE, *map(came, ((1.0, 1.0), (1.0, 2.0), (1.0, 2.0)))))

    found = compare(key, reading)
    assert (found.case, found.count, found.size) == (2, 1, 3)
    assert found.found.invariant.operator == ">"


def test_a_claim_that_raises_costs_only_itself():
    key = claims("==", "==", calls=2)
    same = came((1.0, 1.0))

    found = compare(key, read(key, (THERE, same, STOP, same, same)))

    assert (found.case, found.count, found.size) == (1, 1, 4)


# Training: metrics on labels that nobody has seen.

LABELS = np.array([0.0, 1.0, 2.0, 1.0])


def training(metric="accuracy", counts="median", grades=((0.9, 1.0), (0.5, 0.25)), **more):
    runs = tuple(Training((1.0, seed), LABELS) for seed in range(more.pop("seeds", 1)))
    has_curve = more.pop("has_curve", False)
    return TrainingKey("fit", ("x", "seed"), "fit(x)", runs, metric, grades, counts, has_curve)


def trained(key, *given):
    outcomes = tuple(each if each is STOP else came(each) for each in given)
    return compare(key, read(key, (THERE, *outcomes)))


RIGHT, HALF, NONE = [0, 1, 2, 1], [0, 1, 0, 0], [9, 9, 9, 9]
ERROR = ((0.01, 1.0), (1.0, 0.5))


def share(found):
    return 1.0 if found == Match() else found.share


@pytest.mark.parametrize(
    ("given", "earned"),
    [
        pytest.param(RIGHT, 1, id="list"),
        pytest.param(Array.of(np.array(RIGHT)), 1, id="whole numbers"),
        pytest.param(Array.of(LABELS + 0.4, "torch"), 1, id="numbers near the labels"),
        pytest.param(np.eye(3)[RIGHT].tolist(), 1, id="scores in rows"),
        pytest.param(
            Array.of(
                np.log(
                    np.eye(3)[RIGHT] + 0.0, where=np.eye(3)[RIGHT] > 0, out=np.full((4, 3), -np.inf)
                )
            ),
            1,
            id="log-chances",
        ),
        pytest.param(HALF, 0.25, id="half of them"),
        pytest.param(NONE, 0, id="none of them"),
        pytest.param([1e300, -1e300, 2, 1], 0.25, id="huge"),
        pytest.param(Array.of(np.array([False, True, True, True])), 0.25, id="truth values"),
    ],
)
def test_predictions_earn_by_their_accuracy(given, earned):
    assert share(trained(training(), given)) == earned


@pytest.mark.parametrize("metric", ["mean-squared-error", "mean-absolute-error"])
@pytest.mark.parametrize(
    ("off", "earned"), [(0.0, 1), (0.005, 1), (0.9, 0.5), (1.5, 0), (1e200, 0), (1e308, 0)]
)
def test_predictions_earn_by_their_error(metric, off, earned):
    found = trained(training(metric, grades=ERROR), (LABELS + off).tolist())

    assert share(found) == earned
    assert found == Match() or np.isfinite([found.counted, *found.values]).all()


@pytest.mark.parametrize("metric", ["accuracy", "mean-squared-error"])
@pytest.mark.parametrize(
    "given",
    [
        pytest.param([0, 1, np.nan, 1], id="nan"),
        pytest.param([0, 1, np.inf, 1], id="infinity"),
        pytest.param([0, 1, 2], id="too few"),
        pytest.param(0, id="a number"),
        pytest.param(np.zeros((4, 0)).tolist(), id="rows of nothing"),
        pytest.param(Array.of(np.zeros((4, 0))), id="an array of nothing"),
        pytest.param(np.full((4, 3), np.nan).tolist(), id="scores of nan"),
        pytest.param(np.zeros((4, 3, 2)).tolist(), id="too deep"),
        pytest.param("0121", id="text"),
        pytest.param([], id="nothing"),
        pytest.param({"y": RIGHT}, id="dict"),
        pytest.param([0, 1, 2, "1"], id="text among them"),
        pytest.param([0, 1, 2, 1j], id="complex"),
    ],
)
def test_what_are_no_predictions_is_unreadable(metric, given):
    grades = ERROR if metric != "accuracy" else ((0.9, 1.0),)

    assert isinstance(trained(training(metric, grades=grades), given), Unreadable)


@pytest.mark.parametrize(
    ("counts", "given", "earned"),
    [
        ("best", (NONE, RIGHT, STOP), 1),
        ("median", (NONE, RIGHT, STOP), 0),
        ("median", (HALF, RIGHT, NONE), 0.25),
        ("median", (RIGHT, STOP, RIGHT), 1),
        ("all", (RIGHT, HALF, RIGHT), 0.25),
        ("all", (RIGHT, RIGHT, RIGHT), 1),
    ],
)
def test_the_run_counts_that_the_author_says(counts, given, earned):
    assert share(trained(training(counts=counts, seeds=3), *given)) == earned


def test_a_run_that_stops_decides_where_it_is_the_one_that_counts():
    key = training(counts="all", seeds=2)

    assert trained(key, RIGHT, STOP) == Stopped(STOP)
    assert trained(key, STOP, STOP) == Stopped(STOP)
    assert trained(key, None, None) == Absent("none")


def test_a_missing_function_is_missing():
    key = training()
    found = compare(key, read(key, (NotFound("fit", ()), NotFound("fit", ()))))

    assert found == Absent("nothing")
    module = came(Named("module", "fit", "fit"))
    assert isinstance(compare(key, read(key, (module, came(RIGHT)))), Unreadable)


@pytest.mark.parametrize(
    ("losses", "kept"),
    [
        pytest.param([3.0, 2.0, 1.0], (3.0, 2.0, 1.0), id="a curve"),
        pytest.param(list(range(5000)), tuple(map(float, range(0, 5000, 5))), id="a long one"),
        pytest.param([3.0, np.nan], (), id="nan"),
        pytest.param([[3.0], [2.0]], (), id="nested"),
        pytest.param("</svg>", (), id="text"),
        pytest.param([], (), id="empty"),
        pytest.param(None, (), id="nothing"),
        pytest.param(7, (), id="a number"),
    ],
)
def test_a_curve_that_cannot_be_read_is_not_drawn_and_costs_nothing(losses, kept):
    key = training(has_curve=True)
    reading = read(key, (THERE, came((RIGHT, losses))))

    assert compare(key, reading) == Match()
    assert reading.curve == kept
    assert len(reading.curve) <= MOST_LOSSES


@given(VALUES)
def test_no_value_whatsoever_makes_the_judging_of_training_fail(value):
    for metric, grades in (("accuracy", ((0.9, 1.0),)), ("mean-squared-error", ERROR)):
        for has_curve in (False, True):
            found = trained(training(metric, grades=grades, has_curve=has_curve), value)
            assert isinstance(found, Match | BelowWanted | Unreadable | Absent)


# Chance: bounds that right code never breaks.

NOBODY = np.zeros(0)


def share_key(chance, checks=1, least=100):
    expected = (Chances(chance, NOBODY, NOBODY),) * checks
    says = ("The share is off.",) * checks
    return RandomKey("f", ("p",), "(sample,)", (Sampling((chance,), expected),), says, least)


def uniform_key(least=100):
    grid = np.linspace(-2, 2, 401)
    expected = (Chances(None, grid, np.clip(grid, 0, 1)),)
    return RandomKey("f", ("n",), "(s,)", (Sampling((1,), expected),), ("Not uniform.",), least)


def drawn(key, *samples):
    return compare(key, read(key, (THERE, came(tuple(samples)))))


def test_twenty_thousand_right_samples_are_all_let_through():
    random = np.random.default_rng(3)

    for chance in (0.001, 0.25, 0.5, 0.9):
        counts = random.binomial(1000, chance, 5000)
        assert all(is_likely(each / 1000, chance, 1000, FALSE_ALARM) for each in counts)


def test_right_draws_of_a_distribution_are_let_through_and_others_are_not():
    random = np.random.default_rng(4)
    key = uniform_key()

    assert all(drawn(key, Array.of(random.random(500))) == Match() for _ in range(2000))
    for wrong in (random.random(5000) ** 1.2, random.normal(0.5, 0.3, 5000), np.full(5000, 0.5)):
        found = drawn(key, Array.of(wrong))
        assert isinstance(found, UnlikelyDraws)
        assert found.at is not None


def test_a_chance_that_is_off_by_a_twentieth_is_caught():
    random = np.random.default_rng(5)

    for chance in (0.25, 0.5):
        counts = random.binomial(10_000, chance + 0.05, 1000)
        caught = [not is_likely(n / 10_000, chance, 10_000, FALSE_ALARM) for n in counts]
        assert np.mean(caught) > 0.999


def test_the_bound_is_chernoffs():
    """Of 100 fair coins all heads: the chance is 2^-100, and Chernoff's bound the same."""
    assert not is_likely(1.0, 0.5, 100, 2 * 2.0**-99)
    assert is_likely(1.0, 0.5, 100, 2 * 2.0**-101)


@pytest.mark.parametrize(("chance", "share"), [(0.0, 0.001), (1.0, 0.999)])
def test_what_is_certain_admits_no_exception(chance, share):
    assert is_likely(chance, chance, 1000, FALSE_ALARM)
    assert not is_likely(share, chance, 1000, FALSE_ALARM)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 10**6))
def test_what_is_likely_stays_so_among_fewer(share, chance, count):
    if is_likely(share, chance, count, FALSE_ALARM):
        assert is_likely(share, chance, max(1, count // 2), FALSE_ALARM)


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param([True, False] * 500, id="list of truth values"),
        pytest.param(Array.of(np.arange(1000) % 2 == 0), id="array of truth values"),
        pytest.param(Array.of(np.arange(1000) % 2, "torch"), id="tensor of 0 and 1"),
        pytest.param(Array.of(np.arange(1000).reshape(10, 100) % 2), id="table"),
    ],
)
def test_events_may_come_in_any_form(sample):
    assert drawn(share_key(0.5), sample) == Match()


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param([True] * 99, id="too few"),
        pytest.param(True, id="one for all"),
        pytest.param(Array.of(np.full(1000, np.nan)), id="nan"),
        pytest.param([0.5] * 999 + [np.nan], id="one nan"),
        pytest.param(["a"] * 1000, id="texts"),
        pytest.param(None, id="nothing"),
        pytest.param({"a": 1}, id="dict"),
    ],
)
def test_what_are_no_draws_is_unreadable(sample):
    assert isinstance(drawn(share_key(0.5), sample), Unreadable)
    assert isinstance(drawn(uniform_key(), sample), Unreadable)


def test_the_first_check_that_fails_is_told_and_all_must_hold():
    key = share_key(0.5, checks=2)
    fair, unfair = [True, False] * 500, [True] * 900 + [False] * 100

    assert drawn(key, fair, fair) == Match()
    found = drawn(key, fair, unfair)
    assert (found.observed, found.expected, found.count) == (0.9, 0.5, 1000)
    assert isinstance(drawn(key, fair), Unreadable)


@given(VALUES)
def test_no_value_whatsoever_makes_the_judging_of_draws_fail(value):
    for key in (share_key(0.5, least=1), uniform_key(least=1)):
        for given_value in (value, (value,)):
            found = compare(key, read(key, (THERE, came(given_value))))
            assert isinstance(found, Match | UnlikelyDraws | Unreadable | Absent)


# Figures: a picture for a person, and nothing else.

SIGNATURE = b"\x89PNG\r\n\x1a\n"
FIGURE = FigureKey("plot", ("Axes are labelled.",))


def png(width=4, height=3, rest=b"", head=SIGNATURE):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return head + b"\x00\x00\x00\rIHDR" + header + rest


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [
        pytest.param(png(), True, id="small"),
        pytest.param(png(4000, 4000), True, id="large"),
        pytest.param(png(4001, 4000), False, id="too many pixels"),
        pytest.param(png(2**31, 2**31), False, id="a bomb"),
        pytest.param(png(0, 4), False, id="no width"),
        pytest.param(png(rest=b"x" * MOST_BYTES), False, id="too many bytes"),
        pytest.param(png(head=b"GIF89a\x00\x00"), False, id="another format"),
        pytest.param(SIGNATURE, False, id="signature alone"),
        pytest.param(png()[:20], False, id="cut in its header"),
        pytest.param(b"<svg onload=alert(1)>", False, id="markup"),
        pytest.param(b"<svg>" + png(), False, id="markup before a picture"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_only_a_png_of_sensible_size_is_a_picture(content, is_shown):
    assert is_picture(content) == is_shown

    figure, sent = came(Unsupported("Figure", "")), np.frombuffer(content, np.uint8)
    reading = read(FIGURE, (figure, came(Array.of(sent))))
    assert reading == Picture(content) if is_shown else isinstance(reading, Unreadable)


def test_a_picture_waits_for_a_person_and_what_is_no_picture_does_not():
    figure = came("plot.png")
    shown = came(Array.of(np.frombuffer(png(), np.uint8)))

    assert isinstance(compare(FIGURE, read(FIGURE, (figure, shown))), Awaits)
    assert compare(FIGURE, read(FIGURE, (figure, STOP))) == Stopped(STOP)
    missing = NotFound("plot", ())
    assert compare(FIGURE, read(FIGURE, (missing, missing))) == Absent("nothing")


@given(VALUES, VALUES)
def test_no_value_whatsoever_makes_the_reading_of_figures_fail(what, picture):
    found = compare(FIGURE, read(FIGURE, (came(what), came(picture))))

    assert isinstance(found, Absent | Unreadable)


@pytest.mark.parametrize(
    "key",
    [training(seeds=3), share_key(0.5), FIGURE, claims("==", "<")],
    ids=lambda key: type(key).__name__,
)
def test_each_asks_what_the_name_is_and_runs_the_authors_lines(key):
    first, *rest = ask(key)

    assert first == Fetch(key.name)
    assert rest
    assert all(isinstance(each, Run) for each in rest)
