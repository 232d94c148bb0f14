"""What a machine gives is what is said of it, and less than was asked for is refused."""

import shutil
import subprocess
import sys

import pytest
from sample_class import RIGHT, command, grade, reports, write_assignment, write_students

from grader.sandbox.level import Level, best_level

pytestmark = pytest.mark.sandbox

_WITHOUT_NAMESPACES = (
    "from pathlib import Path\n"
    "import os, sys\n"
    "from grader.sandbox import linux\n"
    "uid, gid = os.geteuid(), os.getegid()\n"
    "linux.unshare(linux.CLONE_NEWUSER)\n"
    "Path('/proc/self/setgroups').write_text('deny')\n"
    "Path('/proc/self/uid_map').write_text(f'0 {uid} 1')\n"
    "Path('/proc/self/gid_map').write_text(f'0 {gid} 1')\n"
    "Path('/proc/sys/user/max_user_namespaces').write_text('0')\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Runs a command where the kernel gives no further user namespace; it counts them by namespace."""


def run(*arguments, first=()):
    return subprocess.run(  # noqa: S603 - our own program
        [*first, *command(*arguments)], capture_output=True, check=False, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def weaker():
    """A command's beginning that leaves this machine the level `kernel`."""
    first = (sys.executable, "-c", _WITHOUT_NAMESPACES)
    if best_level() is not Level.FULL:
        pytest.skip("this machine gives no more by itself")
    if subprocess.run([*first, shutil.which("true")], check=False).returncode:  # noqa: S603
        pytest.skip("this machine does not let us take namespaces away")
    return first


@pytest.fixture
def home(tmp_path):
    write_assignment(tmp_path / "hw")
    write_students(tmp_path / "inbox", {"ann": RIGHT})
    return tmp_path


def grading(home, *options):
    return ("grade", home / "hw", home / "inbox", "-o", home / "out", *options)


def test_the_doctor_says_what_level_there_is():
    done = run("doctor")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"Isolation: {best_level()}." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_doctor_names_what_is_missing_and_the_cure(weaker):
    done = run("doctor", first=weaker)

    said = " ".join(done.stdout.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert "Isolation: kernel." in said
    assert "✗ namespaces" in said
    assert "✓ Landlock" in said
    assert "To get it: sudo sysctl -w user.max_user_namespaces=15000, or run as root" in said


def test_less_isolation_than_asked_for_is_refused_with_the_cure(home, weaker):
    done = run(*grading(home, "--isolation", "full"), first=weaker)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "isolation: wanted full, this machine gives kernel: no namespaces: "
    )
    assert "(sudo sysctl -w user.max_user_namespaces=15000, or run as root)" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (home / "out").exists()


def test_every_page_says_the_level_that_was_reached(home, weaker):
    """A class is marked by default where the machine gives `kernel`; where it gives more, again."""
    for first, level in ((weaker, "kernel"), ((), "full")):
        done = run(*grading(home), first=first)

        assert (done.returncode, done.stderr) == (0, "")
        assert f"Isolation: {level}." in done.stdout
        assert "had not changed" not in done.stdout
        assert reports(home / "out")["ann"]["receipt"]["isolation"] == level
        assert level in (home / "out" / "ann" / "report.html").read_text().partition("<main")[2]
        assert level in (home / "out" / "index.html").read_text().partition("<main")[2]


def test_a_weaker_level_asked_for_is_a_floor_and_not_a_wish(home):
    assert grade(home / "hw", home / "inbox", home / "out", "--isolation", "basic").returncode == 0

    assert reports(home / "out")["ann"]["receipt"]["isolation"] == best_level()
