"""YAML text to plain data, with the line and column of every key and value.

Rule: nothing is guessed. A plain scalar stays a `Scalar`, whose field decides what it means; a
quoted one is text; a key is always text. Whatever would let one document say two things (a key
given twice, aliases, tags, merge keys, a second document) is refused, and so is LaTeX that double
quotes have eaten. Works on the parser's events, so that no alias is ever expanded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from grader.errors import Flaw
from grader.spec.places import KeyPath, Mark, Source
from grader.spec.scalar import Data, Scalar
from grader.spec.unreadable import explain_unreadable

MAX_BYTES: Final = 4 * 2**20
"""Room for some 2,000 parts; more is a mistake, such as a data set pasted into a spec."""

MAX_DEPTH: Final = 30
"""Nesting that no author reaches on purpose."""

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPES: Final = re.compile(r"\\(.)([A-Za-z]*)", re.DOTALL)
_EATEN: Final = {
    "a": "a bell",
    "b": "a backspace",
    "t": "a tab",
    "v": "a vertical tab",
    "f": "a form feed",
    "r": "a carriage return",
    "e": "an escape character",
    "0": "a null character",
    "N": "a line break",
    "L": "a line break",
    "P": "a paragraph break",
    "_": "a space",
}
_AFTER_N: Final = frozenset(
    "abla atural e earrow eg eq ewcommand ewline exists geq i leq less mid olimits onumber ormalsize"
    " ot otag otin parallel prec rightarrow sim subseteq succ u warrow".split()
)
"""What follows the n in the TeX commands that begin with it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as plain data, with its places and what is wrong with it so far."""

    source: Source
    data: dict[str, Data]
    flaws: tuple[Flaw, ...] = ()
    refused: frozenset[KeyPath] = frozenset()
    """Values that a flaw stands for; what is found at or below them says nothing new."""

    def is_refused(self, path: KeyPath) -> bool:
        """Whether a flaw stands for this value already."""
        return any(path[:length] in self.refused for length in range(len(path) + 1))


def read_document(content: bytes, file: Path) -> Document:
    """Read one spec file.

    Args:
        content: The file's bytes.
        file: Its name, for messages only.

    Returns:
        What could be read; `flaws` says what could not.
    """
    builder = _Builder(file)
    try:
        data = builder.build(_decode(content))
    except _Unreadable as error:
        builder.refuse(error.mark, (), error.words)
        data = {}
    return Document(builder.source, data, tuple(builder.flaws), frozenset(builder.refused))


class _Unreadable(Exception):
    """Nothing below this place can be told."""

    def __init__(self, mark: Mark, words: str) -> None:
        super().__init__(words)
        self.mark = mark
        self.words = words


def _decode(content: bytes) -> str:
    """Decode a file, a byte order mark or not."""
    if len(content) > MAX_BYTES:
        raise _Unreadable(
            (1, 1),
            f"wanted at most {MAX_BYTES // 2**20} MiB, found {len(content) / 2**20:.1f} MiB "
            "(move the data to reference.py, or split the file)",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(errors="replace")
        raise _Unreadable(
            _mark_after(before),
            f"wanted UTF-8, found the byte 0x{content[error.start]:02x} (save the file as UTF-8)",
        ) from None


def _mark_after(before: str) -> Mark:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _events(text: str) -> Iterator[Event]:
    """Parse with libyaml where it is at hand and the text is clean.

    Where it refuses a text the Python parser reads it again, since that one's words are those that
    `explain_unreadable` knows; likewise for tabs, about which the two disagree.
    """
    fast = getattr(yaml, "CBaseLoader", None)
    if fast is not None and "\t" not in text:
        try:
            yield from list(yaml.parse(text, Loader=fast))
        except yaml.YAMLError:
            pass
        else:
            return
    try:
        yield from yaml.parse(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _Unreadable(*explain_unreadable(error, text)) from None
    except yaml.reader.ReaderError as error:
        raise _Unreadable(
            _mark_after(text[: error.position]),
            f"wanted text, found the control character U+{ord(text[error.position]):04X} "
            "(delete it)",
        ) from None


class _Builder:
    """Builds one document from its events."""

    def __init__(self, file: Path) -> None:
        self.marks: dict[KeyPath, Mark] = {}
        self.keys: dict[KeyPath, Mark] = {}
        self.flaws: list[Flaw] = []
        self.refused: set[KeyPath] = set()
        self.file = file
        self.text = ""
        self.events: Iterator[Event] = iter(())

    @property
    def source(self) -> Source:
        return Source(file=self.file, marks=self.marks, keys=self.keys, text=self.text)

    def build(self, text: str) -> dict[str, Data]:
        """Read the one document of a text."""
        self.text = text
        self.events = _events(text)
        data: Data = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.note(
                        _place(event),
                        (),
                        "wanted one document, found a second one after --- (one file, one document)",
                    )
                    break
            elif isinstance(event, NodeEvent):
                data = self.node(event, ())
        if isinstance(data, dict):
            return data
        found = "an empty file" if not documents or data == "" else "something else"
        mark = self.marks.get((), (1, 1))
        raise _Unreadable(mark, f"wanted keys such as 'id: …' and 'title: …', found {found}")

    def note(self, mark: Mark, path: KeyPath, words: str) -> None:
        """Note a flaw that leaves the value usable."""
        self.flaws.append(self.source.flaw_at(mark, path, words))

    def refuse(self, mark: Mark, path: KeyPath, words: str) -> None:
        """Note a flaw that stands for the value and for all below it."""
        self.note(mark, path, words)
        self.refused.add(path)

    def node(self, event: NodeEvent, path: KeyPath) -> Data:
        """Read the value that begins with an event."""
        mark = _place(event)
        self.marks[path] = mark
        if len(path) > MAX_DEPTH:
            raise _Unreadable(
                mark, f"wanted at most {MAX_DEPTH} levels, found more (close the brackets above)"
            )
        if isinstance(event, AliasEvent):
            self.refuse(
                mark,
                path,
                f"wanted a value, found '*{event.anchor}', an alias (write the value out, or put "
                "text that starts with * in quotes)",
            )
            return Scalar("")
        self._refuse_properties(event, path)
        match event:
            case ScalarEvent():
                return self.scalar(event, path)
            case SequenceStartEvent():
                return self.sequence(path)
            case _:
                return self.mapping(path)

    def _refuse_properties(self, event: NodeEvent, path: KeyPath) -> None:
        """Refuse ``&anchor`` and ``!tag`` before a value."""
        if event.anchor is not None:
            self.note(
                _place(event),
                path,
                f"wanted a value, found '&{event.anchor}', an anchor (remove it, or put text that "
                "starts with & in quotes)",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse(
                _place(event),
                path,
                f"wanted a value, found the tag {_short_tag(tag)!r} (remove it, or put text that "
                "starts with ! in quotes)",
            )

    def scalar(self, event: ScalarEvent, path: KeyPath) -> Data:
        """Read one scalar: plain ones keep their letters, others are text."""
        if event.style == '"':
            self.check_latex(event, path)
        return str(event.value) if event.style else Scalar(event.value)

    def check_latex(self, event: ScalarEvent, path: KeyPath) -> None:
        """Find LaTeX commands that double quotes have turned into control characters."""
        quoted = _QUOTED.match(self.text, event.start_mark.index)
        for escape in _ESCAPES.finditer(quoted[0] if quoted else ""):
            letter, rest = escape.groups()
            if letter in _EATEN or (letter == "n" and rest in _AFTER_N):
                became = _EATEN.get(letter, "a line break")
                self.refuse(
                    _mark_after(self.text[: event.start_mark.index + escape.start()]),
                    path,
                    f"wanted text, found {escape[0]!r} in double quotes, where \\{letter} is "
                    f"{became} (you probably wrote LaTeX; use single quotes or |)",
                )
                return

    def sequence(self, path: KeyPath) -> list[Data]:
        """Read a list up to its end."""
        items: list[Data] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: KeyPath) -> dict[str, Data]:
        """Read a mapping up to its end; its keys are text whatever they look like."""
        entries: dict[str, Data] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event, path)
            if key is None or key in entries:
                self.skip(next(self.events))
                continue
            at = (*path, key)
            self.keys[at] = _place(event)
            entries[key] = self.node(next(self.events), at)
        return entries

    def key(self, event: Event, path: KeyPath) -> str | None:
        """Read a key; None if it cannot be one."""
        mark = _place(event)
        if not isinstance(event, ScalarEvent):
            self.note(mark, path, "wanted a key, found a list, a mapping or an alias (put text in quotes)")
            self.skip(event)
            return None
        self._refuse_properties(event, path)
        key = str(event.value)
        if key == "<<" and not event.style:
            self.note(mark, path, "wanted a key, found '<<', a merge key (write the keys out)")
            return None
        first = self.keys.get((*path, key))
        if first is not None:
            self.note(
                mark,
                (*path, key),
                f"wanted each key once, found {key!r} again (first on line {first[0]}; remove one)",
            )
        return key

    def skip(self, event: Event) -> None:
        """Read over one value."""
        depth = 0
        while True:
            if isinstance(event, SequenceStartEvent | MappingStartEvent):
                depth += 1
            elif isinstance(event, SequenceEndEvent | MappingEndEvent):
                depth -= 1
            if not depth:
                return
            event = next(self.events)


def _place(event: Event) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
