"""The derived tolerance: many correct float32 implementations lie within it, wrong ones do not."""

import functools
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sample_operations import OPERATIONS

from grader.errors import SpecError
from grader.oracle.expression import leaves, precision
from grader.oracle.tolerance import FACTOR, closeness, coarse, derive, scale, to_floats

F64 = torch.float64
SPACE = 8.0
"""How many times further than allowed a wrong implementation must be, and a right one nearer."""


@functools.cache
def truth_of(name):
    reference, inputs, _, _ = OPERATIONS[name]
    names = {key: torch.from_numpy(value) for key, value in inputs.items()}
    return derive(reference, names, value_of(reference, names))


def value_of(reference, names):
    with precision(F64):
        return to_floats(reference(leaves(names, F64)))


def ratio(truth, found):
    """How far off, in units of what is allowed, at the worst cell."""
    assert np.shape(found) == truth.value.shape
    return float(np.max(np.abs(np.asarray(found, np.float64) - truth.value) / truth.allowed))


def implementations(which):
    return [
        pytest.param(name, each, id=f"{name}-{number}")
        for name, table in OPERATIONS.items()
        for number, each in enumerate(table[which])
    ]


def run(name, each):
    inputs = OPERATIONS[name][1]
    with np.errstate(all="ignore"):
        return each(**{key: value.astype(np.float32) for key, value in inputs.items()})


@pytest.mark.parametrize(("name", "right"), implementations(2))
def test_a_correct_float32_implementation_is_right_with_room_to_spare(name, right):
    assert ratio(truth_of(name), run(name, right)) < 1 / 4


@pytest.mark.parametrize(("name", "wrong"), implementations(3))
def test_a_wrong_implementation_is_far_outside(name, wrong):
    assert not ratio(truth_of(name), run(name, wrong)) < SPACE  # nan is not right either


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_the_reference_in_a_low_precision_is_not_right_but_explained_by_it(name, dtype):
    reference, inputs, _, _ = OPERATIONS[name]
    truth = truth_of(name)
    excuse = {each.label: each.allowed for each in truth.coarse}
    label = str(dtype).removeprefix("torch.")
    with precision(dtype):
        low = {key: torch.from_numpy(value) for key, value in inputs.items()}
        found = to_floats(reference(leaves(low, dtype)))

    assert ratio(truth, found) > 1
    assert np.all(np.abs(found - truth.value) <= excuse[label])
    assert np.all(excuse[label] > truth.allowed)


@pytest.mark.parametrize("value", [[[109.0, 92.0], [110.0, 85.0]], 0.0, -3.0, [1e15]])
def test_whole_numbers_are_exact_and_offer_no_excuse(value):
    given_value = np.asarray(value) + 1e-12

    truth = derive(lambda _: torch.tensor(value), {}, given_value)

    assert truth.is_exact
    assert truth.coarse == ()
    assert truth.value.tolist() == value


def test_a_rounded_minus_nothing_is_zero_and_not_minus_zero():
    truth = derive(lambda _: 0.0, {}, np.asarray(-1e-12))

    assert math.copysign(1, truth.value) == 1


@pytest.mark.parametrize("value", [1e-6, 0.5, 2.0**54, [1.0, 2.5]])
def test_other_numbers_are_not_exact(value):
    names = {"x": torch.tensor(value, dtype=F64)}

    assert not derive(lambda n: n["x"], names, np.asarray(value)).is_exact


@given(st.floats(1e-3, 1e3), st.floats(1e-6, 1e6))
def test_the_tolerance_scales_with_the_value(start, factor):
    def allowed(number):
        names = {"x": torch.tensor([number, 3 * number], dtype=F64)}
        return closeness(lambda n: n["x"].sum(), names, np.asarray(4 * number))

    assert allowed(start * factor) / allowed(start) == pytest.approx(factor, rel=3)
    assert FACTOR * 2**-23 <= allowed(start) / (4 * start) <= 3 * FACTOR * 2**-23


def test_an_ill_conditioned_case_is_held_to_no_more_than_its_inputs_allow():
    names = {"x": torch.tensor([1e4, -1e4 + 2**-5], dtype=F64)}

    allowed = closeness(lambda n: n["x"].sum(), names, np.asarray(2.0**-5))

    assert allowed > 1e4 * 2**-24  # rounding one input moves the sum by so much


