"""Numbers typed as text: exact, or one of the two infinities."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.formula import FormulaError, read_number

UNTIMED = settings(deadline=None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", Fraction(3)),
        (" -3 ", Fraction(-3)),
        ("\N{MINUS SIGN}3", Fraction(-3)),
        ("1/3", Fraction(1, 3)),
        ("1e-3", Fraction(1, 1000)),
        ("2^5", Fraction(32)),
        ("2**0.5**0", Fraction(2)),
        (r"\frac{1}{2}", Fraction(1, 2)),
        (r"$-\tfrac12$", Fraction(-1, 2)),
        ("p = 0.1", Fraction(1, 10)),
        ("3.", Fraction(3)),
        ("1.5.", Fraction(3, 2)),
    ],
)
def test_a_finite_number_is_an_exact_fraction(text, expected):
    number = read_number(text)

    assert number == expected
    assert isinstance(number, Fraction)


@pytest.mark.parametrize(
    "text",
    [
        *("inf", "Inf", "infinity", "Infinity", "∞", r"\infty", "oo", r"$\infty$", "INF"),
        *("float('inf')", 'float("inf")', "float( 'Infinity' )", "math.inf", "np.inf"),
        *("numpy.inf", "torch.inf", "float('+inf')", "'inf'", "p = ∞"),
    ],
)
@pytest.mark.parametrize(
    ("sign", "expected"), [("", math.inf), ("+", math.inf), ("-", -math.inf), ("- ", -math.inf)]
)
def test_an_infinity_keeps_its_sign(text, sign, expected):
    name, _, size = text.rpartition("=")

    assert read_number(f"{name}={sign}{size}" if name else sign + size) == expected


def test_the_sign_may_stand_inside_float():
    assert read_number("float('-inf')") == -math.inf
    assert read_number("\N{MINUS SIGN}∞") == -math.inf


@pytest.mark.parametrize(
    "text",
    [
        *("", "1/n", "nan", "float('nan')", "1/0", "0**-1", "2**0.5", "--inf", "inf inf", "1/inf"),
        *("infinite", "None", "9**9**9", "1e99", "1,5", "50%", "x" * 10_000, "∞" * 500),
        *("os.inf", "float(open('x'))", "float(inf", "3 4"),
    ],
)
def test_what_is_not_a_number_is_refused(text):
    with pytest.raises(FormulaError):
        read_number(text)


def test_a_name_is_refused_in_the_words_of_a_number():
    with pytest.raises(FormulaError, match="'n' is unknown; a number is wanted, without names"):
        read_number("1/n")


@UNTIMED
@given(st.integers(-(10**20) + 1, 10**20 - 1), st.integers(1, 10**20 - 1))
def test_every_fraction_is_read_exactly(top, bottom):
    assert read_number(f"{top}/{bottom}") == Fraction(top, bottom)


@UNTIMED
@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=9), st.sampled_from("eE"))
def test_every_decimal_is_read_exactly(decimal, letter):
    for text in (f"{decimal:f}", f"{decimal:e}".replace("e", letter)):
        assert read_number(text) == Fraction(Decimal(decimal))


@UNTIMED
@given(st.text(max_size=40))
def test_any_text_is_a_number_or_is_refused(text):
    try:
        number = read_number(text)
    except FormulaError as error:
        assert 0 <= error.column <= len(text)  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(number, Fraction) or math.isinf(number)
