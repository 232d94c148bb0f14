"""Every mistake is one sentence on standard error, with its exit code, and nothing is written."""

import shutil
import subprocess
import sys

import pytest
from sample_class import (
    HALF,
    HEAD,
    ONE,
    RIGHT,
    command,
    grade,
    reports,
    times,
    write_assignment,
    write_students,
)

from grader.cli import run


@pytest.fixture
def home(tmp_path):
    write_assignment(tmp_path / "hw")
    write_students(tmp_path / "inbox", {"ann": RIGHT, "ben": RIGHT})
    return tmp_path


def fail(capfd, *arguments):
    """Run a command that must fail; gives its exit code and what it says of it."""
    code = run(["grade", *map(str, arguments)])
    out, err = capfd.readouterr()
    assert out == ""
    assert err.endswith("\n")
    return code, err[:-1]


def grading(home):
    return command("grade", home / "hw", home / "inbox", "-o", home / "out")


def spoil_spec(home):
    (home / "hw" / "one.yaml").write_text(ONE.replace("points: 2", "points: -2") + "colour: red\n")


@pytest.mark.parametrize(
    ("change", "arguments", "said"),
    [
        pytest.param(
            lambda home: shutil.rmtree(home / "hw"),
            ["hw", "inbox"],
            "hw: wanted an assignment's folder, found nothing",
            id="no assignment",
        ),
        pytest.param(
            lambda home: (home / "hw" / "assignment.yaml").unlink(),
            ["hw", "inbox"],
            "hw: wanted a folder with assignment.yaml, found none",
            id="assignment without a head",
        ),
        pytest.param(
            lambda home: shutil.rmtree(home / "inbox"),
            ["hw", "inbox"],
            "inbox: wanted a folder of submissions, found none",
            id="no submissions",
        ),
        pytest.param(
            lambda home: [shutil.rmtree(each) for each in (home / "inbox").iterdir()],
            ["hw", "inbox"],
            "inbox: wanted submissions, found none (one folder, .py or .ipynb file, .zip or .tar"
            " archive, a student)",
            id="empty submissions",
        ),
        pytest.param(
            lambda home: (home / "inbox" / "ann.py").write_text(RIGHT),
            ["hw", "inbox"],
            "inbox/ann.py: wanted one submission a student, found ann too (remove one of them)",
            id="a student twice",
        ),
        pytest.param(
            lambda home: (home / "out").write_text("mine"),
            ["hw", "inbox", "-o", "out"],
            "out: wanted a folder to write reports into, found: a file (name another with -o)",
            id="out is a file",
        ),
        pytest.param(
            lambda _: None,
            ["hw", "inbox", "-o", "/proc/reports"],
            "/proc/reports: wanted a folder to write reports into, found: No such file or directory"
            " (name another with -o)",
            id="out cannot be made",
        ),
        pytest.param(
            lambda _: None,
            ["hw", "inbox", "-o", "inbox"],
            "inbox: wanted a folder outside the submissions, found one inside inbox"
            " (name another with -o)",
            id="out is the submissions",
        ),
        pytest.param(
            lambda home: (home / "link").symlink_to(home / "inbox"),
            ["hw", "inbox", "-o", "link/reports"],
            "link/reports: wanted a folder outside the submissions, found one inside inbox"
            " (name another with -o)",
            id="out is inside the submissions",
        ),
        pytest.param(
            lambda _: None,
            ["hw", "inbox", "-j", "0"],
            "grader grade: Invalid value for '-j' / '--jobs': 0 is not in the range x>=1"
            " ('grader grade --help' says what there is)",
            id="no process",
        ),
        pytest.param(
            lambda _: None,
            ["hw"],
            "grader grade: Missing argument 'SUBMISSIONS' ('grader grade --help' says what there"
            " is)",
            id="argument missing",
        ),
    ],
)
def test_a_mistake_is_one_sentence(home, monkeypatch, capfd, change, arguments, said):
    change(home)
    monkeypatch.chdir(home)
    before = sorted(home.rglob("*"))

    code, text = fail(capfd, *arguments)

    assert code == 2
    assert text.startswith(said)
    assert "\n" not in text
    assert sorted(home.rglob("*")) == before


def test_every_flaw_of_a_spec_is_told_and_nothing_written(home, capfd):
    spoil_spec(home)
    (home / "hw" / "assignment.yaml").write_text(HEAD + "colour: red\n")

    code, text = fail(capfd, home / "hw", home / "inbox", "-o", home / "out")

    assert code == 2
    lines = text.split("\n")
    assert len(lines) == 3
    assert all(line.startswith(f"{home}/hw/") for line in lines)
    assert [line.split(":")[0].rpartition("/")[2] for line in lines] == (
        ["assignment.yaml", "one.yaml", "one.yaml"]
    )
    assert not (home / "out").exists()


def test_a_command_that_is_not_there_is_one_sentence(capfd):
    assert run(["grades"]) == 2

    out, err = capfd.readouterr()
    assert (out, err) == (
        "",
        "grader: No such command 'grades' ('grader --help' says what there is)\n",
    )


def test_a_folder_that_may_not_be_written_is_refused(home):
    (home / "out").mkdir(mode=0o555)
    powerless = (  # or root would write anywhere
        "import os, sys\n"
        "from grader.sandbox import linux\n"
        "linux.drop_capabilities()\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", powerless, *grading(home)],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{home}/out: wanted a folder to write reports into, found: Permission denied "
        "(name another with -o)\n"
    )


@pytest.mark.sandbox
def test_results_that_nobody_takes_are_one_sentence(home):
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(  # noqa: S603 - our own program
            grading(home), stdout=full, stderr=subprocess.PIPE, check=False, text=True, timeout=120
        )

    assert (done.returncode, done.stderr) == (2, "grader: No space left on device\n")
    assert set(reports(home / "out")) == {"ann", "ben"}


@pytest.mark.sandbox
def test_a_disk_that_fills_up_ends_the_run_and_the_same_command_goes_on(home):
    write_students(home / "inbox", {"ann": HALF + "#" * 100})
    assert grade(home / "hw", home / "inbox", home / "out").returncode == 0
    size = (home / "out" / "ben" / "report.html").stat().st_size
    small = (
        "import os, resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size - 1}, resource.RLIM_INFINITY))\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    before = times(home / "out")

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", small, *grading(home), "--fresh"],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "/report.html: wanted to write it, found: File too large" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list((home / "out").rglob(".*")) == []
    assert set(reports(home / "out")) == {"ann", "ben"}
    assert times(home / "out") == before
