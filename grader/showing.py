"""What a student is shown of one answer: exhibits by kind, within what `reveal` allows."""

from dataclasses import dataclass

from grader.compare.reading import (
    Bound,
    Dimensions,
    Listed,
    Numbers,
    Prose,
    Reading,
    Results,
    Table,
    one_line,
)
from grader.compare.result import (
    Comparison,
    NonFinite,
    WrongCases,
    WrongFormula,
    WrongSides,
    WrongValues,
)
from grader.exhibit import (
    MOST_TEXT,
    show_value,
    show_values,
    spell_exact,
    spell_number,
    spell_python,
)
from grader.key.kinds import (
    ArrayKey,
    ChoiceKey,
    FormulaKey,
    FunctionKey,
    Key,
    NamesKey,
    NumberKey,
    RelationKey,
    ShapeKey,
)
from grader.key.truth import Floats
from grader.results import Example, Exhibit, Line
from grader.spec.model import Reveal

GIVEN = "You gave"
EXPECTED = "Expected"

_MOST_PROSE = 2000
_MOST_CODE = 4000
"""Most characters of a line of Python to be pasted; a longer one is left out, not cut."""


@dataclass(frozen=True, slots=True)
class Showing:
    """The exhibits of one answer."""

    given: Exhibit | None = None
    expected: Exhibit | None = None
    example: Example | None = None


def show_answer(
    key: Key, reading: Reading | None, comparison: Comparison, reveal: Reveal
) -> Showing:
    """Choose what to show: the answer, what was expected, and the smallest example."""
    given = None if reading is None else _given(key, reading, comparison)
    expected = _expected(key, comparison) if reveal == "expected" else None
    example = None
    if reveal in ("expected", "example"):
        example = _example(key, reading, comparison)
    return Showing(given, expected, example)


def _given(key: Key, reading: Reading, comparison: Comparison) -> Exhibit | None:
    match reading:
        case Numbers():
            wrong = comparison.wrong if isinstance(comparison, WrongValues | NonFinite) else None
            return show_values(GIVEN, reading.value, wrong, _worst(comparison))
        case Dimensions():
            return Line(label=GIVEN, text=_tuple(reading.sides))
        case Table():
            return _formula(key, reading)
        case Listed():
            return Line(
                label=GIVEN, text=one_line(", ".join(reading.names), MOST_TEXT) or "nothing"
            )
        case Bound() if isinstance(key, RelationKey):
            pairs = zip(key.unknowns, reading.binding, strict=True)
            text = "; ".join(f"{unknown.name} = {_spread(values)}" for unknown, values in pairs)
            return Line(label=GIVEN, text=text)
        case Prose():
            return Line(label=GIVEN, text=reading.text[:_MOST_PROSE])
        case _:
            return None


def _expected(key: Key, comparison: Comparison) -> Exhibit | None:
    match key:
        case NumberKey() | ArrayKey():
            return show_values(EXPECTED, key.case.truth.value, worst=_worst(comparison))
        case ShapeKey():
            return Line(label=EXPECTED, text=_tuple(key.expected))
        case NamesKey():
            return Line(label=EXPECTED, text=", ".join(names[0] for names in key.expected))
        case ChoiceKey():
            return Line(label=EXPECTED, text=", ".join(key.expected))
        case RelationKey():
            pairs = zip(key.unknowns, key.settled[0].binding, strict=True)
            text = "; ".join(f"{unknown.name} = {_spread(values)}" for unknown, values in pairs)
            return Line(label=EXPECTED, text=text)
        case _:
            return None


def _example(key: Key, reading: Reading | None, comparison: Comparison) -> Example | None:
    match comparison:
        case WrongFormula():
            actual, expected = spell_exact(comparison.actual), spell_exact(comparison.expected)
            arguments = ", ".join(str(value) for _, value in comparison.point)
            return Example(
                inputs=tuple(Line(label=n, text=spell_number(v)) for n, v in comparison.point),
                given=Line(label=GIVEN, text=actual, off=True),
                expected=Line(label=EXPECTED, text=expected),
                code=f"{key.name}({arguments})",
            )
        case WrongCases() if isinstance(key, FunctionKey) and isinstance(reading, Results):
            return _case_example(key, reading, comparison)
        case WrongSides(trial=trial):
            return Example(
                inputs=tuple(
                    Line(label=name, text=one_line(text, MOST_TEXT))
                    for name, text in trial.inputs.items()
                ),
                given=show_values("Left side", trial.left.value),
                expected=show_values("Right side", trial.right.value),
            )
        case _:
            return None


def _case_example(key: FunctionKey, reading: Results, comparison: WrongCases) -> Example:
    case, found = key.cases[comparison.case], reading.cases[comparison.case]
    given = None
    if isinstance(found, Numbers):
        inner = comparison.found
        wrong = inner.wrong if isinstance(inner, WrongValues | NonFinite) else None
        given = show_values(GIVEN, found.value, wrong, _worst(inner))
    code = f"{key.name}({', '.join(map(spell_python, case.arguments))})"
    return Example(
        inputs=tuple(
            show_value(name, argument)
            for name, argument in zip(key.parameters, case.arguments, strict=True)
        ),
        given=given,
        expected=show_values(EXPECTED, case.truth.value, worst=_worst(comparison.found)),
        code=code if len(code) <= _MOST_CODE else "",
    )


def show_followed(value: Floats) -> Exhibit:
    """Show what follows from the student's own earlier answer."""
    return show_values("Expected from your earlier answer", value)


def _worst(comparison: Comparison) -> tuple[int, ...]:
    match comparison:
        case WrongValues(worst=index) | NonFinite(first=index):
            return index
        case _:
            return ()


def _tuple(sides: tuple[int, ...]) -> str:
    return repr(sides)


def _formula(key: Key, table: Table) -> Line:
    if table.formula is not None:
        return Line(label=GIVEN, text=table.formula.text, tex=table.formula.to_latex())
    if len(set(table.values)) == 1:
        return Line(label=GIVEN, text=f"{spell_exact(table.values[0])} at every point")
    variables = ", ".join(key.variables) if isinstance(key, FormulaKey) else "its variables"
    return Line(label=GIVEN, text=f"a function of {variables}")


def _spread(values: tuple[float, ...]) -> str:
    """Write an unknown's value: a number, or a formula's first few."""
    if len(values) == 1:
        return spell_number(values[0])
    more = ", …" if len(values) > 4 else ""
    return ", ".join(spell_number(value, 4) for value in values[:4]) + more
