"""What a student is shown of one answer: exhibits by kind, within what `reveal` allows."""

import base64

from grader.compare.describe import one_line
from grader.compare.reading import (
    Bound,
    Dimensions,
    Listed,
    Numbers,
    Picture,
    Problem,
    Prose,
    Reading,
    Results,
    Sides,
    Table,
    Trained,
)
from grader.compare.result import (
    Comparison,
    Match,
    NonFinite,
    WrongCases,
    WrongFormula,
    WrongSides,
    WrongValues,
)
from grader.difference import grade_heat, is_large, measure, tell_difference
from grader.exhibit import (
    MOST_TEXT,
    show_value,
    show_values,
    spell_exact,
    spell_number,
    spell_python,
)
from grader.formula import read_formula
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
    Way,
)
from grader.key.truth import Case, Floats
from grader.language import later, say
from grader.record import Record
from grader.results import Difference, Example, Exhibit, Line
from grader.sheet import Reveal

GIVEN = later("You gave")
EXPECTED = later("Expected")
LEFT = later("Left side")
RIGHT = later("Right side")

_FLAT = 25
"""Most entries of an array that is not shaded: so few are compared at a glance."""

_MOST_PROSE = 2000
_MOST_CODE = 4000
"""Most characters of a line of Python to be pasted; a longer one is left out, not cut."""


class Showing(Record, frozen=True):
    """The exhibits of one answer."""

    given: Exhibit | None = None
    expected: Exhibit | None = None
    difference: Difference | None = None
    example: Example | None = None
    picture: str = ""
    """A PNG file in base64."""

    curve: tuple[float, ...] = ()
    """Losses, in order."""


def show_answer(
    key: Key, reading: Reading | None, comparison: Comparison, reveal: Reveal
) -> Showing:
    """Choose what to show: the answer, what was expected, and the smallest example."""
    shows_truth = reveal == "expected"
    case = key.case if isinstance(key, NumberKey | ArrayKey) and shows_truth else None
    given = None
    if isinstance(reading, Numbers):
        given = _show_given(reading, comparison, case)
    elif reading is not None:
        given = _given(key, reading)
    return Showing(
        given,
        _expected(key, comparison) if shows_truth else None,
        _difference(reading, comparison, case),
        _example(key, reading, comparison) if reveal in ("expected", "example") else None,
        base64.b64encode(reading.png).decode() if isinstance(reading, Picture) else "",
        reading.curve if isinstance(reading, Trained) else (),
    )


def _show_given(reading: Numbers, comparison: Comparison, case: Case | None) -> Exhibit:
    """Show numbers with the wrong ones marked, and shaded where the truth is shown beside them."""
    wrong = comparison.wrong if isinstance(comparison, WrongValues | NonFinite) else None
    heat = None
    if wrong is not None and case is not None and wrong.size > _FLAT:
        heat = grade_heat(measure(reading.value, case.truth.value, wrong))
    return show_values(say(GIVEN), reading.value, wrong, _worst(comparison), heat)


def _difference(
    reading: Reading | None, comparison: Comparison, case: Case | None
) -> Difference | None:
    if not (isinstance(reading, Numbers) and isinstance(comparison, WrongValues | NonFinite)):
        return None
    if case is None or not is_large(reading.value.shape):
        return None
    return tell_difference(reading.value, case.truth.value, comparison.wrong)


def _given(key: Key, reading: Reading) -> Exhibit | None:
    match reading:
        case Dimensions():
            return Line(label=say(GIVEN), text=_tuple(reading.sides))
        case Table():
            return _formula(key, reading)
        case Listed():
            text = one_line(", ".join(reading.names), MOST_TEXT)
            return Line(label=say(GIVEN), text=text or say("nothing"))
        case Bound() if isinstance(key, RelationKey):
            pairs = zip(key.unknowns, reading.binding, strict=True)
            text = "; ".join(f"{unknown.name} = {_spread(values)}" for unknown, values in pairs)
            return Line(label=say(GIVEN), text=text)
        case Prose():
            return Line(label=say(GIVEN), text=reading.text[:_MOST_PROSE])
        case _:
            return None


