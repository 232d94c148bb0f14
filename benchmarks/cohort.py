"""What marking a class costs: walled, compared, diagnosed, scored, rendered and written.

Prints the ratio of medians over interleaved rounds to a bare bound: a warm process that forks,
imports the module and makes the same calls (`cohort_bare.py`). Then a whole class through the
command's own engine, as submissions a second. Run it with ``python benchmarks/cohort.py [ROUNDS]``.
"""

import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from grader.compare.kinds import ask
from grader.course.engine import run_jobs
from grader.course.job import Done, Job, Setup
from grader.course.marker import make_limits, make_marking, mark
from grader.course.write import write_atomically
from grader.report.publish import publish
from grader.request import Call, CallEach
from grader.sandbox.level import best_level
from grader.sandbox.worker import Worker
from grader.submission.load import Found
from grader.values import Array

ROOT = Path(__file__).parent.parent
STUDENTS = ("amara", "ben", "chloe", "aisha", "emil", "hana", "grace", "iris")
"""Right, partly right and wrong, in NumPy, torch, lists and text; none that is slow on purpose."""

COPIES = 25
"""Of each student, in the whole class."""


def plan(marking):
    """List what is asked of every module, as plain Python for the bare bound."""
    found = []
    for part in marking.key.parts:
        for key in part.answers:
            for request in ask(key):
                match request:
                    case Call():
                        found.append((request.name, [tuple(map(plain, request.arguments))]))
                    case CallEach():
                        found.append((request.name, request.rows))
                    case _:
                        found.append((request.name, None))
    return found


def plain(value):
    """Turn an argument into what the student's function gets."""
    return np.array(value.data) if isinstance(value, Array) else value


def find(student):
    """Find a student of the example class."""
    folder = ROOT / "submissions" / "dsga1008-hw2"
    flat = folder / f"{student}.py"
    return Found(student, flat if flat.is_file() else folder / student)


def main(rounds):
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "out")
        assignment = ROOT / "problems" / "dsga1008-hw2"
        setup = Setup(assignment, out, best_level(), publish, fresh=True)
        marking = make_marking(setup)
        ratios = measure_ratios(setup, marking, Path(scratch), rounds)
        print(f"{'one submission, ms':34}{'median':>8}")
        for name, value in ratios.items():
            print(f"{name:34}{value * 1000:8.2f}")
        bare, full = ratios["bare fork, same calls"], ratios["marked, rendered and written"]
        print(f"ratio of medians: {full / bare:.2f}\n")
        print(f"{measure_class(setup, marking):.0f} submissions a second, {os.cpu_count()} cores")


def measure_ratios(setup, marking, scratch, rounds):
    """Time both ways in turn; median seconds of one submission."""
    plan_file = scratch / "plan.pickle"
    plan_file.write_bytes(pickle.dumps(plan(marking)))
    bare = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, Path(__file__).with_name("cohort_bare.py"), plan_file],
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    bare.stdout.readline()
    jobs = [Job(find(student), student) for student in STUDENTS]
    paths = [
        str(job.found.path if job.found.path.is_file() else job.found.path / "hw2.py")
        for job in jobs
    ]
    times = {"bare fork, same calls": [], "marked, rendered and written": []}
    with bare, Worker(isolation=setup.isolation, limits=make_limits(marking)) as worker:
        for round_number in range(rounds + 2):
            bare.stdin.write("\t".join(paths) + "\n")
            bare.stdin.flush()
            bare_times = [float(each) for each in bare.stdout.readline().split()]
            full_times = [mark_and_write(marking, worker, setup, job) for job in jobs]
            if round_number >= 2:  # the first rounds warm caches and the second look
                times["bare fork, same calls"] += bare_times
                times["marked, rendered and written"] += full_times
        bare.stdin.close()
    return {name: statistics.median(each) for name, each in times.items()}


def mark_and_write(marking, worker, setup, job):
    """Mark one submission as the command does; seconds."""
    start = time.perf_counter()
    done = mark(marking, lambda: worker, setup, job)
    if not isinstance(done, Done):
        raise TypeError(done.reason)
    write_atomically(setup.out / job.folder / "report.html", done.page)
    write_atomically(setup.out / job.folder / "report.json", done.report)
    return time.perf_counter() - start


def measure_class(setup, marking):
    """Run a whole class through the engine; submissions a second, starting up aside."""
    jobs = [
        Job(find(student), f"{student}-{copy}") for copy in range(COPIES) for student in STUDENTS
    ]
    first = None
    for count, done in enumerate(run_jobs(setup, marking.key.digest, jobs, os.cpu_count() or 1)):
        write_atomically(setup.out / done.job.folder / "report.html", done.page)
        write_atomically(setup.out / done.job.folder / "report.json", done.report)
        if count == len(STUDENTS):
            first = time.perf_counter()
    return (len(jobs) - len(STUDENTS) - 1) / (time.perf_counter() - first)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
