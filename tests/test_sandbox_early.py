"""An interpreter of ours that starts before it is told anything: what it imports, how it ends."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import IsolationError, SandboxError
from grader.request import Fetch
from grader.sandbox.launch import Interpreter
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

PACKAGE = Path(__file__).parent.parent / "grader"
LIMITS = Limits(import_seconds=10.0, memory_mib=256)
ENTRY = "hw2.py"
WALLED = [level for level in Level if level is not Level.BASIC]


@pytest.fixture(params=WALLED)
def level(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    return request.param


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder of installed packages, before all others."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_it_imports_the_library_that_the_students_code_gets(installed, level):
    (installed / "numpy").mkdir()
    (installed / "numpy" / "__init__.py").write_text("which = 'of the cluster'\n")

    with (
        Interpreter("numpy") as interpreter,
        Worker(
            isolation=level,
            limits=LIMITS,
            self_test=False,
            libraries=("numpy",),
            interpreter=interpreter,
        ) as worker,
        worker.open({ENTRY: b"import numpy\nx = numpy.which\n"}, ENTRY) as session,
    ):
        (outcome,) = session.ask([(Fetch("x"), 5.0)])

    assert outcome.value == "of the cluster"


def run_beside(folder, script, **environment):
    """Run a script with a copy of our package that has other files beside it."""
    shutil.copytree(PACKAGE, folder / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    told = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); import grader; del sys.path[0]\n{script}"
    )
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", told],
        capture_output=True,
        check=False,
        env=clean | environment,
        text=True,
    )


def test_no_other_file_beside_our_package_is_run(tmp_path, level):
    for name in ("numpy", "json", "socket"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")

    done = run_beside(
        tmp_path,
        "from grader.sandbox.launch import Interpreter\n"
        "interpreter = Interpreter('numpy')\n"
        "from grader.sandbox.level import Level\n"
        "from grader.sandbox.worker import Worker\n"
        f"Worker(isolation=Level({level.value!r}), self_test=False, libraries=('numpy',),"
        " interpreter=interpreter).close()\n",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("wanted", [True, False])
def test_it_leaves_compiled_files_only_where_its_host_does(tmp_path, wanted):
    done = run_beside(
        tmp_path,
        "from grader.sandbox.level import probe; probe()\n",
        **({} if wanted else {"PYTHONDONTWRITEBYTECODE": "1"}),
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert bool([*tmp_path.rglob("probing.*.pyc")]) is wanted


def test_nothing_is_forked_from_a_process_with_threads(installed, level):
    (installed / "starter.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )

    with (
        Worker(
            isolation=level, limits=LIMITS, self_test=False, libraries=("starter",), waits=False
        ) as worker,
        pytest.raises(SandboxError, match=r"it failed: wanted one thread to fork, found 2$"),
    ):
        worker.open({ENTRY: b"x = 1"}, ENTRY)


def test_nothing_is_opened_before_the_self_test_has_passed():
    if not best_level().gives(Level.KERNEL):
        pytest.skip(f"this machine gives {best_level()}")

    with Worker(isolation=Level.KERNEL, limits=LIMITS, libraries=(), waits=False) as worker:
        worker.isolation = Level.FULL  # more than there is

        with pytest.raises(IsolationError, match="got through"):
            worker.open({ENTRY: b"x = 1"}, ENTRY)


def test_nothing_is_read_before_the_self_test_has_passed(level):
    submission = {ENTRY: b"import time\nread_at = time.monotonic()"}, ENTRY

    with Worker(isolation=level, limits=LIMITS, libraries=(), waits=False) as worker:
        worker.begin(*submission)
        worker.await_ready()
        time.sleep(1.0)
        opened_at = time.monotonic()
        with worker.open(*submission) as session:
            (outcome,) = session.ask([(Fetch("read_at"), 5.0)])

    assert outcome.value > opened_at
