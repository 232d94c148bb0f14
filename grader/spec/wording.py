"""Pydantic's findings in an author's words, placed in the author's file.

Rule: no word of pydantic's reaches an author. A path names keys that the author wrote: the tags
that pydantic adds for members of a union are dropped, and members that disagree about one value
become one flaw.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grader.errors import Flaw
from grader.record import Record
from grader.spec.document import Document
from grader.spec.keys import KINDS, Model, below, home_of, model_at, value_at
from grader.spec.misread import dimensions_cure, flag_cure, number_cure, range_cure
from grader.spec.places import KeyPath
from grader.spec.scalar import ID_PATTERN, IDENTIFIER_PATTERN, Data, Scalar

_MAPPING: Final = "a mapping such as {key: value}"
_ANSWER: Final = "an answer such as {name: total, kind: number}"
_WANTED: Final[Mapping[str, str]] = {
    "string_type": "text",
    "string_too_short": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "finite_number": "a finite number",
    "dict_type": _MAPPING,
    "tuple_type": "a list",
}
_BOUNDS: Final[Mapping[str, str]] = {
    "greater_than": "a number over {gt:g}",
    "greater_than_equal": "a number that is at least {ge:g}",
    "less_than": "a number under {lt:g}",
    "less_than_equal": "a number that is at most {le:g}",
}
_BRACKETS: Final = (("(", ")"), ("[", "]"))
_PATTERNS: Final[Mapping[str, str]] = {
    ID_PATTERN: "letters and digits, joined by dots, dashes or underscores",
    IDENTIFIER_PATTERN: "a Python name",
}


class _Finding(Record, frozen=True):
    """One of pydantic's findings, half-way to a flaw."""

    path: KeyPath
    wanted: str
    cure: str = ""
    found: str = ""
    """What to say was found, if not the value at the path."""

    at_key: bool = False
    """The key is wrong, not its value."""

    is_member: bool = False
    """It is the opinion of one member of a union; others may differ."""


def translate(
    error: ValidationError, document: Document, model: Model, root: KeyPath = ()
) -> list[Flaw]:
    """Turn all that pydantic found into flaws.

    Args:
        error: What pydantic raised.
        document: The file it was raised for.
        model: The model that was wanted at `root`.
        root: Where in the document that model stands.
    """
    reader = _Reader(document, model, root)
    findings = [
        found
        for details in error.errors(include_url=False, include_input=False)
        if (found := reader.read(details)) is not None and not document.is_refused(found.path)
    ]
    return [_flaw(group, document) for group in _grouped(findings)]


class _Reader(Record, frozen=True):
    """Reads pydantic's findings about one value of a document."""

    document: Document
    model: Model
    root: KeyPath

    def read(self, details: ErrorDetails) -> _Finding | None:
        """Read one finding; None if it is only the echo of another."""
        kind, loc = details["type"], details["loc"]
        if kind in {"missing", "extra_forbidden"}:
            parent, _ = self.resolve(loc[:-1])
            words = self.missing if kind == "missing" else self.unknown
            return words(parent, str(loc[-1]))
        path, is_member = self.resolve(loc)
        if kind.startswith("union_tag"):
            return self.bad_kind(path)
        if loc[-1:] == ("[key]",):
            return _Finding(path, _wanted(details), at_key=True)
        value = value_at(self.document.data, path)
        if kind == "too_short":
            least = int(details["ctx"]["min_length"])
            if not isinstance(value, list | dict) or len(value) >= least:
                return None  # pydantic does not count the items that are wrong themselves
            return _Finding(
                path,
                "at least one" if least == 1 else f"at least {least}",
                found=str(len(value)) if value else "none",
            )
        if kind == "model_type":
            return _Finding(path, self.mapping(path))
        cure = _cure(details, value) or _cut_cure(path, value)
        return _Finding(path, _wanted(details), cure, is_member=is_member)

    def resolve(self, loc: tuple[str | int, ...]) -> tuple[KeyPath, bool]:
        """The keys of a place that the author wrote, and whether a member of a union speaks."""
        path, here = self.root, value_at(self.document.data, self.root)
        is_member = False
        for step in loc:
            if isinstance(here, dict) and step == here.get("kind") and _is_answer(path):
                continue
            inside = step in here if isinstance(here, dict) else isinstance(here, list)
            if inside and (isinstance(here, dict) or isinstance(step, int)):
                path = (*path, step)
                here = below(here, step)
            elif step != "[key]":
                is_member = True
        return path, is_member

    def model_at(self, path: KeyPath) -> Model:
        """The model whose keys stand at a path."""
        top = value_at(self.document.data, self.root)
        return model_at(self.model, path[len(self.root) :], top) or self.model

    def mapping(self, path: KeyPath) -> str:
        """The mapping that is wanted at a path, by the keys it must have."""
        fields = self.model_at(path).model_fields.items()
        required = [key for key, field in fields if field.is_required()]
        return f"a mapping with the keys {', '.join(required)}" if required else _MAPPING

    def missing(self, parent: KeyPath, key: str) -> _Finding:
        """A key that has to be there."""
        says = self.model_at(parent).model_fields[key].description or ""
        cure = f"add it: {_first_sentence(says)}"
        return _Finding(parent, f"the key {key!r}", cure, found="none")

    def unknown(self, parent: KeyPath, key: str) -> _Finding:
        """A key that means nothing where it stands."""
        model = self.model_at(parent)
        known = f"one of the keys {', '.join(model.model_fields)}"
        cure = home_of(key, model) or did_you_mean(key, model.model_fields)
        wanted = "a key that is known here" if cure else known
        return _Finding((*parent, key), wanted, cure or "remove it", at_key=True)

    def bad_kind(self, path: KeyPath) -> _Finding:
        """An answer without a kind, or with one that there is not."""
        kind = value_at(self.document.data, (*path, "kind"))
        wanted = f"one of the kinds {', '.join(KINDS)}"
        if not isinstance(value_at(self.document.data, path), dict):
            return _Finding(path, _ANSWER)
        if kind is None:
            return _Finding(path, "the key 'kind'", f"add it: {wanted}", found="none")
        return _Finding((*path, "kind"), wanted, did_you_mean(kind, KINDS))


