"""The files that a job leaves behind: what it always writes, and what it is asked for.

A file that would have to claim a mark which is withheld is not written; the rest are.
"""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from grader.course.write import write_atomically
from grader.errors import UsageError, WithheldError
from grader.exchange import (
    autolab,
    classroom50,
    github_classroom,
    gitlab,
    gradescope,
    junit,
    prairielearn,
)
from grader.exchange.remarks import Sources
from grader.exchange.telling import MARKED, Telling
from grader.record import Record
from grader.results import Report

_GIT_SECONDS = 20
_GIT_DATE = (
    *("git", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"),
    *("log", "-1", "--format=%ct", "--no-show-signature"),
)
"""A folder that a student handed in may look like a repository, whose settings git would obey."""

_GIT_ALONE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


class Facts(Record, frozen=True):
    """What a format may want to know besides the report."""

    sources: Sources
    telling: Telling = MARKED
    hand_in: classroom50.HandIn | None = None
    """What the workflow says of it; there where a format asks for it."""


class Format(Record, frozen=True):
    """A file that another program reads."""

    file: str
    """Its name where none is given."""

    write: Callable[[Report, Facts], str]
    needs_marks: bool = True


def _classroom50(report: Report, facts: Facts) -> str:
    if facts.hand_in is None:
        raise UsageError("classroom50: wanted what its workflow says, found nothing")
    return classroom50.write_result(report, facts.hand_in)


def _committed_at(submission: Path) -> datetime:
    """Ask git for the date of the commit that is checked out, whatever it changed.

    Raises:
        UsageError: It was not, as far as git says.
    """
    folder = submission if submission.is_dir() else submission.parent
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, and no shell
            _GIT_DATE,
            capture_output=True,
            check=True,
            text=True,
            timeout=_GIT_SECONDS,
            cwd=folder,
            env={**os.environ, **_GIT_ALONE},
        )
        return datetime.fromtimestamp(int(done.stdout), UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        raise UsageError(
            f"{folder}: wanted a commit, whose date classroom50 asks for, found none "
            "(check out the repository with its history, and install git)"
        ) from None


FORMATS: Final[Mapping[str, Format]] = {
    "junit": Format(
        "junit.xml",
        lambda report, facts: junit.write_junit(report, facts.telling),
        needs_marks=False,
    ),
    "code-quality": Format(
        "gl-code-quality-report.json",
        lambda report, facts: gitlab.write_code_quality(report, facts.sources, facts.telling),
        needs_marks=False,
    ),
    "gradescope": Format("gradescope.json", lambda report, _: gradescope.write_results(report)),
    "classroom50": Format("classroom50.json", _classroom50),
    "github-classroom": Format(
        "github-classroom.txt", lambda report, _: github_classroom.write_result(report)
    ),
    "autolab": Format("autolab.json", lambda report, _: autolab.write_scores(report)),
    "prairielearn": Format(
        "prairielearn.json", lambda report, _: prairielearn.write_results(report)
    ),
}
"""By the name that asks for it."""


_ALWAYS: Final = ("report.html", "report.json", "check.json")
"""Of which a run writes two: the page, and what was marked or checked."""


class Wanted(Record, frozen=True):
    """A file that was asked for."""

    format: str
    path: Path


class Written(Record, frozen=True):
    """What became of the files that were asked for."""

    texts: Mapping[str, str]
    """By format."""

    refused: tuple[str, ...]
    """Why some were not written: each a finished sentence."""


def parse_wanted(text: str, out: Path, *, has_marks: bool) -> Wanted:
    """Read ``FORMAT`` or ``FORMAT=FILE``.

    Args:
        text: What was asked for.
        out: Where files go that are not named.
        has_marks: Whether there will be marks to write.

    Raises:
        UsageError: There is no such format, or no such file, or it is nothing without marks.
    """
    name, _, file = text.partition("=")
    if name not in FORMATS:
        raise UsageError(f"--write: wanted {', '.join(FORMATS)}, found {name!r}")
    if FORMATS[name].needs_marks and not has_marks:
        raise UsageError(
            f"--write {name}: wanted marks, found a check, which gives none (name the folder of "
            "the spec with --assignment, where only you decide what runs)"
        )
    path = Path(file) if file else out / FORMATS[name].file
    if path.name in ("", ".."):
        raise UsageError(f"--write {name}: wanted the name of a file, found {file!r}")
    return Wanted(name, path)


def choose_wanted(formats: Sequence[str], out: Path, *, has_marks: bool) -> tuple[Wanted, ...]:
    """Read all that was asked for; what is asked for twice is written once.

    Args:
        formats: Each as `parse_wanted` reads it.
        out: Where files go that are not named.
        has_marks: Whether there will be marks to write.

    Raises:
        UsageError: One is wrong, or two would be one file.
    """
    wanted = dict.fromkeys(parse_wanted(each, out, has_marks=has_marks) for each in formats)
    taken = {out.resolve() / name: "the report" for name in _ALWAYS}
    for each in wanted:
        place = each.path.parent.resolve() / each.path.name  # what it links to is not written
        if place in taken:
            raise UsageError(
                f"--write {each.format}: wanted a file of its own, found {each.path}, which "
                f"{taken[place]} is written to (name another: {each.format}=FILE)"
            )
        taken[place] = each.format
    return tuple(wanted)


def read_hand_in(
    wanted: Sequence[Wanted], environment: Mapping[str, str], submission: Path
) -> classroom50.HandIn | None:
    """Read what a workflow says of a submission, if a format that is wanted asks for it.

    Raises:
        UsageError: It does not say it.
    """
    if not any(each.format == "classroom50" for each in wanted):
        return None
    facts = classroom50.read_environment(environment)
    return classroom50.HandIn(facts, environment.get("USERNAME", ""), _committed_at(submission))


def clear_files(out: Path, wanted: Sequence[Wanted]) -> None:
    """Remove what an earlier run left, or a repository brought, by the names that this run writes.

    A run that fails, or that has no mark to write, then leaves none that is older. Nothing is
    written through a link either: a folder that is one is refused, and a file that is one removed.

    Raises:
        UsageError: A folder on the way is a link, or something that is no file has such a name.
    """
    files = [*(out / name for name in _ALWAYS), *(each.path for each in wanted)]
    for folder in sorted({file.parent for file in files}):
        _check_no_links(folder)
    for file in files:
        for path in (file, file.with_name(f".{file.name}.draft")):
            _remove(path)


def _check_no_links(folder: Path) -> None:
    """Make sure that a folder is where it says; a repository's owner chose where its links lead."""
    steps = [folder] if folder.is_absolute() else [folder, *folder.parents]
    link = next((path for path in steps if path.is_symlink()), None)
    if link is not None:
        raise UsageError(
            f"{link}: wanted a folder of files to write to, found a link (name another folder)"
        )


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return  # the folder is none; writing there says so
    except OSError as error:
        found = "a folder" if path.is_dir() else str(error.strerror)
        raise UsageError(
            f"{path}: wanted to write this file, found {found} (remove it, or name another)"
        ) from None


def write_files(report: Report, facts: Facts, wanted: Sequence[Wanted]) -> Written:
    """Write the files that were asked for, as far as there is a mark to write."""
    texts: dict[str, str] = {}
    refused: list[str] = []
    for each in wanted:
        try:
            texts[each.format] = FORMATS[each.format].write(report, facts)
        except WithheldError as error:
            refused.append(str(error))
            continue
        write_atomically(each.path, texts[each.format])
    return Written(texts, tuple(refused))
