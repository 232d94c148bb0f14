"""YAML text to plain data, with the line and column of every key and value.

Rule: nothing is guessed. A plain scalar stays a `Scalar`, whose field decides what it means; a
quoted one is text; a key is always text. Whatever would let one document say two things (a key
given twice, aliases, tags, merge keys, a second document) is refused. Works on the parser's events,
so that no alias is ever expanded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

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
from grader.record import Record
from grader.spec.eaten import find_eaten_comment, find_eaten_latex
from grader.spec.events import UnreadableError, decode, mark_after, mark_of, parse_events
from grader.spec.places import KeyPath, Mark, Source
from grader.spec.scalar import Data, Scalar

MAX_DEPTH: Final = 30
"""Nesting that no author reaches on purpose."""


class Document(Record, frozen=True):
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
        data = builder.build(decode(content))
    except UnreadableError as error:
        builder.refuse(error.mark, (), error.words)
        data = {}
    return Document(builder.source, data, tuple(builder.flaws), frozenset(builder.refused))


class _Builder:
    """Builds one document from its events."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = ""
        self.events: Iterator[Event] = iter(())
        self.marks: dict[KeyPath, Mark] = {}
        self.keys: dict[KeyPath, Mark] = {}
        self.flaws: list[Flaw] = []
        self.refused: set[KeyPath] = set()

    @property
    def source(self) -> Source:
        return Source(file=self.file, marks=self.marks, keys=self.keys, text=self.text)

    def note(self, mark: Mark, path: KeyPath, words: str) -> None:
        """Note a flaw that leaves the value usable."""
        self.flaws.append(self.source.flaw_at(mark, path, words))

    def refuse(self, mark: Mark, path: KeyPath, words: str) -> None:
        """Note a flaw that stands for the value and for all below it."""
        self.note(mark, path, words)
        self.refused.add(path)

    def build(self, text: str) -> dict[str, Data]:
        """Read the one document of a text.

        Raises:
            UnreadableError: It is not YAML, or not a mapping.
        """
        self.text = text
        self.events = parse_events(text)
        data: Data = Scalar("")
        documents = 0
        for event in self.events:
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                words = "wanted one document, found a second one after '---' (remove one)"
                self.note(mark_of(event), (), words)
                break
            if isinstance(event, NodeEvent):
                data = self.node(event, ())
        if isinstance(data, dict):
            return data
        found = "a list" if isinstance(data, list) else "only text" if data else "an empty file"
        words = f"wanted keys such as 'id: …' and 'title: …', found {found}"
        raise UnreadableError(self.marks.get((), (1, 1)), words)

    def node(self, event: Event, path: KeyPath) -> Data:
        """Read the value that begins with an event."""
        mark = mark_of(event)
        self.marks[path] = mark
        if len(path) > MAX_DEPTH:
            words = f"wanted at most {MAX_DEPTH} levels, found more (close the brackets before)"
            raise UnreadableError(mark, words)
        self.refuse_properties(event, path)
        match event:
            case ScalarEvent():
                return self.scalar(event, path)
            case SequenceStartEvent():
                return self.sequence(path)
            case MappingStartEvent():
                return self.mapping(path)
            case _:
                return Scalar("")

    def scalar(self, event: ScalarEvent, path: KeyPath) -> str:
        """Read one scalar: a plain one keeps its letters for its field, any other is text."""
        start, end = event.start_mark, event.end_mark
        value = Scalar(event.value) if not event.style else str(event.value)
        eaten: tuple[int, str] | None = None
        if event.style == '"' and start is not None:
            eaten = find_eaten_latex(self.text, start.index)
        elif isinstance(value, Scalar) and isinstance(value.value, str) and end is not None:
            eaten = find_eaten_comment(self.text, end.index)
        if eaten is not None:
            self.refuse(mark_after(self.text[: eaten[0]]), path, eaten[1])
        return value

    def refuse_properties(self, event: Event, path: KeyPath) -> None:
        """Refuse ``*alias``, ``&anchor`` and ``!tag``, which make a value depend on others."""
        mark = mark_of(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            found = f"'*{anchor}', an alias (write the value out, or quote text that begins with *)"
            self.refuse(mark, path, f"wanted a value, found {found}")
        elif anchor is not None:
            found = f"'&{anchor}', an anchor (remove it, or quote text that begins with &)"
            self.note(mark, path, f"wanted a value, found {found}")
        if tag is not None:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            found = f"{short!r}, a tag (remove it, or quote text that begins with !)"
            self.refuse(mark, path, f"wanted a value, found {found}")

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
            else:
                at = (*path, key)
                self.keys[at] = mark_of(event)
                entries[key] = self.node(next(self.events), at)
        return entries

    def key(self, event: Event, path: KeyPath) -> str | None:
        """Read a key; None if it cannot be one."""
        mark = mark_of(event)
        if not isinstance(event, ScalarEvent):
            kind = "an alias" if isinstance(event, AliasEvent) else "a list or a mapping"
            self.note(mark, path, f"wanted a key, found {kind} (put a key that is text in quotes)")
            self.skip(event)
            return None
        key = str(event.value)
        self.refuse_properties(event, (*path, key))
        if key == "<<" and not event.style:
            self.note(mark, path, "wanted a key, found '<<', a merge key (write the keys out)")
            return None
        first = self.keys.get((*path, key))
        if first is not None:
            words = f"wanted each key once, found {key!r} again (first on line {first[0]})"
            self.note(mark, (*path, key), words)
        return key

    def skip(self, event: Event) -> None:
        """Read over the value that begins with an event."""
        depth = 0
        while True:
            depth += isinstance(event, SequenceStartEvent | MappingStartEvent)
            depth -= isinstance(event, SequenceEndEvent | MappingEndEvent)
            if not depth:
                return
            event = next(self.events)
