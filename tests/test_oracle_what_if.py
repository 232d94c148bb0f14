"""A changed reference is evaluated on the very cases that were kept."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sample_parts import HEAD, part

from grader.oracle.change import Change
from grader.oracle.orders import OneByOne
from grader.oracle.solve import Oracle

FUNCTION = (
    "answer:",
    "  name: f",
    "  kind: function",
    "  arguments: {X: 'normal(integer(1, 3), 2)'}",
    "  examples: [{X: [[1, 2]]}]",
    "  cases: 3",
    "oracle: X.sum() * 2",
)


@pytest.fixture
def what_if(assignment):
    def make(*lines, reference=""):
        oracle = Oracle(assignment(HEAD + part("a", *lines), reference))
        key = oracle.solve("digest").parts[0].answers[0]
        return oracle.what_if("1.a", 0, key)

    return make


def values(key):
    return [case.truth.value.tolist() for case in key.cases]


def test_the_same_text_gives_the_same_values_example_first(what_if):
    found = what_if(*FUNCTION)

    assert values(found.changed(Change(("oracle",), "X.sum() * 2"))) == values(found.key)
    assert values(found.key)[0] == 6
    assert found.inputs(0) == {"X": [[1.0, 2.0]]}


def test_a_changed_text_is_evaluated_on_the_kept_inputs(what_if):
    found = what_if(*FUNCTION)
    halves = values(found.changed(Change(("oracle",), "X.sum()")))

    assert halves == [each / 2 for each in values(found.key)]


def test_a_changed_reference_file_is_run_afresh(what_if):
    found = what_if(*FUNCTION[:-1], "oracle: f(X)", reference="def f(X):\n    return X.sum()\n")
    changed = found.changed(Change((), "def f(X):\n    return -X.sum()\n"))

    assert values(changed) == [-each for each in values(found.key)]


@pytest.mark.parametrize("text", ["X.nothing()", "unknown", "X.reshape(97)"])
def test_a_change_that_raises_gives_nothing(what_if, text):
    assert what_if(*FUNCTION).changed(Change(("oracle",), text)) is None


def test_fresh_cases_are_others_than_those_kept(what_if):
    found = what_if(*FUNCTION)
    fresh = found.afresh(20)
    kept = [case.arguments for case in found.key.cases]

    assert len(fresh.key.calls) == 20
    assert not any(case.arguments in kept for case in fresh.key.cases)


def test_solving_again_gives_the_same_and_another_seed_other_cases(what_if):
    found = what_if(*FUNCTION)

    assert values(found.again()) == values(found.key)
    assert values(found.again(seed=1)) != values(found.key)


def test_what_jumps_at_a_rounding_is_a_tie(what_if):
    steady = what_if(*FUNCTION)
    jumping = what_if(*FUNCTION[:-1], "oracle: (X >= X.max()).sum() + (X == X.floor()).sum()")

    assert steady.ties() == ()
    assert 0 in jumping.ties()


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=n, max_size=n
        )
    )
)
def test_sums_one_by_one_are_the_same_sums(rows):
    tensor = torch.tensor(rows, dtype=torch.float64)
    with OneByOne():
        found = [tensor.sum(), tensor.sum(0), tensor.mean(), tensor @ tensor]

    array = np.array(rows, dtype=float)
    expected = [array.sum(), array.sum(0), array.mean(), array @ array]
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one.numpy(), other, rtol=1e-12, atol=1e-12)


def test_sums_one_by_one_round_as_a_loop_does():
    tensor = torch.full((10_000,), 0.1, dtype=torch.float32)
    total = np.float32(0)
    for each in tensor.numpy():
        total += each

    with OneByOne():
        assert float(tensor.sum()) == float(total)
