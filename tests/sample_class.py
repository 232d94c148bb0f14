"""A class small enough to be marked again and again: one assignment of two parts, and its students.

`grade` runs the command as its user does, in a process of its own.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil

HEAD = """\
id: tiny
title: Tiny homework
module: hw
problems: [one.yaml]
limits: {seconds: 1, import_seconds: 2}
"""
ONE = """\
id: 1
title: Sums
given:
  A: [[1, 2], [3, 4]]
parts:
  - id: a
    title: Row sums
    points: 2
    answer: {name: rows, kind: array, shape: "2"}
    oracle: A.sum(dim=1)
  - id: b
    title: Double
    points: 3
    answer:
      name: double
      kind: function
      arguments: {X: "normal(3)"}
    oracle: 2 * X
"""
RIGHT = "rows = [3, 7]\n\n\ndef double(X):\n    return 2 * X\n"
HALF = "rows = [3, 7]\n\n\ndef double(X):\n    return X + X + 1\n"
ENDLESS = "while True:\n    pass\n"


def write_assignment(folder):
    folder.mkdir()
    (folder / "assignment.yaml").write_text(HEAD)
    (folder / "one.yaml").write_text(ONE)
    return folder


def write_students(folder, sources):
    """Write a folder for each student."""
    for student, source in sources.items():
        (folder / student).mkdir(parents=True, exist_ok=True)
        (folder / student / "hw.py").write_text(source)
    return folder


def command(*arguments):
    return [sys.executable, "-m", "grader", *map(os.fspath, arguments)]


def grade(assignment, submissions, out, *options, **settings):
    """Run `grader grade` to its end, in one marking process unless `options` say otherwise.

    So small a class is marked by one before a second has started.
    """
    return subprocess.run(  # noqa: S603 - our own program
        command("grade", assignment, submissions, "-o", out, "-j1", *options),
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        **settings,
    )


@contextmanager
def running(assignment, submissions, out, *options):
    """Start `grader grade` as the leader of a process group, as a terminal does; end it at last."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        command("grade", assignment, submissions, "-o", out, *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)
        process.stdout.close()
        process.stderr.close()


def descendants(pid):
    return psutil.Process(pid).children(recursive=True)


def marking_processes(coordinator):
    """Find those that mark among the children of a coordinator."""
    return [each for each in psutil.Process(coordinator).children() if _runs(each, "spawn_main")]


def zygotes(coordinator):
    """Find the warm processes that submissions are forked from."""
    return [
        each
        for marker in marking_processes(coordinator)
        for each in marker.children()
        if _runs(each, "sandbox.zygote")
    ]


def _runs(process, word):
    try:
        return any(word in argument for argument in process.cmdline())
    except psutil.NoSuchProcess:
        return False


def until(condition, seconds=60):
    """Wait for something to become true, and give it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)
    return found


def reports(out):
    """Read every report, by its folder; each must be whole."""
    return {file.parent.name: json.loads(file.read_bytes()) for file in out.glob("*/report.json")}


def times(out):
    """When each report was written, by its folder."""
    return {file.parent.name: file.stat().st_mtime_ns for file in out.glob("*/report.json")}


def leftovers(out):
    """Find what is no report, class page or gradebook."""
    whole = {"report.json", "report.html", "index.html", "gradebook.csv"}
    return [path for path in out.rglob("*") if path.is_file() and path.name not in whole]
