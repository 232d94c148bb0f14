"""Torch's functions where an expression gives them numbers, and tensors made of tensors."""

import math

import pytest
import torch
from sample_parts import HEAD, part

from grader.oracle.expression import precision
from grader.oracle.numbers import NUMBERS, tensor
from grader.oracle.solve import Oracle
from grader.oracle.vocabulary import grad

F64 = torch.float64


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exp", math.exp(0.5)),
        ("log", math.log(0.5)),
        ("sqrt", math.sqrt(0.5)),
        ("cos", math.cos(0.5)),
        ("erf", math.erf(0.5)),
        ("tanh", math.tanh(0.5)),
        ("sigmoid", 1 / (1 + math.exp(-0.5))),
    ],
)
def test_a_function_of_torchs_takes_a_number_in_the_precision_of_everything_else(name, expected):
    with precision(F64):
        found = NUMBERS[name](0.5)

    assert found.dtype == F64
    assert found.item() == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("name", sorted(NUMBERS.keys() - {"tensor", "maximum", "minimum"}))
def test_a_tensor_goes_through_as_it_is(name):
    x = torch.tensor([0.25, 0.75], dtype=F64)

    assert torch.equal(NUMBERS[name](x), getattr(torch, name)(x))


def test_a_number_may_stand_beside_a_tensor():
    x = torch.tensor([-1.0, 2], dtype=F64)

    assert NUMBERS["maximum"](x, 0).tolist() == [0, 2]
    assert NUMBERS["minimum"](1, x).tolist() == [-1, 1]


def test_a_tensor_of_tensors_can_be_differentiated_by_them():
    x = torch.tensor(3.0, dtype=F64, requires_grad=True)

    made = tensor([[1, x], [x * x, 2.5]])

    assert made.tolist() == [[1, 3], [9, 2.5]]
    assert made.dtype == F64
    assert grad(made.sum(), wrt=x, upstream=1).item() == 1 + 2 * 3


def test_a_tensor_of_numbers_is_torchs_own():
    assert tensor([[1, 2], [3, 4]]).dtype == torch.int64
    assert tensor([1, 2], dtype=F64).dtype == F64
    assert tensor([]).shape == (0,)


def test_an_oracle_may_mix_numbers_and_tensors(assignment):
    text = HEAD + part(
        "a",
        "answer: {name: found, kind: array}",
        "oracle: tensor([exp(n - 3), A.sum(), sqrt(n + 1)])",
    )

    (key,) = Oracle(assignment(text)).solve("d").parts[0].answers

    assert key.case.truth.value.tolist() == [1, 10, 2]


def test_given_truth_values_are_a_mask(assignment):
    given = "given: {m: [[true, false], [false, true]], x: [[1, 2], [3, 4]]}"
    asked = part("a", "answer: {name: kept, kind: array}", "oracle: x[m]")

    (key,) = (
        Oracle(assignment(f"id: 1\ntitle: One\n{given}\nparts:\n{asked}"))
        .solve("d")
        .parts[0]
        .answers
    )

    assert key.case.truth.value.tolist() == [1, 4]


def test_a_fixed_case_may_hold_a_mask(assignment):
    asked = part(
        "a",
        "answer:",
        "  name: kept",
        "  kind: function",
        "  arguments: {x: 'normal(3)', mask: 'integers(0, 1, 3) > 0'}",
        "  examples: [{x: [1, 2, 4], mask: [true, false, true]}]",
        "oracle: (x * mask).sum()",
    )

    (key,) = Oracle(assignment(HEAD + asked)).solve("d").parts[0].answers

    assert key.cases[0].arguments[1].data.tolist() == [True, False, True]
    assert key.cases[0].truth.value == 5
