"""How many submissions are marked in a span of hours, where a platform marks each as it comes.

Pure: what the platform says about earlier submissions goes in, a decision comes out. What counted
is noted in the results themselves, since the platform keeps those of the latest submission only.

What cannot be read turns no limit off: an earlier submission whose time is odd counts from the
latest moment at which it can have been made. That moment is noted like any other and passes, so
that nobody is locked out for ever.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from grader.ci.kept import NOTED, find_kept, write_kept
from grader.ci.metadata import Earlier, Metadata, in_order, read_time
from grader.language import say, say_count
from grader.record import Record

MOST_HOURS = 24 * 365.0
MOST_MARKED = 1000
"""What a limit may be at most; whoever wants more wants none."""


class Limit(Record, frozen=True):
    """So many submissions in so many hours."""

    at_most: int
    hours: float


class Granted(Record, frozen=True):
    """It is marked."""

    counted: tuple[datetime, ...] = ()
    """The times of the submissions that count, this one included; to be noted."""

    message: str = ""


class Refused(Record, frozen=True):
    """It is not marked; the results before it stay."""

    results: str
    """The earlier results, with the reason above them."""


def decide(
    metadata: Metadata | None, limit: Limit | None, clock: datetime, visibility: str = "visible"
) -> Granted | Refused:
    """Decide whether a submission is marked.

    Where no mark is there to be kept, it always is: nobody is left with nothing.

    Args:
        metadata: What the platform says; where it says nothing, nothing is limited.
        limit: What the instructor allows.
        clock: The time here, with its zone, for where the platform does not tell it.
        visibility: When students see a mark of which there are no results any more.
    """
    if metadata is None or metadata.earlier is None or limit is None:
        return Granted()
    now = metadata.created_at or clock
    window = timedelta(hours=limit.hours)
    dated = in_order(metadata.earlier, now)
    counted = [each for each in _counted(dated, now) if each > now - window]
    kept = find_kept([each for _, each in dated], visibility)
    if len(counted) >= limit.at_most and kept is not None:
        free = sorted(counted)[-limit.at_most] + window
        message = _refuse(limit, free, has_details=kept.has_details)
        return Refused(write_kept(kept, message, counted))
    return Granted((*counted, now), _count(limit, limit.at_most - len(counted) - 1))


def _counted(dated: Sequence[tuple[datetime, Earlier]], now: datetime) -> list[datetime]:
    """Find the submissions that were marked: as noted, else all that did not fail through us.

    What came after the latest note is being marked meanwhile, and counts. A noted time that cannot
    be read is at most that of the submission that notes it.

    Args:
        dated: The latest first.
        now: No time is later.
    """
    since: list[datetime] = []
    for moment, each in dated:
        noted = _noted(each)
        if isinstance(noted, list):
            return [*(min(read_time(one) or moment, now) for one in noted), *since]
        if not each.has_failed:
            since.append(moment)
    return since


def _noted(earlier: Earlier) -> object:
    extra = earlier.results.get("extra_data")
    return extra.get(NOTED) if isinstance(extra, dict) else None


def _refuse(limit: Limit, free: datetime, *, has_details: bool) -> str:
    rule = _rule(limit)
    moment = free.strftime("%Y-%m-%d %H:%M %Z")
    if has_details:
        said = say(
            "The next one is from {moment} on. What follows is the result before.", moment=moment
        )
    else:
        said = say("The next one is from {moment} on. The mark stays what it was.", moment=moment)
    return f"{say('This submission was not marked.')} {rule} {said}"


def _count(limit: Limit, left: int) -> str:
    more = say_count("{number} more is left.", "{number} more are left.", max(0, left))
    return f"{_rule(limit)} {more}"


def _rule(limit: Limit) -> str:
    hours = say_count("{number} hour", "{number} hours", limit.hours)
    return say_count(
        "{number} submission is marked in {hours}.",
        "{number} submissions are marked in {hours}.",
        limit.at_most,
        hours=hours,
    )
