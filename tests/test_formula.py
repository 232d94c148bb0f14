"""What a formula means, and the words for what cannot be read or has no value."""

import pickle
from fractions import Fraction

import pytest

from grader.formula import FormulaError, Undefined, read_formula

NAMES = ("I", "K", "S", "P")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-2^2", -4),
        ("(-2)^2", 4),
        ("2^3^2", 512),
        ("2**-1", Fraction(1, 2)),
        ("-7//2", -4),
        ("-(7//2)", -3),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("-7.5 // 2", -4),
        ("7.5 % 2", Fraction(3, 2)),
        ("int(-3/2)", -1),
        ("floor(-3/2)", -2),
        ("ceil(-3/2)", -1),
        ("round(5/2)", 2),
        ("round(7/2)", 4),
        ("round(-5/2)", -2),
        ("8/4/2", 1),
        ("8-4-2", 2),
        ("6/2*3", 9),
        ("1 - -1", 2),
        ("2*-3", -6),
        ("+-+3", -3),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1e-3", Fraction(1, 1000)),
        (".5 + 5.", Fraction(11, 2)),
        ("0**0", 1),
        ("max(1, 3, 2) - min(4, 2)", 1),
        ("|2 - |3 - 9||", 4),
        ("2|-3|", 6),
        ("|-2| * |-3|", 6),
        (r"\lvert 2 \lvert -3 \rvert\rvert", 6),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("√16", 4),
        ("(1/4)**0.5", Fraction(1, 2)),
        ("4**1.5 * 9**(1/2)", 24),
        (r"\frac12", Fraction(1, 2)),
        (r"\frac{1}{2}\frac34", Fraction(3, 8)),
        (r"\sqrt{16}^{2}", 16),
        ("2⁻³ + 3²", Fraction(73, 8)),
        ("(2)(3)", 6),
        ("[2]{3}", 6),
    ],
)
def test_precedence_and_rounding_are_those_of_python(text, expected):
    assert read_formula(text, ()).evaluate() == expected


@pytest.mark.parametrize(
    ("text", "names", "used"),
    [
        pytest.param("i + k", "IK", ("I", "K"), id="case does not matter"),
        pytest.param("n + N", "nN", ("n", "N"), id="unless it has to"),
        pytest.param("KI", "IK", ("I", "K"), id="a product, in the order of the names"),
        pytest.param("E + e", ("E", "e"), ("E", "e"), id="never Euler's number"),
        pytest.param("IN + In", ("In", "IN", "in_"), ("In", "IN"), id="exact before caseless"),
        pytest.param("IK", ("I", "K", "IK"), ("IK",), id="a whole name first"),
        pytest.param(r"C_{in} + c_out", ("C_in", "C_out"), ("C_in", "C_out"), id="subscripts"),
        pytest.param(r"C_{\text{in}}", ("C_in",), ("C_in",), id="upright subscript"),
        pytest.param(r"\mathrm{C\_in}", ("C_in",), ("C_in",), id="escaped underscore"),
        pytest.param(r"2\alpha", ("alpha",), ("alpha",), id="Greek"),
        pytest.param("max(floor, 2)", ("floor",), ("floor",), id="a variable hides a function"),
        pytest.param("7", "IK", (), id="a constant"),
    ],
)
def test_names_are_found(text, names, used):
    formula = read_formula(text, tuple(names))

    assert formula.names == used
    assert read_formula(formula.to_python(), tuple(names)).tree == formula.tree
    assert read_formula(formula.to_latex(), tuple(names)).tree == formula.tree


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("iN", ("In", "IN"), id="two names but for case"),
        pytest.param("skip", NAMES, id="prose is no product"),
        pytest.param("2E+3", ("E",), id="2 E + 3, or 2000"),
        pytest.param("2e+3", ("E",), id="2 e + 3, or 2000"),
    ],
)
def test_a_doubtful_name_is_refused(text, names):
    with pytest.raises(FormulaError):
        read_formula(text, names)


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("", 0, "a formula wanted, found nothing (write one in I, K, S, P)"),
        ("  ", 2, "a formula wanted, found nothing (write one in I, K, S, P)"),
        ("O =", 3, "a formula wanted, found nothing (write one in I, K, S, P)"),
        ("I + H", 4, "'H' is unknown; use I, K, S, P"),
        (r"I + \beta", 4, r"'\beta' is unknown; use I, K, S, P"),
        (
            "log(I)",
            0,
            "the function 'log' is unknown; use floor, ceil, int, round, abs, sqrt, max, min",
        ),
        ("1/2P", 1, "ambiguous: write 1 / (2 * P) or (1 / 2) * P"),
        ("I//K(S+P)", 1, "ambiguous: write I // (K * (S + P)) or (I // K) * (S + P)"),
        ("I/KS", 1, "ambiguous: write I / (K * S) or (I / K) * S"),
        ("I % 2K", 2, "ambiguous: write I % (2 * K) or (I % 2) * K"),
        ("((I+K)", 0, "a ')' wanted for this '(', found none (close it)"),
        (r"\lfloor I", 0, r"a '⌋' wanted for this '\lfloor', found none (close it)"),
        ("|I", 0, "a '|' wanted for this '|', found none (close it)"),
        (
            "I+K)",
            3,
            "an operator or the end wanted, found ')' (every bracket needs its own partner)",
        ),
        (
            "(I+K]",
            4,
            "an operator or a closing ')' wanted, found ']' (every bracket needs its own partner)",
        ),
        ("I + ", 2, "a value wanted after '+', found the end (finish it, or delete '+')"),
        ("I */ K", 3, "a value wanted, found '/' (delete it, or write what is missing before it)"),
        ("2 3", 2, "an operator wanted before '3' (write *)"),
        (
            "1,5 I",
            1,
            "an operator or the end wanted, found ',' (write a decimal with a point: 1.5)",
        ),
        ("floor I", 0, "a bracket wanted after 'floor' (write floor(…))"),
        ("max(I)", 0, "max(…, …) with two or more values wanted, found 1"),
        ("I/(2-2) + 1/(2-2)", 11, "a value wanted, found 1 divided by zero"),
        ("1" * 21, 0, "at most 20 digits before and after the point wanted, found more"),
        ("I+" * 200 + "I", 400, "at most 400 characters wanted, found 401 (shorten it)"),
        ("I+" * 190 + "I", 301, "at most 150 operations wanted, found more"),
        (
            "(" * 90,
            41,
            "at most 40 brackets and signs inside one another wanted, found more",
        ),
        (
            "max(I = 2, K)",
            6,
            (
                "an operator or a closing ')' wanted, found '=' "
                "(only names, numbers, brackets and + - * / // % ** can be read)"
            ),
        ),
        (
            "I § K",
            2,
            (
                "an operator or the end wanted, found '§' "
                "(only names, numbers, brackets and + - * / // % ** can be read)"
            ),
        ),
    ],
)
def test_a_refusal_names_the_place_and_the_cure(text, column, problem):
    with pytest.raises(FormulaError) as caught:
        read_formula(text, NAMES)

    assert (caught.value.text, caught.value.column, caught.value.problem) == (text, column, problem)
    assert str(caught.value).endswith(f"character {column + 1}: {problem}")


