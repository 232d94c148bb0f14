"""A file's bytes to YAML events, or to one sentence about why they are none.

Rule: libyaml, which is in every wheel of PyYAML, for speed; the Python parser for its words. Both
give the same events and places for what both accept (a test compares them); libyaml also takes a
``?`` inside ``[a?]`` without quotes.
"""

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.events import Event
from yaml.reader import ReaderError

from grader.spec.places import Mark
from grader.spec.unreadable import explain_unreadable

MAX_BYTES: Final = 4 * 2**20
"""Room for some 2,000 parts; more is a mistake, such as a data set pasted into a spec."""


_DISPUTED: Final = frozenset("\t\ufeff")


class UnreadableError(Exception):
    """From this place on, nothing of a file can be told."""

    def __init__(self, mark: Mark, words: str) -> None:
        super().__init__(words)
        self.mark = mark
        self.words = words


def decode(content: bytes) -> str:
    """Decode a file, with a byte order mark or without.

    Raises:
        UnreadableError: It is too large, or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            (1, 1),
            f"wanted at most {MAX_BYTES // 2**20} MiB, found more (move the data to reference.py, "
            "or split the file)",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(errors="replace")
        byte = content[error.start]
        raise UnreadableError(
            mark_after(before),
            f"wanted UTF-8, found the byte 0x{byte:02x} (save the file as UTF-8)",
        ) from None


def parse_events(text: str) -> Iterator[Event]:
    """Parse a text, with libyaml where it is at hand: it is fifteen times as fast.

    Where that one refuses, the Python parser reads the text again, since its words are those that
    `explain_unreadable` knows; likewise for tabs and marks of byte order, which the two count and
    take differently.

    Raises:
        UnreadableError: The text is not YAML.
    """
    fast = getattr(yaml, "CBaseLoader", None)
    if fast is not None and not _DISPUTED & set(text):
        try:
            events = list(yaml.parse(text, Loader=fast))
        except yaml.YAMLError:
            pass
        else:
            yield from events
            return
    try:
        yield from yaml.parse(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(*explain_unreadable(error, text)) from None
    except ReaderError as error:
        raise UnreadableError(
            mark_after(text[: error.position]),
            f"wanted text, found the control character U+{ord(text[error.position]):04X} "
            "(delete it)",
        ) from None


def mark_after(before: str) -> Mark:
    """The place right after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def mark_of(event: Event) -> Mark:
    """The place where an event begins."""
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
