"""One number, in whatever form it is written."""

import math

import numpy as np
import pytest
import torch
from sample_keys import NUMBER, came

from grader.compare.number import read_number_answer
from grader.compare.reading import Numbers
from grader.compare.result import Unreadable
from grader.values import decode, encode


def sent(value):
    """Send a student's object over the border and take what arrives."""
    return decode(encode(value))


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (3, 3),
        (3.5, 3.5),
        (np.float32(0.5), 0.5),
        (np.int64(-3), -3),
        (np.array(3), 3),
        (np.array([[3]]), 3),
        ([3], 3),
        (torch.tensor(3.5), 3.5),
        (torch.tensor([3]), 3),
        ("3", 3),
        (" 1/4 ", 0.25),
        ("−2.5", -2.5),
        ("2^5", 32),
        (r"\frac{1}{2}", 0.5),
        (np.str_("1e-3"), 0.001),
        ("∞", math.inf),
        ("-inf", -math.inf),
        (r"\infty", math.inf),
        ("float('inf')", math.inf),
        (math.inf, math.inf),
        ("9^64*9^64*9^64*9^64*9^64*9^64", np.finfo(float).max),
    ],
    ids=repr,
)
def test_reads_one_number_in_any_form(given, number):
    found = read_number_answer(NUMBER, (came(sent(given)),))

    assert isinstance(found, Numbers)
    assert found.value.shape == ()
    assert found.value == number


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        (True, "the truth value True"),
        (1j, "the complex number 1j"),
        ([], "0 numbers"),
        ([1, 2], "2 numbers"),
        (np.zeros((2, 3)), "6 numbers"),
        ("three", "text that is none"),
        ("1/0", "text that is none"),
        ("nan", "text that is none"),
        ("", "text that is none"),
        ("9" * 500, "text that is none"),
        (len, "the function len"),
    ],
)
def test_says_what_is_no_number(given, phrase):
    found = read_number_answer(NUMBER, (came(sent(given)),))

    assert isinstance(found, Unreadable)
    assert found.found.startswith(phrase)
