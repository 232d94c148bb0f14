"""What all kinds that are called have in common: ways, outputs, arguments, compiled."""

from collections.abc import Callable, Mapping
from typing import Any

from grader.key.kinds import Way
from grader.oracle.asking import Asking
from grader.oracle.cases import draw_names
from grader.oracle.draw import Draw
from grader.oracle.expression import Expression
from grader.oracle.plan import Output
from grader.spec.kinds.called import Called


def plan_ways(answer: Called) -> tuple[Way, ...]:
    """List how the student's code is called."""
    return tuple(Way(label, script) for label, script in answer.ways.items())


def plan_where(answer: Called, asking: Asking) -> Expression | None:
    """Compile which cases are admissible."""
    return None if answer.where is None else asking.expression(answer.where, "where")


def plan_outputs(asking: Asking, oracle: str | Mapping[str, str]) -> tuple[Output, ...]:
    """Compile what is right, of one value or of several."""
    if isinstance(oracle, str):
        return (Output("", asking.expression(oracle, "oracle")),)
    return tuple(
        Output(name, asking.expression(text, "oracle", name)) for name, text in oracle.items()
    )


def plan_draw(
    asking: Asking, arguments: Mapping[str, str], key: str = "arguments"
) -> Callable[[Draw], list[dict[str, Any]]]:
    """Make what draws the arguments of one call."""
    drawn = {name: asking.expression(text, key, name) for name, text in arguments.items()}
    return lambda stream: [draw_names(asking, drawn, stream)]
