"""Judge `names`: text, dotted text, or the objects themselves, in any order."""

import re

from grader.compare.reading import Listed, Problem, describe, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongNames
from grader.key.kinds import NamesKey
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Named, Unsupported, Value

WANTED = "a list of names"
_MOST_NAMES = 100
_MOST_NAME = 80


def ask_names(key: NamesKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_names(key: NamesKey, outcomes: tuple[Outcome, ...]) -> Listed | Problem:
    """Read the names, each shortened to what stands behind the module they live in."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    items = _items(value)
    if items is None:
        return Unreadable(WANTED, describe(value))
    names: list[str] = []
    for item in items[:_MOST_NAMES]:
        name = _name(item)
        if name is None:
            return Unreadable(WANTED, f"{describe(item)} among them")
        names.append(_shortened(name, key.within))
    return Listed(tuple(dict.fromkeys(names)))


def compare_names(key: NamesKey, reading: Listed) -> Comparison:
    """Judge as a set; capitals and spaces do not matter."""
    given = {name.casefold(): name for name in reading.names}
    found = [
        next((name.casefold() for name in names if name.casefold() in given), None)
        for names in key.expected
    ]
    missing = tuple(
        names[0] for names, name in zip(key.expected, found, strict=True) if name is None
    )
    meant = {name.casefold() for names in key.expected for name in names}
    known = {name.casefold() for name in key.harmless}
    extra = tuple(name for low, name in given.items() if low not in meant | known)
    harmless = tuple(name for low, name in given.items() if low in known)
    if not missing and not extra:
        return Match()
    return WrongNames(len(found) - len(missing), missing, extra, harmless)


def _items(value: Value) -> list[Value] | None:
    """Take the things listed; one text may list several."""
    if isinstance(value, str):
        return [part for part in re.split(r"[,;\n]|\band\b", value[:4000]) if part.strip()]
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    return [value] if isinstance(value, Named) else None


def _name(item: Value) -> str | None:
    """Read one name: as typed, or as an object calls itself; any text is some name."""
    match item:
        case str():
            plain = re.sub(r"^\s*(?:\(?[0-9]{1,2}[.)]|[-*•])\s*", "", item[:_MOST_NAME])
            return plain.strip().strip("`'\"").removesuffix("()").strip()
        case Named():
            return f"{item.module}.{item.qualname}"
        case Unsupported() if "." in item.type_name:
            return item.type_name
        case _:
            return None


def _shortened(name: str, within: str) -> str:
    """Drop the module: `torch.nn.`, its last name `nn.`, and where a library really keeps it."""
    if not within or "." not in name:
        return name
    module, _, last = name.rpartition(".")
    own = (within, within.rpartition(".")[2])
    return last if module in own or module.startswith(f"{within}.") else name
