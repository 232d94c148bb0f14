"""The files that a job leaves behind: what it always writes, and what it is asked for.

A file that would have to claim a mark which is withheld is not written; the rest are.
"""

import os
import subprocess
from collections.abc import Callable, Mapping
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
    *("log", "-1", "--format=%ct", "--no-show-signature", "--"),
)
"""A folder that a student handed in may look like a repository, whose settings git would obey."""

_GIT_ALONE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


class Facts(Record, frozen=True):
    """What a format may want to know besides the report."""

    sources: Sources
    environment: Mapping[str, str]
    submission: Path
    """The file or folder that was marked."""

    telling: Telling = MARKED


class Format(Record, frozen=True):
    """A file that another program reads."""

    file: str
    """Its name where none is given."""

    write: Callable[[Report, Facts], str]
    needs_marks: bool = True


def _classroom50(report: Report, facts: Facts) -> str:
    committed = _committed_at(facts.submission)
    return classroom50.write_result(
        report, classroom50.read_environment(facts.environment, committed)
    )


def _committed_at(submission: Path) -> datetime:
    """Ask git when the submission was committed.

    Raises:
        UsageError: It was not, as far as git says.
    """
    folder = submission if submission.is_dir() else submission.parent
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, and no shell
            [*_GIT_DATE, os.fspath(folder.resolve())],
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
        UsageError: There is no such format, or it is nothing without marks.
    """
    name, _, file = text.partition("=")
    if name not in FORMATS:
        raise UsageError(f"--write: wanted {', '.join(FORMATS)}, found {name!r}")
    if FORMATS[name].needs_marks and not has_marks:
        raise UsageError(
            f"--write {name}: wanted marks, found a check, which gives none (name the folder of "
            "the spec with --assignment, where only you decide what runs)"
        )
    return Wanted(name, Path(file) if file else out / FORMATS[name].file)


def check_no_links(folder: Path) -> None:
    """Make sure that what is written to a folder goes there, and nowhere else.

    A repository may hold links, and its owner chose where they lead.

    Raises:
        UsageError: The folder, or something in it, is a link.
    """
    steps = [folder] if folder.is_absolute() else [folder, *folder.parents]
    inside = folder.iterdir() if folder.is_dir() else ()
    link = next((path for path in (*steps, *inside) if path.is_symlink()), None)
    if link is not None:
        raise UsageError(
            f"{link}: wanted a folder of files to write to, found a link (name another folder)"
        )


def write_files(report: Report, facts: Facts, wanted: list[Wanted]) -> Written:
    """Write the files that were asked for, as far as there is a mark to write.

    Raises:
        UsageError: A format wants to know something that the environment does not say.
    """
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
