"""What a student may write for a number, an array or text, and what cannot be read."""

import math
import typing

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import ARRAY, FRAME, TEXT, VALUES, came, raised

from grader.compare.array import read_array
from grader.compare.describe import describe, one_line
from grader.compare.reading import (
    MOST_CELLS,
    Numbers,
    Prose,
    as_number,
    read_numbers,
    returned,
    to_float,
)
from grader.compare.result import Absent, Stopped, Unreadable
from grader.compare.text import read_text
from grader.outcome import Killed, KillReason, NotFound, NotRun, TimedOut
from grader.values import Array, Named, Unsupported, decode, encode


def sent(value):
    """Send a student's object over the border and take what arrives."""
    return decode(encode(value))


class Pair(typing.NamedTuple):
    first: int
    second: int


def in_subclass(values):
    """Make an array that claims to be of a class of the student's own."""

    class Masked(np.ndarray):
        pass

    return np.asarray(values).view(Masked)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([[1, 2], [3, 4]], id="lists"),
        pytest.param(((1, 2), (3, 4)), id="tuples"),
        pytest.param([(1, 2), [3.0, 4]], id="mixed"),
        pytest.param(np.array([[1, 2], [3, 4]]), id="ints"),
        pytest.param(np.array([[1, 2], [3, 4]], np.uint8), id="uint8"),
        pytest.param(np.array([[1, 2], [3, 4]], np.float16), id="float16"),
        pytest.param(np.array([[1, 2], [3, 4]], ">f8"), id="big-endian"),
        pytest.param(np.array([[1, 3], [2, 4]]).T, id="transposed view"),
        pytest.param(in_subclass([[1, 2], [3, 4]]), id="subclass"),
        pytest.param([np.array([1, 2]), np.array([3, 4])], id="list of arrays"),
        pytest.param([[np.float32(1), np.int8(2)], [3, 4]], id="NumPy scalars"),
        pytest.param(torch.tensor([[1, 2], [3, 4]]), id="tensor"),
        pytest.param(torch.tensor([[1.0, 2], [3, 4]], requires_grad=True), id="needs grad"),
        pytest.param(torch.tensor([[1, 2], [3, 4]], dtype=torch.bfloat16), id="bfloat16"),
        pytest.param(torch.nn.Parameter(torch.tensor([[1.0, 2], [3, 4]])), id="parameter"),
        pytest.param([list(torch.tensor([1, 2])), [torch.tensor(3), 4]], id="0-d tensors"),
        pytest.param([torch.Size([1, 2]), Pair(3, 4)], id="near tuples"),
        pytest.param([range(1, 3), range(3, 5)], id="ranges"),
    ],
)
def test_reads_an_array_in_any_form(given):
    found = read_array(ARRAY, (came(sent(given)),))

    assert isinstance(found, Numbers)
    assert found.value.dtype == np.float64
    assert found.value.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("given", "shape"),
    [
        ([], (0,)),
        ([[], []], (2, 0)),
        (np.zeros((0, 3)), (0, 3)),
        (7, ()),
        (np.float64(7), ()),
        (np.array(7), ()),
        ([[[1]]], (1, 1, 1)),
        ([[1, 2, 3]] * 4, (4, 3)),
    ],
)
def test_keeps_the_shape_it_came_in(given, shape):
    found = read_numbers(sent(given), "numbers")

    assert isinstance(found, Numbers)
    assert found.value.shape == shape


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ([[1, 2], [3]], "rows of unequal length (2, 1)"),
        ([1, [2]], "lists that are not nested equally deep"),
        ([[1], [[2]]], "lists that are not nested equally deep"),
        ([[1, "2"], [3, 4]], "the text '2' inside it"),
        (["1", "2"], "the text '1' inside it"),
        ("[[1, 2], [3, 4]]", "the text '[[1, 2], [3, 4]]'"),
        ([[True, False], [True, True]], "the truth value True inside it"),
        (np.array([True, False]), "an array of bool with shape (2,)"),
        (True, "the truth value True"),
        (np.array([True])[0], "an array of bool with shape ()"),
        (1 + 2j, "the complex number (1+2j)"),
        (np.array([1 + 0j]), "an array of complex128 with shape (1,)"),
        (torch.tensor([True]), "a tensor of bool with shape (1,)"),
        ([None], "None inside it"),
        ({1: 2}, "a dict of 1"),
        (len, "the function len"),
        (Pair, "the class Pair"),
        (torch.tensor([1.0]).to_sparse(), "an object of type Tensor"),
        (np.array(["1", "2"]), "an array of text, not of numbers"),
        (np.array([1, None]), "an array of objects, not of numbers"),
        (object(), "an object of type object"),
        ([...], "an object of type ellipsis"),
    ],
)
def test_says_what_it_cannot_read_as_numbers(given, phrase):
    found = read_numbers(sent(given), "numbers")

    assert isinstance(found, Unreadable)
    assert found.wanted == "numbers"
    assert found.found.startswith(phrase)


