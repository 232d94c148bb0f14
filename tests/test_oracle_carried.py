"""A part solved again from a student's own earlier answers."""

import math
from pathlib import Path

import numpy as np
import pytest
from sample_parts import HEAD, array, part

from grader.oracle.second_look import LazyOracle
from grader.oracle.solve import Oracle
from grader.spec.load import load_assignment

FOLDER = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"
C = np.array([[109.0, 92, 72], [108, 85, 74], [110, 74, 79]])
SLIPPED = np.array([[109.0, 92, 72], [108, 85, 74], [120, 74, 79]])
FLIPPED = np.array([[113.0, 87, 75], [114, 80, 75], [112, 73, 81]])


@pytest.fixture(scope="module")
def oracle():
    return Oracle(load_assignment(FOLDER))


def looped_maxima(value):
    return [[float(value[i : i + 2, j : j + 2].max()) for j in (0, 1)] for i in (0, 1)]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(C, id="right"),
        pytest.param(SLIPPED, id="slipped"),
        pytest.param(FLIPPED, id="flipped"),
        pytest.param(FLIPPED / 9, id="averaged"),
        pytest.param(np.zeros((3, 3)), id="zero"),
        pytest.param(np.full((3, 3), 8.0), id="constant"),
    ],
)
def test_what_follows_is_computed_from_the_students_own_value(oracle, value):
    key = oracle.carried("1.2.c", {"C": value})

    assert key.name == "max_pooled"
    np.testing.assert_allclose(key.case.truth.value, looped_maxima(value), rtol=1e-15)
    assert key.case.truth.is_exact == bool((value == np.round(value)).all())


def test_a_constant_hides_mistakes_and_that_is_kept_for_follow_through_to_weigh(oracle):
    key = oracle.carried("1.2.c", {"C": np.full((3, 3), 8.0)})

    averaged = next(each for each in key.case.mistakes if each.id == "averaged-not-maximum")
    assert averaged.value.tolist() == key.case.truth.value.tolist()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(np.where(C == 110, math.nan, C), id="nan"),
        pytest.param(np.where(C == 110, math.inf, C), id="inf"),
        pytest.param(C[:2, :2], id="too small for the promised shape"),
        pytest.param(np.ones((5, 5)), id="too large for the promised shape"),
        pytest.param(np.ones((1, 1)), id="smaller than the window"),
        pytest.param(np.ones(9), id="flat"),
        pytest.param(np.asarray(3.0), id="a number"),
        pytest.param(np.empty((0, 0)), id="nothing"),
    ],
)
def test_nothing_follows_from_a_value_that_the_reference_cannot_take(oracle, value):
    assert oracle.carried("1.2.c", {"C": value}) is None


def test_the_same_value_is_solved_once_and_another_one_again(oracle):
    first = oracle.carried("1.2.c", {"C": SLIPPED})

    assert oracle.carried("1.2.c", {"C": SLIPPED.copy()}) is first
    assert oracle.carried("1.2.c", {"C": SLIPPED + 1}) is not first


def test_the_students_value_is_not_changed_and_may_be_read_only():
    value = SLIPPED.copy()
    value.setflags(write=False)

    assert Oracle(load_assignment(FOLDER)).carried("1.2.c", {"C": value}) is not None
    assert value.tolist() == SLIPPED.tolist()


TWO_USED = (
    HEAD
    + part("a", "answer: {name: x, kind: array}", "oracle: A + 1")
    + part("b", "answer: {name: y, kind: array}", "uses: {X: 1.a}", "oracle: 2 * X")
    + part(
        "c",
        "answer: {name: z, kind: array}",
        "uses: {X: 1.a, Y: 1.b}",
        "oracle: X @ Y",
        "misconceptions:",
        "  - {id: transposed, oracle: (X @ Y).T, says: s}",
        "  - {id: inverted, oracle: X @ inverse(Y), says: s}",
    )
)
X = np.array([[2.0, 3], [4, 5]])


def test_an_earlier_answer_that_was_right_keeps_its_right_value(assignment):
    own = np.array([[1.0, 0], [7, 1]])
    oracle = Oracle(assignment(TWO_USED))

    assert oracle.carried("1.c", {"Y": own}).case.truth.value.tolist() == (X @ own).tolist()
    assert oracle.carried("1.c", {"X": own}).case.truth.value.tolist() == (own @ (2 * X)).tolist()
    both = oracle.carried("1.c", {"X": own, "Y": own})
    assert both.case.truth.value.tolist() == (own @ own).tolist()


def test_a_mistake_that_fails_on_the_students_value_gives_nothing_and_hinders_nothing(assignment):
    key = Oracle(assignment(TWO_USED)).carried("1.c", {"Y": np.zeros((2, 2))})

    assert {each.id: each.value is None for each in key.case.mistakes} == {
        "transposed": False,
        "inverted": True,
    }


def test_solving_first_makes_no_difference_to_what_follows(assignment):
    loaded = assignment(TWO_USED)
    solved, fresh = Oracle(loaded), Oracle(loaded)
    solved.solve("digest")

    for name in ("X", "Y"):
        one, other = (each.carried("1.c", {name: X + 1}) for each in (solved, fresh))
        assert one.case.truth.value.tolist() == other.case.truth.value.tolist()


def test_an_unknown_part_is_our_own_mistake_and_not_silent(assignment):
    with pytest.raises(StopIteration):
        Oracle(assignment(HEAD + part("a", *array("A")))).carried("9.z", {})


def test_a_lazy_oracle_is_made_by_the_first_question_and_only_once(assignment):
    made = []

    def make():
        made.append(Oracle(assignment(TWO_USED)))
        return made[0]

    lazy = LazyOracle(make)
    assert made == []

    first = lazy.carried("1.b", {"X": X})
    assert first.case.truth.value.tolist() == (2 * X).tolist()
    assert lazy.carried("1.b", {"X": X}) is first
    assert len(made) == 1