def _expected(key: Key, comparison: Comparison) -> Exhibit | None:
    match key:
        case NumberKey() | ArrayKey():
            return show_values(say(EXPECTED), key.case.truth.value, worst=_worst(comparison))
        case FormulaKey() if key.shown and not isinstance(comparison, Match):
            formula = read_formula(key.shown, key.variables)
            return Line(label=say(EXPECTED), text=formula.to_python(), tex=formula.to_latex())
        case ShapeKey():
            return Line(label=say(EXPECTED), text=_tuple(key.expected))
        case NamesKey():
            return Line(label=say(EXPECTED), text=", ".join(names[0] for names in key.expected))
        case ChoiceKey():
            return Line(label=say(EXPECTED), text=", ".join(key.expected))
        case RelationKey():
            pairs = zip(key.unknowns, key.settled[0].binding, strict=True)
            text = "; ".join(f"{unknown.name} = {_spread(values)}" for unknown, values in pairs)
            return Line(label=say(EXPECTED), text=text)
        case _:
            return None


def _example(key: Key, reading: Reading | None, comparison: Comparison) -> Example | None:
    match comparison:
        case WrongFormula():
            actual, expected = spell_exact(comparison.actual), spell_exact(comparison.expected)
            arguments = ", ".join(str(value) for _, value in comparison.point)
            return Example(
                inputs=tuple(Line(label=n, text=spell_number(v)) for n, v in comparison.point),
                given=Line(label=say(GIVEN), text=actual, off=True),
                expected=Line(label=say(EXPECTED), text=expected),
                code=f"{key.name}({arguments})",
            )
        case WrongCases() if isinstance(key, FunctionKey) and isinstance(reading, Results):
            shown = comparison.case
            way = next(each for each in key.ways if each.label == reading.way)
            return show_case(key, way, key.cases[shown], reading.cases[shown], comparison.found)
        case WrongSides(trial=trial):
            return Example(
                inputs=tuple(
                    Line(label=name, text=one_line(text, MOST_TEXT))
                    for name, text in trial.inputs.items()
                ),
                given=show_values(say(LEFT), trial.left.value),
                expected=show_values(say(RIGHT), trial.right.value),
            )
        case _:
            return None


def show_case(
    key: FunctionKey,
    way: Way,
    case: Case,
    found: Numbers | Sides | Problem,
    comparison: Comparison,
) -> Example:
    """Show one case of a function: its arguments, what it gave, and what it should have.

    Args:
        key: Names the function and its parameters.
        way: How it was called.
        case: The case.
        found: What the function gave.
        comparison: What is wrong with that.
    """
    given, expected = None, show_values(say(EXPECTED), case.truth.value, worst=_worst(comparison))
    if isinstance(found, Numbers):
        given = _show_given(found, comparison, case)
    elif isinstance(found, Sides):
        given = show_values(say(LEFT), found.left.value)
        expected = show_values(say(RIGHT), found.right.value)
    code = _spell_call(key, way, case)
    return Example(
        inputs=tuple(
            show_value(name, argument)
            for name, argument in zip(key.parameters, case.arguments, strict=True)
        ),
        given=given,
        expected=expected,
        code=code if len(code) <= _MOST_CODE else "",
    )


def _spell_call(key: FunctionKey, way: Way, case: Case) -> str:
    """Write lines of Python that make the same call; the words of a script are the grader's own."""
    if key.text or any(word in way.script for word in _OURS):
        return ""
    claims = {each.id: each.claim for each in key.invariants}
    script = claims.get(case.output, way.script.strip())
    if not script:
        return f"{key.name}({', '.join(map(spell_python, case.arguments))})"
    pairs = zip(key.parameters, case.arguments, strict=True)
    lines = [f"{name} = {spell_python(each)}" for name, each in pairs if name in script]
    return "\n".join([*lines, script])


_OURS = ("load(", "leaf(", "grad(", "forward(module", "backward(module", "evaluate(")
"""What only the grader defines; lines that use it cannot be pasted."""


def show_followed(value: Floats) -> Exhibit:
    """Show what follows from the student's own earlier answer."""
    return show_values(say("Expected from your earlier answer"), value)


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
        return Line(label=say(GIVEN), text=table.formula.text, tex=table.formula.to_latex())
    if len(set(table.values)) == 1:
        text = say("{value} at every point", value=spell_exact(table.values[0]))
        return Line(label=say(GIVEN), text=text)
    variables = ", ".join(key.variables) if isinstance(key, FormulaKey) else ""
    text = say("a function of {variables}", variables=variables) if variables else say("a function")
    return Line(label=say(GIVEN), text=text)


def _spread(values: tuple[float, ...]) -> str:
    """Write an unknown's value: a number, or a formula's first few."""
    if len(values) == 1:
        return spell_number(values[0])
    more = ", …" if len(values) > 4 else ""
    return ", ".join(spell_number(value, 4) for value in values[:4]) + more
