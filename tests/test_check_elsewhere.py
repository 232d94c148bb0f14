"""A check where there is no Linux: by all that Python has there, with a clock for a wall.

No other system runs these tests. `tests/elsewhere` takes away what Python lacks on macOS and on
Windows, in our process and in the student's, so that whatever leans on it falls over.
"""

import json
import os
import subprocess
import sysconfig
import venv
from pathlib import Path

import psutil
import pytest

from grader.cli import run

pytestmark = pytest.mark.sandbox

HERE = Path(__file__).parent
ROOT = HERE.parent
FAILS = """
import os
print("x" * (16 << 20))
os._exit(3)
while True: pass
conv_output_shape = (3, 3)
def output_width(I, K, S, P): return (I - K + 2 * P) // S + 1
def max_pool(X, S): return -max(X[i, j] for i, j in S)
def avg_pool(X, S):
    while True: pass
def lp_pool(X, S, p): os._exit(0)
"""


@pytest.fixture(scope="module", params=["darwin", "win32"])
def python(request, tmp_path_factory):
    """An interpreter on another system, with our packages."""
    folder = tmp_path_factory.mktemp(request.param)
    venv.create(folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    paths = (sysconfig.get_path("purelib"), str(ROOT), str(HERE / "elsewhere"))
    (packages / "ours.pth").write_text("\n".join(paths), encoding="utf-8")
    (packages / "sitecustomize.py").write_text(f"import {request.param}\n", encoding="utf-8")
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout") / "hw2"
    assert run(["handout", str(ROOT / "problems" / "dsga1008-hw2"), "-o", str(folder)]) == 0
    return folder


def grader(python, folder, *arguments):
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(  # noqa: S603 - our own
        [python, "-m", "grader", *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        env=clean,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_what_is_right_is_ready_there_as_well(python, handout):
    source = ROOT / "submissions" / "dsga1008-hw2" / "mia" / "hw2.py"
    (handout / "hw2.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")

    said = grader(python, handout, "check")

    assert "8 of 8 parts are ready." in said
    assert "Your code ran with a time limit, and without further walls." in said


def test_what_goes_wrong_costs_only_itself_there_as_well(python, handout):
    before = set(psutil.pids())
    (handout / "hw2.py").write_text(FAILS, encoding="utf-8")

    parts = json.loads(grader(python, handout, "check", "--json"))["parts"]

    standings = {part["id"]: part["standing"] for part in parts}
    pools = {each["name"]: each["standing"] for part in parts for each in part["answers"]}
    assert [standings[each] for each in ("1.1.a", "1.1.b", "1.1.c")] == [
        "ready",
        "ready",
        "missing",
    ]
    assert [pools[each] for each in ("max_pool", "avg_pool", "lp_pool")] == [
        *("failing", "stopped", "stopped")
    ]
    left = [each for each in set(psutil.pids()) - before if _is(each, python)]
    assert left == []


def _is(pid, python):
    try:
        return str(python) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def test_a_check_collects_no_garbage_there_as_well(python, tmp_path):
    script = (
        "import gc, sys\n"
        "from grader.__main__ import main\n"
        "sys.settrace(lambda *_: None)  # or a check would leave at once\n"
        "try:\n    main()\nexcept SystemExit as left: print(left.code, gc.isenabled())\n"
    )
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}

    said = subprocess.run(  # noqa: S603 - our own
        [python, "-c", script, "check", "--no"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=clean,
        text=True,
    ).stdout

    assert said == "2 False\n"


def test_doctor_says_what_is_missing_there(python, tmp_path):
    said = " ".join(grader(python, tmp_path, "doctor").split())

    assert "seccomp needs Linux" in said
    assert "Isolation: basic." in said
