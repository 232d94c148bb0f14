"""The parts that a student asks about, however they write them."""

import re
from collections.abc import Collection, Iterable

from grader.check.run import Checked
from grader.errors import UsageError
from grader.handout.bundle import Bundle, BundledPart
from grader.record import replace
from grader.visible import make_visible_line


def find_parts(bundle: Bundle, wanted: Iterable[str]) -> frozenset[str]:
    """Find the parts that are meant, as full ids.

    Args:
        bundle: Of the homework.
        wanted: Each a part as ``1.1.c``, ``1.1 (c)`` or ``1.1c``, or a problem for all its parts.

    Raises:
        UsageError: There is no such part, or it is not clear which is meant.
    """
    return frozenset(id_ for each in wanted for id_ in _find(bundle.parts, each))


def _find(parts: Collection[BundledPart], text: str) -> list[str]:
    exact = [part.full_id for part in parts if text.strip() in (part.full_id, part.problem)]
    alike = [part.full_id for part in parts if _squeeze(part.full_id) == _squeeze(text)]
    if exact or len(alike) == 1:
        return exact or alike
    known = ", ".join(part.full_id for part in parts)
    raise UsageError(f"--part: wanted one of {known}, found {make_visible_line(text)!r}")


def _squeeze(text: str) -> str:
    """Leave of a part's id what everybody writes alike."""
    return re.sub(r"[\s.()]", "", text).lower()


def select_parts(checked: Checked, only: Collection[str]) -> Checked:
    """Leave of a check what it says of some parts.

    Args:
        checked: Of all of them.
        only: Full ids; all where none are given.
    """
    if not only:
        return checked
    rows = zip(checked.report.parts, checked.bundle.parts, checked.standings, strict=True)
    kept = [row for row in rows if row[0].id in only]
    return Checked(
        replace(checked.report, parts=tuple(part for part, _, _ in kept)),
        tuple(standing for _, _, standing in kept),
        replace(checked.bundle, parts=tuple(bundled for _, bundled, _ in kept)),
        checked.level,
    )
