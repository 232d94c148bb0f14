"""Values as text: spelled like a reader would, cut to a window, and pasted back unchanged."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from grader.exhibit import (
    CUT,
    MOST_TEXT,
    WINDOW,
    show_value,
    show_values,
    spell_apart,
    spell_exact,
    spell_index,
    spell_number,
    spell_python,
)
from grader.results import Grid, Line
from grader.values import Array, decode, encode


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (-3.0, "−3"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1 / 3, "0.333333"),
        (-2 / 3, "−0.666667"),
        (123456.789, "123457"),
        (1e-7, "1e−07"),
        (1e14, "100000000000000"),
        (1.5e15, "1.5e+15"),
        (10**15 + 1, "1000000000000001"),
        (10**400, "1e+400"),
        (-(10**400), "−1e+400"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_spells_a_number_as_a_reader_would(number, text):
    assert spell_number(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-7, 2), "−7/2"),
        (Fraction(4, 2), "2"),
        (7, "7"),
        (0.5, "0.5"),
        ("7 divided by zero", "7 divided by zero"),
        (Fraction(1, 3 * 10**30), "3.33333e−31"),
        (Fraction(10**600 + 1, 10**200), "1e+400"),
    ],
)
def test_spells_an_exact_value_as_a_fraction_unless_it_is_too_long(value, text):
    assert spell_exact(value) == text


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (1.0, 2.0, ("1", "2")),
        (0.1234567, 0.1234568, ("0.1234567", "0.1234568")),
        (1.0, 1 + 1e-13, ("1", "1.0000000000000999")),
    ],
)
def test_spells_two_numbers_apart(one, other, pair):
    assert spell_apart(one, other) == pair


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ((0, 4), "row 1, column 5"),
        ((3,), "position 4"),
        ((0, 1, 2), "index (0, 1, 2)"),
        ((), "index ()"),
    ],
)
def test_spells_a_place(index, text):
    assert spell_index(index) == text


def test_shows_a_number_as_a_line():
    assert show_values("x", np.asarray(2.5)) == Line(label="x", text="2.5")
    assert show_values("x", np.asarray(2.5), np.asarray([True])[0]).off is True


def test_shows_a_matrix_with_the_cells_that_are_off():
    wrong = np.array([[False, True], [False, False]])

    found = show_values("x", np.array([[1, 2.5], [-3, math.inf]]), wrong)

    assert found == Grid(label="x", rows=(("1", "2.5"), ("−3", "∞")), off=((0, 1),))


def test_shows_a_row_and_an_empty_array():
    assert show_values("x", np.array([1.0, 2.0])).rows == (("1", "2"),)
    assert show_values("x", np.empty((0, 3))).text == "an empty array of shape (0, 3)"


@pytest.mark.parametrize(
    ("worst", "corner", "note"),
    [
        ((), 0, "rows 1 to 5 of 512; columns 1 to 5 of 512"),
        ((0, 0), 0, "rows 1 to 5 of 512; columns 1 to 5 of 512"),
        ((300, 400), 298 * 512 + 398, "rows 299 to 303 of 512; columns 399 to 403 of 512"),
        ((511, 511), 507 * 512 + 507, "rows 508 to 512 of 512; columns 508 to 512 of 512"),
    ],
)
def test_cuts_a_window_around_the_worst_cell(worst, corner, note):
    value = np.arange(512.0 * 512).reshape(512, 512)
    wrong = np.zeros(value.shape, bool)
    wrong[worst or (0, 0)] = True

    found = show_values("x", value, wrong, worst)

    assert len(found.rows) == len(found.rows[0]) == CUT
    assert found.rows[0][0] == spell_number(float(corner))
    row, column = found.off[0]
    assert found.rows[row][column] == spell_number(float(value[worst or (0, 0)]))
    assert found.note == note


@pytest.mark.parametrize(
    ("shape", "worst", "note"),
    [
        ((2, 3, 4), (1, 2, 3), "[1] of shape (2, 3, 4)"),
        ((2, 3, 4, 5), (1, 2, 0, 0), "[1, 2] of shape (2, 3, 4, 5)"),
        ((2, 3, 4, 5), (), "[0, 0] of shape (2, 3, 4, 5)"),
        ((1, 1, 20), (0, 0, 19), "[0] of shape (1, 1, 20); columns 16 to 20 of 20"),
        ((20,), (19,), "columns 16 to 20 of 20"),
    ],
)
def test_cuts_the_matrix_of_the_worst_cell_out_of_more_dimensions(shape, worst, note):
    value = np.arange(float(np.prod(shape))).reshape(shape)

    found = show_values("x", value, worst=worst)

    assert found.note == note
    assert spell_number(float(value[worst or (0,) * len(shape)])) in itertools.chain(*found.rows)


@given(
    st_np.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=13).flatmap(
        lambda shape: st_np.arrays(np.float64, shape)
    ),
    st.data(),
)
def test_any_array_is_shown_with_its_worst_cell(value, data):
    worst = tuple(data.draw(st.integers(0, side - 1)) for side in value.shape if value.size)

    found = show_values("x", value, np.isnan(value), worst)

    if value.size and value.ndim:
        assert len(found.rows) <= WINDOW
        digits = 6 if max(value.shape[-2:]) <= WINDOW else 4
        assert spell_number(float(value[worst]), digits) in itertools.chain(*found.rows)
        cells = [found.rows[row][column] for row, column in found.off]
        assert set(cells) <= {"nan"}


def test_a_long_text_is_cut_where_numbers_are_not():
    assert len(show_value("x", "a" * 9999).text) == MOST_TEXT
    assert show_value("x", "(1, 2)").text == "'(1, 2)'"
    assert show_value("x", Array.of([True, False])).rows == (("1", "0"),)
    assert show_value("S", [(0, 1), (2, 3)]).text == "[(0, 1), (2, 3)]"


MADE_OF = {"np": np, "torch": torch, "float": float, "complex": complex}


def made_by(code):
    return eval(code, MADE_OF)  # noqa: S307 - what we wrote ourselves; that it runs is the test


@pytest.mark.parametrize(
    "value",
    [
        np.array([[1.0, math.nan], [math.inf, -math.inf]]),
        np.float32([0.1, 0.2]),
        np.float16([[0.1]]),
        np.array([1, 2]),
        np.uint8([1, 2]),
        np.array([True]),
        np.array(3.5),
        np.array([1j, complex(math.nan, -0.0)]),
        np.empty((0, 3), np.float32),
        np.empty((2, 0)),
        np.float64(0.1),
        np.int8(3),
        np.array([True])[0],
        torch.tensor([0.1, math.inf]),
        torch.tensor([0.1], dtype=torch.float64),
        torch.tensor([[0.1]], dtype=torch.bfloat16),
        torch.tensor([1, 2]),
        torch.tensor(3, dtype=torch.uint8),
        torch.empty(0, 2),
        torch.tensor([True])[0],
        [(0, 1), (2, 3)],
        (1,),
        (),
        [],
        {"a": [1.5, -math.inf], 2: (np.array([1.0]),)},
        -0.0,
        complex(1, math.nan),
        'it\'s "text"\n',
        None,
        10**30,
    ],
    ids=lambda value: f"{type(value).__name__} {value!r}"[:60],
)
def test_python_that_is_pasted_makes_the_same_value(value):
    code = spell_python(decode(encode(value)))

    assert "\n" not in code
    assert encode(made_by(code)) == encode(value)
