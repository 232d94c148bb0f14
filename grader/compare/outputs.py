"""Pick one of the values that a call gives: from a tuple by its place, from a dict by its key."""

from grader.compare.describe import describe
from grader.compare.result import Absent, Unreadable
from grader.language import later, say
from grader.values import Value


def pick(
    value: Value, output: str, outputs: tuple[str, ...], unchanged: tuple[str, ...]
) -> "Value | Absent | Unreadable":
    """Pick an output.

    Args:
        value: What the call gave; where arguments must be unchanged, a pair: that, and these.
        output: Which; empty where the call gives but one.
        outputs: The names of all, in order; empty where the call gives but one.
        unchanged: The arguments that come along.
    """
    if unchanged:
        match value:
            case (result, tuple(after)) if len(after) == len(unchanged):
                if output in unchanged:
                    return after[unchanged.index(output)]
                value = result
            case _:
                return Unreadable(later("a value"), describe(value))
    if value is None:
        return Absent("none")
    return _pick(value, output, outputs) if output else value


def _pick(value: Value, output: str, outputs: tuple[str, ...]) -> "Value | Unreadable":
    if isinstance(value, dict):
        return _from_dict(value, output)
    if len(outputs) == 1 and not isinstance(value, list | tuple):
        return value
    if not isinstance(value, list | tuple) or len(value) != len(outputs):
        names = ", ".join(outputs)
        wanted = say("{number} values ({names})", number=len(outputs), names=names)
        return Unreadable(wanted, describe(value))
    return value[outputs.index(output)]


def _from_dict(value: dict[Value, Value], output: str) -> "Value | Unreadable":
    """Find a key: the output's own name, or for a gradient ``dW`` also ``W``."""
    names = dict.fromkeys((output, output.removeprefix("d")))
    for name in names:
        if name in value:
            return value[name]
    keys = say(" or ").join(map(repr, names))
    return Unreadable(say("a dict with the key {name}", name=keys), describe(value))
