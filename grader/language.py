"""The language a report and its pages are written in, and the catalogue that holds it.

English is the source: what `say` is given is what an English reader sees, and what stands in the
catalogue. What is said outside `speak` is English; so are messages to authors and instructors.
An author's own words for a sentence, given with `reword`, come before any catalogue's.
"""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType

from grader.record import Record

ENGLISH = "en"
LOCALE = Path(__file__).parent / "locale"


class Tongue(Record, frozen=True):
    """A language that can be spoken."""

    code: str
    """As in ``<html lang>``."""

    catalogue: gettext.NullTranslations
    point: str = "."
    """Between whole and parts."""

    group: str = ","
    """Between thousands."""


_MARKS = {"de": (",", "\N{NARROW NO-BREAK SPACE}")}
"""Decimal point and thousands separator, where they are not the English ones."""

_english = Tongue(ENGLISH, gettext.NullTranslations())
_current = ContextVar("tongue", default=_english)
_own: ContextVar[Mapping[str, str]] = ContextVar("own", default=MappingProxyType({}))


@contextmanager
def speak(tongue: str | Tongue) -> Iterator[None]:
    """Have everything said in a language meanwhile.

    Args:
        tongue: A language by its code, or one that is not on disk.
    """
    token = _current.set(find_tongue(tongue) if isinstance(tongue, str) else tongue)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def reword(own: Mapping[str, str]) -> Iterator[None]:
    """Have sentences said in an author's own words meanwhile, besides those reworded around.

    Args:
        own: English sentence, the form for many of one that counts, to the author's words: with
            the same places in braces, and other braces doubled.
    """
    token = _own.set({**_own.get(), **own})
    try:
        yield
    finally:
        _own.reset(token)


@cache
def find_tongue(code: str) -> Tongue:
    """Load a language from its catalogue; English where there is none."""
    if code not in languages() or code == ENGLISH:
        return _english
    catalogue = gettext.translation("grader", LOCALE, [code])
    return Tongue(code, catalogue, *_MARKS.get(code, ()))


@cache
def languages() -> tuple[str, ...]:
    """List the languages there are, by code."""
    found = (path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/grader.mo"))
    return tuple(sorted({ENGLISH, *found}))


def spoken() -> str:
    """Tell the code of the language being spoken."""
    return _current.get().code


def say(text: str, /, **values: object) -> str:
    """Say a sentence in the language being spoken.

    Args:
        text: In English, written out where it is said, lest it be missing in the catalogue.
        values: By name, for the places in braces; they may be hostile and are only inserted.
    """
    own = _own.get().get(text)
    if own is not None:
        return own.format(**values)
    said = _current.get().catalogue.gettext(text) if text else text
    return said.format(**values) if values else said


def say_count(one: str, many: str, number: float, /, **values: object) -> str:
    """Say a sentence that counts something.

    Args:
        one: In English, for a single one.
        many: In English, for any other number.
        number: Picks the form, and is inserted as ``{number}``.
        values: As for `say`.
    """
    is_whole = number == int(number)
    said = _own.get().get(many) or _current.get().catalogue.ngettext(
        one, many, int(number) if is_whole else 2
    )
    written = write_count(int(number)) if is_whole else write_decimal(number)
    return said.format(number=written, **values)


def later(text: str) -> str:
    """Mark a text for the catalogue that `say` is given elsewhere."""
    return text


def write_count(number: int) -> str:
    """Write a whole number, its thousands set apart."""
    return f"{number:,}".replace(",", _current.get().group)


def write_decimal(number: float) -> str:
    """Write a number with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", _current.get().point)
