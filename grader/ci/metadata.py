"""What a platform says about a submission and those before it, in `submission_metadata.json`.

Pure: text goes in, records come out. Each thing is read for itself, so that one that is odd costs
only itself: what is said about the others still counts.

Source:
    Gradescope's autograder documentation, "Submission Metadata"; it warns that the file may change.
"""

import json
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from grader.record import Record, field

_YEARS = range(2000, 3000)
"""In which submissions are made; what is computed with such a time is a time again."""


class Earlier(Record, frozen=True):
    """A submission before this one."""

    time: datetime | None = None
    """With its zone; None where it cannot be read."""

    has_failed: bool = False
    """Through us, not through the student."""

    score: float | None = None
    results: dict[str, Any] = field(default_factory=dict)
    """As written then, as far as the platform has kept them; nothing about them is checked."""


class Metadata(Record, frozen=True):
    """What the platform says about a submission."""

    created_at: datetime | None = None
    """With its zone; None where it cannot be read."""

    student: str = "student"
    """The names of whoever handed it in; hostile."""

    earlier: tuple[Earlier, ...] | None = ()
    """In the platform's order; None where it cannot be told whether there are any."""


def read_metadata(text: str) -> Metadata | None:
    """Read `submission_metadata.json`; None where nothing in it can be understood."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    previous = said.get("previous_submissions")
    if previous is None:
        previous = []
    return Metadata(
        read_time(said.get("created_at")),
        _read_names(said.get("users")) or "student",
        tuple(map(_read_earlier, previous)) if isinstance(previous, list) else None,
    )


def read_time(said: object) -> datetime | None:
    """Read a time; None for what is none, has no zone, or lies where nobody hands anything in."""
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        return None
    return moment


def read_score(said: object) -> float | None:
    """Read a score, which the platform writes as text; None for what is none."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        score = float(said)
    except (ValueError, OverflowError):
        return None
    return score if math.isfinite(score) else None


def in_order(earlier: Sequence[Earlier], now: datetime) -> list[tuple[datetime, Earlier]]:
    """Give each submission a time, the latest first.

    One whose time cannot be read was made before the one that is listed after it, and before now:
    it gets the latest time that it can have, so that it counts until it surely need not.
    """
    known = [each.time for each in earlier if each.time is not None]
    listed = list(earlier)
    if known != sorted(known):
        listed.reverse()
        known.reverse()
    is_listed_by_time = known == sorted(known)
    dated, latest = [], now
    for each in reversed(listed):
        moment = latest if each.time is None else min(each.time, now)
        dated.append((moment, each))
        if is_listed_by_time:
            latest = moment
    return sorted(dated, key=lambda one: one[0], reverse=True)


def _read_earlier(said: object) -> Earlier:
    """Read what is said about a submission; it was made, whatever is odd about the rest."""
    if not isinstance(said, dict):
        return Earlier()
    results = said.get("results")
    return Earlier(
        read_time(said.get("submission_time")),
        said.get("autograder_error") is True,
        read_score(said.get("score")),
        results if isinstance(results, dict) else {},
    )


def _read_names(users: object) -> str:
    people = users if isinstance(users, list) else []
    names = [each.get("name") for each in people if isinstance(each, dict)]
    said = ", ".join(name for name in names if isinstance(name, str) and name)
    return said.encode("utf-8", "backslashreplace").decode()  # half a character is no text
