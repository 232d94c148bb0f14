"""Mark what is there to be marked, behind the walls: the starter, and the filed submissions.

The engine is the one that marks classes, so reports that still hold are not made again. What must
come of each submission stands in `expected.csv` beside them.
"""

import csv
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from grader.audit.kept import code_digest, keep, recall
from grader.audit.results import Misfiled, RunFacts
from grader.course.engine import run_jobs
from grader.course.folders import name_folders
from grader.course.job import Failed, Job, Published, Setup
from grader.course.write import hold_folder, write_atomically
from grader.errors import SandboxError, UsageError
from grader.oracle.cache import default_folder, hash_files, key_digest, load_answer_key
from grader.record import Record
from grader.results import Report
from grader.sandbox.level import Level
from grader.score import Verdict
from grader.spec.assignment import Assignment
from grader.submission.load import Found, find_submissions
from grader.summary import summarise

EXPECTED: Final = "expected.csv"
_STARTER: Final = "_starter"
"""Its folder; no student's begins with a dash or an underscore."""

Row = Mapping[str, str]


class Ground(Record, frozen=True):
    """Where submissions come from and where their reports are kept."""

    submissions: Path | None
    """A folder with `expected.csv` in it; None where there is none."""

    level: Level
    make_starter: Callable[[], str]
    """Writes the starter where the author wrote none."""

    processes: int = 1
    cache: Path | None = None

    @property
    def out(self) -> Path:
        """Where reports are kept from one audit to the next."""
        return (self.cache or default_folder()) / "audited"


def run_filed(
    assignment: Assignment,
    ground: Ground,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> RunFacts:
    """Mark the starter and the filed submissions, and hold the marks against what is filed.

    Raises:
        UsageError: `expected.csv` cannot be read, or reports cannot be kept.
        SandboxError: Nothing can be marked on this machine.
    """
    digest = _digest(assignment, ground)
    kept = recall(RunFacts, digest, ground.cache)
    if kept is not None:
        return kept
    found = _run(assignment, ground, progress)
    keep(found, digest, ground.cache)
    return found


def _run(assignment: Assignment, ground: Ground, progress: Callable[[int, int], None]) -> RunFacts:
    out = ground.out / sha256(assignment.head.id.encode()).hexdigest()[:16]
    load_answer_key(assignment, ground.cache)
    with hold_folder(out):
        starter = _find_starter(assignment, ground, out)
        rows = _rows(ground)
        full = _full(rows)
        # Right ones first: what they take is what an honest submission costs.
        filed = sorted(_jobs(ground), key=lambda job: job.found.student not in full)
        jobs = [*filed, Job(Found("starter", starter), _STARTER)]
        stamp = out / "code"
        is_same = stamp.is_file() and stamp.read_text(encoding="utf-8") == code_digest()
        setup = Setup(
            assignment.folder, out, ground.level, publish_nothing, ground.cache, fresh=not is_same
        )
        seconds = _mark(setup, key_digest(assignment), jobs, ground.processes, progress)
        students = [job.found.student for job in filed]
        honest = [seconds[student] for student in students if student in full & seconds.keys()]
        write_atomically(stamp, code_digest())
        reports = {job.found.student: _report(out / job.folder) for job in filed}
        each = _pace(honest, ground.processes)
        return _compare(reports, _report(out / _STARTER), rows, each)


def publish_nothing(report: Report, folder: str) -> Published:
    """Make no page of a report: nobody reads it; a blank one says that the report is whole."""
    return Published("-", summarise(report, folder))


def _mark(
    setup: Setup,
    key: str,
    jobs: Sequence[Job],
    processes: int,
    progress: Callable[[int, int], None],
) -> dict[str, float]:
    """Mark; say when each submission was done that was not marked before, in seconds."""
    times: dict[str, float] = {}
    progress(0, len(jobs))
    with closing(run_jobs(setup, key, jobs, processes)) as results:
        for number, result in enumerate(results, 1):
            if isinstance(result, Failed):
                student, reason = result.job.found.student, result.reason
                raise SandboxError(f"{student}: wanted a mark, found: {reason} {result.detail}")
            if result.report:
                times[result.job.found.student] = time.monotonic()
                folder = setup.out / result.job.folder
                write_atomically(folder / "report.html", result.page)
                write_atomically(folder / "report.json", result.report)
            progress(number, len(jobs))
    return times


def _pace(times: Sequence[float], processes: int) -> float | None:
    """Say how long one submission took on one core; None where too few were marked to tell."""
    if len(times) <= processes:
        return None
    return (max(times) - min(times)) * processes / (len(times) - 1)


def _find_starter(assignment: Assignment, ground: Ground, out: Path) -> Path:
    """Find the starter: the author's own, or the one that is handed out."""
    own = assignment.folder / "starter.py"
    if own.is_file():
        return own
    made = out / "handed-out" / f"{assignment.head.module}.py"
    write_atomically(made, ground.make_starter())
    return made


def _jobs(ground: Ground) -> Iterator[Job]:
    if ground.submissions is None:
        return
    found = find_submissions(ground.submissions)
    folders = name_folders(each.student for each in found)
    yield from (Job(each, folders[each.student]) for each in found)


def _rows(ground: Ground) -> list[Row]:
    """Read what is filed.

    Raises:
        UsageError: It has not the columns that it must have.
    """
    if ground.submissions is None:
        return []
    file = ground.submissions / EXPECTED
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            rows: list[Row] = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file}: wanted what must come of each submission, found {_tell_unread(error)} (write "
            "the columns student,part,points,verdict,misconception)"
        ) from None
    wanted = {"student", "part", "points", "verdict", "misconception"}
    if rows and not wanted <= rows[0].keys():
        raise UsageError(
            f"{file}: wanted the columns {', '.join(sorted(wanted))}, found "
            f"{', '.join(map(str, rows[0]))}"
        )
    return rows


