"""Eq. (10) in the homework's `reference.py` against a plain loop, and torch's own LPPool2d."""

import math
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.oracle.expression import Evaluator
from grader.record import replace
from grader.spec.load import load_assignment

FOLDER = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"
WINDOW = [[-3.0, 1.0], [2.0, -1.0]]
EVERYWHERE = [(0, 0), (0, 1), (1, 0), (1, 1)]


def from_reference(name):
    """A function of `reference.py`, as the oracle sees it."""
    assignment = replace(load_assignment(FOLDER), parts=())
    return Evaluator(assignment).vocabulary[name]


lp_pool = from_reference("lp_pool")


def literal(cells, p):
    """Eq. (10) as it is printed."""
    return math.fsum(abs(cell) ** p for cell in cells) ** (1 / p)


def tensor(rows):
    return torch.tensor(rows, dtype=torch.float64)


@pytest.mark.parametrize(("p", "printed"), [(1, 7), (3, 37 ** (1 / 3)), (math.inf, 3)])
def test_the_window_of_both_signs_gives_what_eq_10_gives(p, printed):
    assert float(lp_pool(tensor(WINDOW), EVERYWHERE, p)) == pytest.approx(printed, rel=1e-14)


@given(st.lists(st.integers(-160, 160).map(lambda n: n / 32), min_size=1, max_size=9), st.data())
def test_it_is_the_literal_formula_for_every_p_asked(cells, data):
    p = data.draw(st.floats(1, 8))
    indexes = [(0, column) for column in range(len(cells))]

    found = float(lp_pool(tensor([cells]), indexes, p))

    assert found == pytest.approx(literal(cells, p), rel=1e-12, abs=1e-300)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_infinity_is_the_largest_magnitude(cells):
    indexes = [(0, column) for column in range(len(cells))]

    assert float(lp_pool(tensor([cells]), indexes, math.inf)) == max(map(abs, cells))


@pytest.mark.parametrize("p", [26, 150, 256, 1e6])
def test_a_large_p_does_not_overflow(p):
    found = float(lp_pool(tensor([[30.0, 90.0]]), [(0, 0), (0, 1)], p))

    assert found == pytest.approx(90 * (1 + (1 / 3) ** p) ** (1 / p), rel=1e-14)


def test_a_sub_region_of_zeros_gives_zero():
    assert float(lp_pool(tensor([[0.0, 0.0]]), [(0, 0), (0, 1)], 3)) == 0


def test_torchs_own_lp_pool_takes_powers_of_the_entries_themselves():
    def torchs(p):
        return float(torch.nn.LPPool2d(p, 2)(tensor(WINDOW)[None, None]))

    assert torchs(1) == -1
    assert math.isnan(torchs(3))
    assert math.isnan(torchs(1.5))
    assert torchs(math.inf) == 3


def test_torchs_own_lp_pool_overflows_in_float32_where_the_reference_does_not():
    window = 30 * torch.tensor(WINDOW).abs()

    assert float(torch.nn.LPPool2d(26, 2)(window[None, None])) == math.inf
    assert float(lp_pool(window, EVERYWHERE, 26)) == pytest.approx(90, rel=1e-5)