def test_an_element_that_happens_to_be_exact_is_not_held_to_more_than_its_neighbours():
    names = {"x": torch.tensor([0.0, 1.0, 1.0], dtype=F64)}

    allowed = closeness(lambda n: n["x"] / 3, names, np.array([0, 1 / 3, 1 / 3]))

    assert allowed[0] > 0
    assert allowed[0] <= allowed[1]


def test_where_float32_overflows_the_tolerance_stays_finite():
    names = {"x": torch.tensor([100.0, 0.5], dtype=F64)}
    value = np.exp([100.0, 0.5])

    allowed = closeness(lambda n: n["x"].exp(), names, value)

    assert np.isfinite(allowed).all()
    assert allowed[0] < 1e-2 * value[0]


def test_where_a_low_precision_overflows_it_is_no_excuse():
    names = {"x": torch.tensor(12.3, dtype=F64)}  # exp(12.3) is beyond float16, not bfloat16

    found = coarse(lambda n: n["x"].exp(), names, np.exp(np.asarray(12.3)))

    assert [each.label for each in found] == ["bfloat16"]


def test_an_operation_that_a_low_precision_lacks_is_no_excuse():
    def reference(names):
        if names["x"].dtype is torch.bfloat16:
            raise NotImplementedError("\"op\" not implemented for 'BFloat16'")
        return names["x"] / 3

    found = coarse(reference, {"x": torch.tensor(1.0, dtype=F64)}, np.asarray(1 / 3))

    assert [each.label for each in found] == ["float16"]


def test_a_draw_outside_the_domain_says_nothing_and_the_others_are_heard():
    names = {"x": torch.tensor([1.0, 3.0], dtype=F64)}

    found = scale(lambda n: (n["x"] - 1).sqrt(), names, np.sqrt([0.0, 2.0]), F64)

    assert np.isfinite(found).all()
    assert found[0] > 1e-9  # the root of what one rounding adds to 1, not that rounding itself


def test_whole_inputs_that_are_no_floats_are_not_jittered():
    names = {"n": 3, "x": torch.tensor([1, 2])}
    seen = []

    closeness(lambda n: seen.append((n["n"], n["x"].tolist())) or 0.5, names, np.asarray(0.5))

    assert set(map(str, seen)) == {"(3, [1, 2])"}


def test_the_same_case_has_the_same_tolerance_every_time():
    one, other = truth_of("layer-norm"), truth_of.__wrapped__("layer-norm")

    assert one.allowed.tobytes() == other.allowed.tobytes()
    assert one.coarse[0].allowed.tobytes() == other.coarse[0].allowed.tobytes()


@pytest.mark.parametrize(
    ("value", "floats"),
    [
        (3, 3.0),
        (True, 1.0),
        (torch.tensor([[1, 2]]), [[1, 2]]),
        ([torch.tensor(1.0, requires_grad=True), 2], [1, 2]),
        (((1, 2), (3, 4)), [[1, 2], [3, 4]]),
        (np.float32(0.5), 0.5),
        (torch.Size([3, 3]), [3, 3]),
    ],
)
def test_numbers_of_every_form_become_float64(value, floats):
    found = to_floats(value)

    assert found.dtype == np.float64
    assert found.tolist() == floats


@pytest.mark.parametrize(
    "value", ["3", None, {"a": 1}, 1j, torch.tensor(1j), [[1], [1, 2]], 10**400, np.array("a")]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        to_floats(value)


def test_what_is_returned_shares_no_memory_with_the_tensor():
    tensor = torch.zeros(2, dtype=F64)

    to_floats(tensor)[0] = 1

    assert tensor.tolist() == [0, 0]


def test_a_probability_that_torch_refuses_above_1_is_moved_towards_zero_only():
    names = {
        "p": torch.tensor([0.25, 0.5, 0.75], dtype=F64),
        "y": torch.tensor([0.0, 1, 1], dtype=F64),
    }

    def entropy(names):
        if (names["y"] > 1).any():
            raise SpecError(Path("p.yaml"), [])
        return torch.nn.functional.binary_cross_entropy(names["p"], names["y"])

    truth = derive(entropy, names, value_of(entropy, names))

    eps = np.finfo(np.float32).eps
    assert eps * FACTOR / 4 < truth.allowed / truth.value < eps * FACTOR * 4


def test_what_fails_on_every_move_is_refused():
    def exact(names):
        if names["x"] != 1:
            raise SpecError(Path("p.yaml"), [])
        return names["x"] / 3

    with pytest.raises(SpecError):
        closeness(exact, {"x": torch.tensor(1.0, dtype=F64)}, np.asarray(1 / 3))
