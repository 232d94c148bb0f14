"""How many submissions are marked in a span of hours, where a platform marks each as it comes.

Pure: what the platform says about earlier submissions goes in, a decision comes out. What counted
is noted in the results themselves, since the platform keeps those of the latest submission only.

Source:
    Gradescope's autograder documentation, "Submission Metadata"; it warns that the file may change,
    so whatever is missing or odd there is passed over.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from grader.language import say, say_count
from grader.record import Record

NOTED = "counted"
"""Where results note the times of the submissions that counted, among their `extra_data`."""


class Earlier(BaseModel):
    """A submission before this one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    submission_time: AwareDatetime
    autograder_error: bool | None = None
    results: dict[str, Any] | None = None


class Person(BaseModel):
    """Someone who handed it in."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = ""


class Metadata(BaseModel):
    """What the platform says about a submission."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    created_at: AwareDatetime
    users: tuple[Person, ...] = ()
    previous_submissions: tuple[Earlier, ...] = Field(default=())

    @property
    def student(self) -> str:
        """The names of whoever handed it in; hostile."""
        return ", ".join(user.name for user in self.users if user.name) or "student"


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


def read_metadata(text: str) -> Metadata | None:
    """Read `submission_metadata.json`; None where it cannot be understood."""
    try:
        return Metadata.model_validate_json(text)
    except ValidationError:
        return None


def decide(metadata: Metadata | None, limit: Limit | None) -> Granted | Refused:
    """Decide whether a submission is marked.

    Without results to keep, it always is: nobody is left with nothing.

    Args:
        metadata: What the platform says; where it says nothing, nothing is limited.
        limit: What the instructor allows.
    """
    if metadata is None or limit is None:
        return Granted()
    now = metadata.created_at
    earlier = sorted(
        metadata.previous_submissions, key=lambda each: each.submission_time, reverse=True
    )
    found = _counted(earlier)
    counted = [each for each in found if each > now - timedelta(hours=limit.hours)]
    kept = next((results for each in earlier if _can_be_kept(results := each.results or {})), None)
    if len(counted) >= limit.at_most and kept:
        free = sorted(counted)[-limit.at_most] + timedelta(hours=limit.hours)
        return Refused(_with_message(kept, _refuse(limit, free), found))
    return Granted((*counted, now), _count(limit, limit.at_most - len(counted) - 1))


def _can_be_kept(results: Mapping[str, Any]) -> bool:
    return "score" in results or "tests" in results


def _counted(earlier: Sequence[Earlier]) -> list[datetime]:
    """Find the submissions that were marked: as noted, else all that did not fail through us.

    What came after the latest note is being marked meanwhile, and counts.

    Args:
        earlier: The latest first.
    """
    since: list[datetime] = []
    for each in earlier:
        noted = _noted(each.results or {})
        if isinstance(noted, list):
            return [*_times(noted), *since]
        if not each.autograder_error:
            since.append(each.submission_time)
    return since


def _noted(results: Mapping[str, Any]) -> object:
    extra = results.get("extra_data")
    return extra.get(NOTED) if isinstance(extra, dict) else None


def _times(noted: list[Any]) -> list[datetime]:
    """Read times as we wrote them; a platform may have changed them, and then they do not count."""
    found = []
    for each in noted:
        try:
            moment = datetime.fromisoformat(each)
        except (TypeError, ValueError):
            continue
        if moment.tzinfo is not None:
            found.append(moment)
    return found


def _with_message(results: dict[str, Any], message: str, counted: Sequence[datetime]) -> str:
    earlier = results.get("output")
    said = f"{message}\n\n{earlier}" if isinstance(earlier, str) and earlier else message
    kept = {**results, "output": said}
    noted = _noted(results)
    if isinstance(noted, list):
        new = [each.isoformat() for each in counted if each not in _times(noted)]
        kept["extra_data"] = {**results["extra_data"], NOTED: [*noted, *new]}
    return json.dumps(kept, indent=1) + "\n"


def _refuse(limit: Limit, free: datetime) -> str:
    rule = _rule(limit)
    moment = free.strftime("%Y-%m-%d %H:%M %Z")
    said = say(
        "The next one is from {moment} on. What follows is the result before.", moment=moment
    )
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