def test_a_refusal_shows_hostile_text_escaped_and_cut():
    with pytest.raises(FormulaError) as caught:
        read_formula("\x1b[2J\x00" + "z" * 300, NAMES)

    assert str(caught.value).startswith(r"'\x1b[2J\x00z")
    assert len(str(caught.value)) < 300


def test_both_errors_survive_pickling():
    with pytest.raises(FormulaError) as caught:
        read_formula("I +", NAMES)
    refusal = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes

    assert (refusal.text, refusal.column, refusal.problem) == ("I +", 2, caught.value.problem)
    assert pickle.loads(pickle.dumps(Undefined("why"))).reason == "why"  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("K/(I - 3)", "2 divided by zero"),
        ("K//(I - 3)", "2 divided by zero"),
        ("K/2 % (I - 3)", "the remainder of 1 divided by zero"),
        ("(I - 3)**-1", "zero to a negative power"),
        ("(I - 3)⁻¹", "zero to a negative power"),
        ("2**(I/4)", "the power 3/4, which is not a whole number"),
        ("K**(1/2)", "the square root of 2, which is irrational"),
        ("sqrt(I - 4)", "the square root of -1"),
        ("K**(22*I)", "a power beyond 64"),
        ("((I**60)**60)**60", "a value of more than 4096 bits"),
        ("((1/I)**60)**60", "a value of more than 4096 bits"),
        ("I**60" + "*I**60" * 50, "a value of more than 4096 bits"),
    ],
)
def test_what_has_no_exact_value_says_why(text, reason):
    formula = read_formula(text, NAMES)

    with pytest.raises(Undefined) as caught:
        formula.evaluate(I=3, K=2, S=1, P=0)

    assert caught.value.reason == reason


def test_a_value_is_an_exact_fraction_even_when_whole():
    formula = read_formula("I/K", NAMES)

    assert isinstance(formula.evaluate(I=6, K=3), Fraction)
    assert formula.evaluate(I=1, K=3) * 3 == 1
    assert formula.evaluate(I=Fraction(1, 2), K=Fraction(1, 3)) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("text", "python", "latex"),
    [
        (
            "⌊(I + 2P - K)/S⌋ + 1",
            "floor((I + 2 * P - K) / S) + 1",
            r"\left\lfloor \frac{I + 2 P - K}{S} \right\rfloor + 1",
        ),
        ("I - (K - 1)", "I - (K - 1)", r"I - \left( K - 1 \right)"),
        ("(I - K) - 1", "I - K - 1", "I - K - 1"),
        ("(I//K)^2", "(I // K) ** 2", r"\left\lfloor \frac{I}{K} \right\rfloor^{2}"),
        ("(I/K)^2", "(I / K) ** 2", r"\left( \frac{I}{K} \right)^{2}"),
        ("I*(K*S)", "I * (K * S)", r"I \cdot \left( K \cdot S \right)"),
        ("(-I)^2", "(-I) ** 2", r"\left( -I \right)^{2}"),
        ("I*(-K)", "I * (-K)", r"I \cdot \left( -K \right)"),
        ("|I - .50|", "abs(I - 0.5)", r"\left| I - 0.5 \right|"),
        ("max(I, K) % 3", "max(I, K) % 3", r"\max\left( I, K \right) \bmod 3"),
    ],
)
def test_a_formula_is_written_with_the_brackets_it_needs(text, python, latex):
    formula = read_formula(text, NAMES)

    assert formula.to_python() == python
    assert formula.to_latex() == latex
