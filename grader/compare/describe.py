"""Say in a phrase what a student's value is, safely and briefly."""

import re

from grader.language import later, say
from grader.values import Array, Named, Unsupported, Value


def describe(value: Value) -> str:
    """Say in a phrase what a value is, safely and briefly."""
    match value:
        case None:
            return "None"
        case bool() | int() | float() | complex():
            return say(_KINDS[type(value)], value=one_line(repr(value)))
        case str():
            return say("the text {value}", value=one_line(repr(value[:_MOST_PHRASE])))
        case list() | tuple() | dict():
            return say(_CONTAINERS[type(value)], number=len(value))
        case Array():
            dtype = "bfloat16" if value.bfloat16 else value.data.dtype
            said = _TENSOR if value.library == "torch" else _ARRAY
            return say(said, dtype=dtype, shape=value.data.shape)
        case Named():
            return say(_NAMED[value.kind], name=one_line(value.qualname))
        case Unsupported():
            return _describe_array(value) or _describe_unsupported(value)


def _describe_unsupported(value: Unsupported) -> str:
    name, why = one_line(value.type_name), one_line(value.why, 120)
    return say("an object of type {name} ({why})", name=name, why=_tell_why(why))


def _describe_array(value: Unsupported) -> str:
    """Say what an array is that is not of numbers, or too large to be looked at; else nothing."""
    if value.type_name not in _ARRAYS:
        return ""
    large = _LARGE.fullmatch(value.why)
    if large:
        return say(
            "an array with shape {shape}, which is too large: more than {size} MiB",
            shape=large["shape"],
            size=large["size"],
        )
    dtype = _DTYPE.match(value.why)
    if dtype is None:
        return ""
    return (
        say("an array of objects, not of numbers")
        if dtype[1] == "object"
        else say("an array of text, not of numbers")
    )


def _tell_why(why: str) -> str:
    """Say why a value stayed behind; where that is translated, without the detail."""
    known = next((each for each in _WHYS if each in why), "")
    said = say(known)
    return why if said == known else said


def one_line(text: str, most: int = 60) -> str:
    """Put a student's text on one line, and cut it where it is longer than a phrase."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


_KINDS = {
    bool: later("the truth value {value}"),
    int: later("the number {value}"),
    float: later("the number {value}"),
    complex: later("the complex number {value}"),
}
_CONTAINERS = {
    list: later("a list of {number}"),
    tuple: later("a tuple of {number}"),
    dict: later("a dict of {number}"),
}
_NAMED = {
    "function": later("the function {name}"),
    "class": later("the class {name}"),
    "method": later("the method {name}"),
    "module": later("the module {name}"),
    "callable": later("the callable {name}"),
}
_TENSOR = later("a tensor of {dtype} with shape {shape}")
_ARRAY = later("an array of {dtype} with shape {shape}")
_WHYS = (
    later("is none of the types that can be graded"),
    later("is a subclass of"),
    later("not dense on the CPU"),
    later("could not be read"),
    later("refers to itself"),
    later("too large"),
)
"""How the reasons read for which a value stayed in the student's process."""
_ARRAYS = ("ndarray", "Tensor")
_LARGE = re.compile(
    r"too\slarge:\smore\sthan\s(?P<size>[0-9]{1,6})\sMiB,\sof\sshape\s(?P<shape>\([0-9, ]{1,80}\))"
)
_DTYPE = re.compile(r"of\sdtype\s(?:[<>|=]?[US][0-9]+|(object)) ")
_MOST_PHRASE = 100