def _tell_unread(error: OSError | UnicodeDecodeError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file"
        case OSError():
            return f"a file that cannot be read: {error.strerror}"
        case UnicodeDecodeError():
            return "text that is not UTF-8"


def _report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return found


def _compare(
    reports: Mapping[str, dict[str, Any]],
    starter: dict[str, Any],
    rows: Sequence[Row],
    seconds: float | None,
) -> RunFacts:
    named = {row["student"] for row in rows}
    full = _full(rows)
    earning = tuple(part["label"] for part in starter["parts"] if not _is_missing(part))
    misfiled = [each for row in rows for each in _check_row(row, reports.get(row["student"]))]
    return RunFacts(
        starter="earns" if earning else "missing",
        starter_parts=earning,
        filed=len(rows),
        students=len(reports),
        full=len(full),
        misfiled=tuple(misfiled),
        unfiled=tuple(sorted(reports.keys() - named)),
        seconds=seconds,
    )


def _full(rows: Sequence[Row]) -> set[str]:
    """Find the students who are filed with all points: they stand for the reference.

    What a person has still to mark counts neither way.
    """
    parts = [row for row in rows if "/" not in row["part"]]
    whole = {Verdict.RIGHT.value, Verdict.AWAITING_MARKER.value}
    short = {row["student"] for row in parts if row["verdict"] not in whole}
    return {row["student"] for row in parts} - short


def _is_missing(part: Mapping[str, Any]) -> bool:
    """Whether a part earns nothing because nothing was given; prose may still be awaited."""
    nothing = {Verdict.MISSING.value, Verdict.AWAITING_MARKER.value}
    return not part["earned"] and all(each["verdict"] in nothing for each in part["answers"])


def _check_row(row: Row, report: dict[str, Any] | None) -> Iterator[Misfiled]:
    found = _find(row["part"], report) if report is not None else None
    wanted = (row["points"], row["verdict"], row["misconception"])
    if found is None:
        yield _misfiled(row, "nothing that was marked")
        return
    points = "" if found["earned"] is None else f"{found['earned']:g}"
    actual = (points, found["verdict"], found["misconception"] or "")
    is_same = actual[1:] == wanted[1:] and _number(points) == _number(wanted[0])
    if not is_same:
        yield _misfiled(row, _write(actual))


def _find(name: str, report: dict[str, Any]) -> dict[str, Any] | None:
    part, _, answer = name.partition("/")
    found: dict[str, Any] | None = next((p for p in report["parts"] if p["id"] == part), None)
    if found is not None and answer:
        found = next((each for each in found["answers"] if each["name"] == answer), None)
    return found


def _misfiled(row: Row, found: str) -> Misfiled:
    wanted = _write((row["points"], row["verdict"], row["misconception"]))
    return Misfiled(student=row["student"], part=row["part"], wanted=wanted, found=found)


def _write(mark: tuple[str, str, str]) -> str:
    points, verdict, misconception = mark
    return f"{points or 'no'} points, {verdict}{f', {misconception}' if misconception else ''}"


def _number(text: str) -> float | None:
    try:
        return round(float(text), 9)
    except ValueError:
        return None


def _digest(assignment: Assignment, ground: Ground) -> str:
    """Hash all that the marks depend on."""
    files = dict(assignment.sources)
    own = assignment.folder / "starter.py"
    if own.is_file():
        files["starter.py"] = own.read_bytes()
    if ground.submissions is not None:
        files |= {
            f"submissions/{path.relative_to(ground.submissions).as_posix()}": path.read_bytes()
            for path in sorted(ground.submissions.rglob("*"))
            if path.is_file()
        }
    facts = (code_digest(), key_digest(assignment), ground.level.value, hash_files(files))
    return sha256("\0".join(facts).encode()).hexdigest()
