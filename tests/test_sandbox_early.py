"""An interpreter of ours that starts before it is told anything: what it imports, how it ends."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from grader.errors import IsolationError, SandboxError
from grader.request import Fetch
from grader.sandbox.blueprint import draw
from grader.sandbox.launch import Interpreter
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.warm import Zygote
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
        worker.read_ahead(*submission)
        worker.await_ready()
        time.sleep(1.0)
        opened_at = time.monotonic()
        with worker.open(*submission) as session:
            (outcome,) = session.ask([(Fetch("read_at"), 5.0)])

    assert outcome.value > opened_at


def offspring():
    """Every process below this one that has not ended."""
    return {
        each
        for each in psutil.Process().children(recursive=True)
        if each.status() != psutil.STATUS_ZOMBIE
    }


def wait_until(condition):
    """Wait for what must come; gives whether it did."""
    deadline = time.monotonic() + 20.0
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def write_slow_library(folder):
    """Write one that takes its time to be imported; gives its notes of when it begins and ends."""
    begins, ends = folder / "begins", folder / "ends"
    (folder / "slow.py").write_text(
        f"import time\nopen({str(begins)!r}, 'w').close()\ntime.sleep(4.0)\n"
        f"open({str(ends)!r}, 'w').close()\n"
    )
    return begins, ends


def test_one_that_is_told_nothing_ends_without_having_imported_all(installed):
    begins, ends = write_slow_library(installed)
    before = offspring()

    with Interpreter("slow"):
        assert wait_until(begins.exists)

    assert offspring() == before
    assert not ends.exists()


def test_a_worker_that_is_not_warm_ends_without_waiting(installed, level, tmp_path, monkeypatch):
    begins, ends = write_slow_library(installed)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = offspring()

    with Worker(
        isolation=level,
        limits=LIMITS,
        self_test=False,
        libraries=("numpy",),
        interpreter=Interpreter("slow"),
        waits=False,
    ) as worker:
        worker.read_ahead({ENTRY: b"x = 1"}, ENTRY)
        assert wait_until(begins.exists)

    assert wait_until(lambda: offspring() == before)
    assert not ends.exists()
    assert list(temporary.iterdir()) == []


def test_what_a_worker_began_ends_with_it_even_if_nobody_heard_it_was_warm(level):
    before = offspring()

    with Worker(
        isolation=level, limits=LIMITS, self_test=False, libraries=(), waits=False
    ) as worker:
        worker.read_ahead({ENTRY: b"while True: pass"}, ENTRY)
        assert wait_until(lambda: any(is_busy(each) for each in offspring() - before))

    assert wait_until(lambda: offspring() == before)


def is_busy(process):
    """Whether a process has done nothing but compute for a while."""
    try:
        start = process.cpu_times().user
        time.sleep(0.3)
        return process.cpu_times().user - start > 0.1
    except psutil.Error:
        return False


def test_a_worker_without_walls_closes_what_it_has_no_use_for():
    before = offspring()
    interpreter = Interpreter()
    started = offspring() - before

    with Worker(isolation=Level.BASIC, limits=LIMITS, interpreter=interpreter):
        assert started
        assert not started & offspring()


def open_descriptors():
    """Those of this process."""
    found = set()
    for number in range(256):
        with suppress(OSError):
            os.fstat(number)
            found.add(number)
    return found


@pytest.mark.parametrize("spare", range(6))
def test_where_there_is_no_process_to_be_had_nothing_is_left(spare, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    blueprint = draw(Level.KERNEL.walls, LIMITS, torch=False)
    before = open_descriptors()
    free = [number for number in range(256) if number not in before]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

    resource.setrlimit(resource.RLIMIT_NOFILE, (free[spare], hard))
    try:
        with pytest.raises(SandboxError, match="Too many open files"):
            Zygote(blueprint)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert list(tmp_path.iterdir()) == []
    assert open_descriptors() == before
