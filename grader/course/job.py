"""What goes to a marking process and what comes back. Pure data, all of it ours."""

from collections.abc import Callable
from pathlib import Path

from grader.record import Record
from grader.results import Report
from grader.sandbox.level import Level
from grader.submission.load import Found
from grader.summary import Summary


class Published(Record, frozen=True):
    """A report as what is written of it."""

    page: str
    """HTML."""

    summary: Summary
    """Its row on the class page."""


Publish = Callable[[Report, str], Published]
"""Turns a report, and the folder it goes to, into what is written of it; importable by name."""


class Setup(Record, frozen=True):
    """What every marking process needs to know."""

    assignment: Path
    out: Path
    isolation: Level
    publish: Publish
    cache: Path | None = None
    """Where answer keys are kept; the user's cache where none is given."""

    fresh: bool = False
    """Mark everything again, whatever was written before."""


class Job(Record, frozen=True):
    """One submission to mark."""

    found: Found
    folder: str
    """Where its report goes, within the output."""


class Done(Record, frozen=True):
    """A submission that was marked, or whose report of an earlier run still holds."""

    job: Job
    summary: Summary
    report: str = ""
    """JSON; empty where the earlier report still holds."""

    page: str = ""


class Failed(Record, frozen=True):
    """A submission that we could not mark; never the student's fault."""

    job: Job
    reason: str
    """What kind of fault; the student may read it, so it quotes no paths and no values of ours."""

    detail: str = ""
    """What exactly, for the instructor; may quote hostile text."""


Result = Done | Failed


class Ready(Record, frozen=True):
    """A marking process stands by."""

    key: str
    """Digest of the answer key that it marks by."""


class Refusal(Record, frozen=True):
    """A marking process cannot mark at all, for a reason that another one would meet as well."""

    reason: str
    """A finished sentence."""

    exit_code: int