def _is_answer(path: KeyPath) -> bool:
    return path[-1:] == ("answer",) or path[-2:-1] == ("answers",)


def _first_sentence(text: str) -> str:
    sentence = re.split(r"[.;:,](?:\s|$)", " ".join(text.split()))[0]
    return sentence[:1].lower() + sentence[1:]


def did_you_mean(given: Data, known: Iterable[str]) -> str:
    """Offer the nearest of the known words; the empty text if none is near."""
    words = {word.lower(): word for word in known}
    near = get_close_matches(str(given).lower(), words, 1, cutoff=0.6)
    return f"did you mean {words[near[0]]!r}?" if near else ""


def _wanted(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context["pattern"]), "other text")
    if kind == "literal_error":
        return _one_of(str(context["expected"]))
    if kind == "model_attributes_type":
        return _ANSWER
    if kind in _WANTED:
        return _WANTED[kind]
    if kind in _BOUNDS:
        return _BOUNDS[kind].format_map(context)
    return details["msg"].removeprefix("wanted ")


def _one_of(expected: str) -> str:
    words = re.findall(r"'([^']*)'", expected)
    return f"one of {', '.join(words)}" if len(words) > 1 else repr(words[0])


def _cure(details: ErrorDetails, value: Data) -> str:
    """What to write instead, where that can be told."""
    match details["type"]:
        case "float_type" | "int_type":
            return number_cure(value)
        case "bool_type":
            return flag_cure(value)
        case "string_type":
            return "put it in quotes" if isinstance(value, list | dict) else ""
        case "tuple_type":
            return f"write [{value}]" if isinstance(value, str) and value else ""
        case "literal_error":
            return did_you_mean(value, re.findall(r"'([^']*)'", details["ctx"]["expected"]))
        case "range":
            return range_cure(value)
        case "dimensions":
            return dimensions_cure(value)
        case _:
            return ""


def _cut_cure(path: KeyPath, value: Data) -> str:
    """What to do where a comma of an expression has ended an item of ``{key: f(a, b)}``."""
    key = str(path[-1]) if path else ""
    is_cut = any(key.count(end) > key.count(start) for start, end in _BRACKETS)
    if value not in (None, "") or not is_cut:
        return ""
    return "the comma before it ended an item; put the expression in quotes"


def show(value: Data) -> str:
    """Write a value as it is named in a message: on one line, cut where it is long."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if value is None or value == "":
        return "nothing"
    text = " ".join(str(value).split())
    return repr(text if len(text) <= 60 else text[:57] + "…").replace("\\\\", "\\")


def _grouped(findings: list[_Finding]) -> list[list[_Finding]]:
    """Put together what is said about one value; drop what a deeper finding makes idle."""
    groups: dict[tuple[KeyPath, bool, int], list[_Finding]] = {}
    for found in findings:
        depth = len(found.path)
        idle = found.is_member and any(
            len(other.path) > depth and other.path[:depth] == found.path for other in findings
        )
        if not idle:
            alone = len(groups) if not found.is_member else -1
            groups.setdefault((found.path, found.at_key, alone), []).append(found)
    return list(groups.values())


def _flaw(group: list[_Finding], document: Document) -> Flaw:
    first = group[0]
    value = value_at(document.data, first.path)
    found = first.found or (repr(first.path[-1]) if first.at_key else show(value))
    if not isinstance(value, Scalar) and isinstance(value, str) and first.cure == "drop the quotes":
        found += " in quotes"
    wanted = " or ".join(dict.fromkeys(found.wanted for found in group))
    cure = next((found.cure for found in group if found.cure), "")
    text = f"wanted {wanted}, found {found}" + (f" ({cure})" if cure else "")
    place = document.source.key_flaw if first.at_key else document.source.flaw
    return place(first.path, text)