@pytest.mark.parametrize(
    ("given", "precision"),
    [
        (np.zeros(2, np.float16), "float16"),
        (torch.zeros(2, dtype=torch.float16), "float16"),
        (torch.zeros(2, dtype=torch.bfloat16), "bfloat16"),
        ([torch.zeros(2, dtype=torch.bfloat16)] * 2, "bfloat16"),
        ([np.float16(1), np.float16(2)], "float16"),
        ([np.float16(1), 2.0], None),
        (np.zeros(2, np.float32), None),
        ([0.0, 1.0], None),
    ],
)
def test_remembers_a_low_precision(given, precision):
    found = read_numbers(sent(given), "numbers")

    assert isinstance(found, Numbers)
    assert found.precision == precision


def test_whole_numbers_a_float_can_hold_arrive_exactly():
    found = read_numbers([2**53 - 1, -(2**53)], "numbers")

    assert found.value.tolist() == [2**53 - 1, -(2**53)]


def test_what_is_finite_stays_finite_however_large():
    found = read_numbers([10**400, -(10**400)], "numbers")

    assert found.value.tolist() == [np.finfo(float).max, -np.finfo(float).max]
    assert to_float(math.inf) == math.inf


def test_nan_infinity_and_negative_zero_are_numbers():
    found = read_numbers([math.nan, -math.inf, -0.0], "numbers")

    assert np.array_equal(found.value, [math.nan, -math.inf, 0.0], equal_nan=True)


def test_reads_a_million_numbers_and_no_more_cells_than_it_can_hold():
    long = [0.5] * (1 << 20)
    wide = Array(np.broadcast_to(np.int8(0), (MOST_CELLS + 1,)))

    assert read_numbers(long, "numbers").value.shape == (1 << 20,)
    assert "too large" in read_numbers(wide, "numbers").found
    assert "too large" in read_numbers([Array(wide.data[:-1])] * 2, "numbers").found


def test_reads_lists_as_deep_as_can_be_sent():
    deep = 1
    for _ in range(31):
        deep = [deep]

    assert read_numbers(sent(deep), "numbers").value.shape == (1,) * 31


@pytest.mark.parametrize(
    ("outcome", "found"),
    [
        (NotFound("n", ("m",)), Absent("nothing", ("m",))),
        (came(None), Absent("none")),
        (came(sent(...)), Absent("placeholder")),
        (raised("NotImplementedError"), Absent("not-implemented")),
        (raised("ValueError"), Stopped(raised("ValueError"))),
        (TimedOut(1.0, (FRAME,), ""), Stopped(TimedOut(1.0, (FRAME,), ""))),
        (Killed(KillReason.EXITED, "", ""), Stopped(Killed(KillReason.EXITED, "", ""))),
        (NotRun("why"), Stopped(NotRun("why"))),
        (came(0), 0),
    ],
)
def test_tells_no_answer_from_an_answer(outcome, found):
    assert returned(outcome) == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("It grows.\n", Prose("It grows.\n")),
        ("  \n ", Absent("placeholder")),
        (None, Absent("none")),
        (["It grows."], Unreadable("text", "a list of 1")),
        (3, Unreadable("text", "the number 3")),
    ],
)
def test_takes_prose_as_it_is(given, found):
    assert read_text(TEXT, (came(given),)) == found


@pytest.mark.parametrize(
    "value",
    [
        "line\nbreak" * 99,
        Unsupported("type\nname" * 50, "why\r\n" * 80),
        Named("function", "m", "a\u2028b" * 90),
        2**4000,
    ],
)
def test_a_description_is_one_short_line(value):
    phrase = describe(value)

    assert len(phrase) < 250
    assert len(phrase.splitlines()) == 1


def test_a_cut_line_says_that_it_is_cut():
    assert one_line("a  b\n c") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


@given(VALUES)
def test_describes_any_value(value):
    assert len(describe(value).splitlines()) == 1


@given(VALUES)
def test_a_number_is_read_as_itself_or_not_at_all(value):
    number = as_number(value)

    assert number is None or type(number) in {int, float}
    assert number is None or isinstance(read_numbers(value, "a number"), Numbers)


@given(st.lists(st.integers() | st.floats()))
def test_long_lists_read_as_their_numbers_one_by_one(values):
    found = read_numbers(values, "numbers").value

    assert np.array_equal(found, [to_float(each) for each in values], equal_nan=True)


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        (
            np.broadcast_to(np.zeros(1), (5000, 4000)),
            "an array with shape (5000, 4000), which is too large: more than 64 MiB",
        ),
        (
            torch.zeros(1).expand(5000, 4000),
            "an array with shape (5000, 4000), which is too large: more than 64 MiB",
        ),
        (np.array([["a"]]), "an array of text, not of numbers"),
        (np.array([[{}]]), "an array of objects, not of numbers"),
    ],
)
def test_an_array_that_cannot_be_read_says_what_is_in_it(value, phrase):
    assert describe(sent(value)) == phrase


def test_what_only_calls_itself_an_array_is_described_as_data():
    why = "too large: more than 64 MiB, of shape (<b>)"

    assert describe(Unsupported("ndarray", why)) == f"an object of type ndarray ({why})"
