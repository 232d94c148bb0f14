"""Solve a `shape`: evaluate its reference to a tuple of whole numbers."""

from grader.key.kinds import ShapeKey
from grader.oracle.asking import Asking
from grader.oracle.expression import Expression, brief
from grader.oracle.flaws import Flaws
from grader.spec.kinds import ShapeAnswer


def solve_shape(answer: ShapeAnswer, asking: Asking) -> ShapeKey:
    """Compute the shape.

    Raises:
        SpecError: The reference fails or is no shape, or misconceptions give the right one.
    """
    expected = _shape(asking, asking.expression(str(answer.oracle), "oracle"))
    mistakes = {}
    flaws = Flaws()
    for number, (each, text) in enumerate(asking.mistakes()):
        with flaws:
            mistakes[each.id] = _shape(asking, text)
            if mistakes[each.id] == expected and not asking.is_carried:
                raise asking.fail(
                    f"wanted a shape other than the right one, found {expected} (change its "
                    "oracle)",
                    *("misconceptions", number, "oracle"),
                )
    flaws.raise_any(asking.asked.source.file)
    return ShapeKey(answer.name, expected, mistakes)


def _shape(asking: Asking, expression: Expression) -> tuple[int, ...]:
    value = asking.evaluate(expression, asking.names)
    if not isinstance(value, tuple | list) or not all(type(side) is int for side in value):
        raise expression.fail(
            f"wanted a shape, but {expression.text.strip()!r} gave {brief(value)} "
            "(write a tuple of whole numbers, or a tensor's .shape)"
        )
    return tuple(value)
