"""Judge `names`: text, dotted text, or the objects themselves, in any order."""

import re

from grader.compare.describe import describe, one_line
from grader.compare.reading import Listed, Problem, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongNames
from grader.key.kinds import NamesKey
from grader.language import later, say
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Named, Value

WANTED = later("a list of names")
_MOST_NAMES = 100
_MOST_NAME = 80
_CALL = re.compile(r"(?<=\w)\([^()]*\)")
"""What an object is made with, as in ``MaxPool2d(2, stride=1)``; no part of its name."""

_BULLET = re.compile(r"^\s*(?:\(?[0-9]{1,2}[.)]|[-*•])\s*")


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
    if len(items) > _MOST_NAMES:
        return Unreadable(WANTED, say("a list of {number}, which is too long", number=len(items)))
    for item in items:
        name = _name(item, key.within)
        if name is None:
            return Unreadable(WANTED, say("{value} among them", value=describe(item)))
        names.append(_shortened(name, key.within))
    return Listed(tuple(dict.fromkeys(name for name in names if name)))


def compare_names(key: NamesKey, reading: Listed) -> Comparison:
    """Judge as a set; capitals and spaces do not matter."""
    given = {_plain(name): name for name in reading.names}
    missing = tuple(
        names[0] for names in key.expected if not any(_plain(name) in given for name in names)
    )
    meant = {_plain(name) for names in key.expected for name in names}
    known = {_plain(name) for name in key.harmless} - meant
    extra = tuple(name for plain, name in given.items() if plain not in meant | known)
    harmless = tuple(name for plain, name in given.items() if plain in known)
    if not missing and not extra:
        return Match()
    return WrongNames(len(key.expected) - len(missing), missing, extra, harmless)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _items(value: Value) -> list[Value] | None:
    """Take the things listed; one text may list several."""
    if isinstance(value, str):
        if len(value) > _MOST_NAMES * _MOST_NAME:
            return None
        text = _CALL.sub("", value)
        return [part for part in re.split(r"[,;\n]|\band\b", text) if part.strip()]
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    return [value] if isinstance(value, Named) else None


def _name(item: Value, within: str) -> str | None:
    """Read one name: as typed, or as an object calls itself; any text is some name."""
    match item:
        case str():
            bare = _BULLET.sub("", _CALL.sub("", item[: 2 * _MOST_NAME]))
            return one_line(bare.strip(" \t\n`'\"()[]{}."), _MOST_NAME)
        case Named():
            return one_line(f"{item.module}.{item.qualname}" if within else item.qualname)
        case _:
            return None


def _shortened(name: str, within: str) -> str:
    """Drop the module: `torch.nn.`, its last name `nn.`, and where a library really keeps it."""
    if not within or "." not in name:
        return name
    module, _, last = name.rpartition(".")
    own = (within, within.rpartition(".")[2])
    return last if module in own or module.startswith(f"{within}.") else name
