"""How the command line starts and ends: before it is imported, and after it has run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from sample_handouts import tiny

from grader.handout.file import save_bundle

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parent.parent
RIGHT = """
a = [[4711, 4712, 4713], [4721, 4722, 4723]]
def g(x):
    return 4711.5
n = 4711.25
"""
INTERRUPTS = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    save_bundle(tiny(), folder / "tiny.bundle")
    (folder / "tiny.py").write_text(RIGHT)
    return folder


@pytest.fixture
def installed(tmp_path):
    """A folder of installed packages, before all others; its name tells our processes apart."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    return folder


def start(home, installed, *arguments, run=("-m", "grader")):
    """Start Python in a student's folder."""
    return subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, *run, *arguments],
        cwd=home,
        env=os.environ | {"PYTHONPATH": f"{installed}:{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process):
    """Wait for it; gives its exit code and what it printed."""
    with process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def started(installed):
    """The processes that were started to look for packages there."""
    found = set()
    for each in psutil.process_iter(["cmdline", "status"]):
        is_alive = each.info["status"] != psutil.STATUS_ZOMBIE
        if is_alive and str(installed) in (each.info["cmdline"] or []):
            found.add(each)
    return found


def all_gone(installed):
    deadline = time.monotonic() + 10
    while started(installed) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not started(installed)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param([], 0, "3 of 3 parts are ready.", id="ready"),
        pytest.param(["--part", "9.z"], 2, "--part: wanted one of", id="unknown part"),
        pytest.param(["--no-such-option"], 2, "No such option", id="unknown option"),
        pytest.param(["--bundle", "none.bundle"], 2, "none.bundle", id="no bundle"),
    ],
)
def test_a_check_leaves_its_code_and_nothing_else(home, installed, arguments, code, said):
    found = finish(start(home, installed, "check", *arguments))

    assert (found[0], said in found[1] + found[2]) == (code, True)
    assert all_gone(installed)


def test_no_file_of_a_student_is_imported_for_a_package(home, installed):
    (home / "numpy.py").write_text("print('imported', flush=True)\n")

    code, out, err = finish(start(home, installed, "check"))

    assert (code, err) == (0, "")
    assert "imported" not in out


def test_a_check_starts_the_students_process_before_the_command_line(home, installed):
    (installed / "click.py").write_text(
        "import os, time\n"
        "with open('waits', 'w'): pass\n"
        "while not os.path.exists('go'): time.sleep(0.01)\n"
        "raise SystemExit(5)\n"
    )
    process = start(home, installed, "check")
    while not (home / "waits").exists() and process.poll() is None:
        time.sleep(0.01)

    begun = started(installed)
    (home / "go").touch()

    assert len(begun) == 1
    assert finish(process)[0] == 5
    assert all_gone(installed)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("socket", id="while the process starts"),
        pytest.param("click", id="while the command line is imported"),
    ],
)
def test_an_interruption_before_the_command_line_is_there_is_one_sentence(home, installed, name):
    (installed / f"{name}.py").write_text(INTERRUPTS)

    assert finish(start(home, installed, "check")) == (130, "", "grader: interrupted\n")
    assert all_gone(installed)


def test_an_interruption_later_says_the_same(home, installed):
    (home / "tiny.py").write_text("open('/dev/null')\nwhile True: pass\n")
    process = start(home, installed, "check")
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)

    code, out, err = finish(process)

    assert (code, out, err.strip()) == (130, "", "grader: interrupted")
    assert all_gone(installed)


@pytest.mark.parametrize("arguments", [["check"], ["check", "--no-such-option"]])
def test_a_profiler_gets_to_write_what_it_saw(home, installed, tmp_path, arguments):
    run = ("-m", "cProfile", "-o", str(tmp_path / "profile"), "-m", "grader")

    code, _, _ = finish(start(home, installed, *arguments, run=run))

    assert (tmp_path / "profile").stat().st_size > 0
    assert code == 0


@pytest.mark.parametrize(("command", "said"), [("check", "2 False\n"), ("doctor", "2 True\n")])
def test_only_a_check_collects_no_garbage(home, installed, command, said):
    script = (
        "import gc, sys\n"
        "from grader.__main__ import main\n"
        "sys.settrace(lambda *_: None)  # or a check would leave at once\n"
        "try:\n    main()\nexcept SystemExit as left: print(left.code, gc.isenabled())\n"
    )

    assert finish(start(home, installed, command, "--no", run=("-c", script)))[1] == said
