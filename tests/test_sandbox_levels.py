"""Each level, with the facility above it really taken away, as root and as an ordinary user."""

import functools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import grader
from grader.sandbox.level import Level, best_level, probe

pytestmark = pytest.mark.sandbox

ORDINARY = 12345

TAKE_AWAY = """
import struct, sys
from grader.sandbox import linux
from grader.sandbox.syscall_numbers import NUMBERS
steps = [(0x20, 0, 0, 0)]
for name, first in FACILITY:
    # Load the number; if it is this call (and its first argument this one), fail with EPERM.
    steps += [(0x20, 0, 0, 0), (0x15, 0, 3 if first is not None else 1, NUMBERS[name])]
    if first is not None:
        steps += [(0x20, 0, 0, 16), (0x15, 0, 1, first)]
    steps += [(0x06, 0, 0, 0x50001)]
steps += [(0x06, 0, 0, 0x7FFF0000)]
linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
linux.load_seccomp(b"".join(struct.pack("=HBBI", *step) for step in steps))
"""

REPORT = """
import json
from grader.errors import GraderError
from grader.sandbox.level import Level, best_level, require
from grader.request import Call, Fetch
from grader.sandbox.worker import Worker

report = {"level": best_level().value, "refused": {}, "failed": {}}
for level in Level:
    try:
        require(level)
    except GraderError as error:
        report["refused"][level.value] = str(error)
    try:
        with Worker(isolation=level, torch=False, libraries=()) as worker:
            source = b"import os\\nx = 1\\ndef f(): os._exit(1)\\ndef g(): return os.getuid()"
            with worker.open({"hw2.py": source}, "hw2.py") as session:
                _, x, uid = session.ask([(Call("f"), 5.0), (Fetch("x"), 5.0), (Call("g"), 5.0)])
            assert x.value == 1, x
            report[level.value] = uid.value
    except GraderError as error:
        report["failed"][level.value] = str(error)
print(json.dumps(report))
"""


def ordinary_python():
    """An interpreter of this version that a user without rights can run, or nothing."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, shutil.which(name, path="/usr/bin:/usr/local/bin")):
        if candidate and all(
            parent.stat().st_mode & 0o001
            for path in (Path(candidate), Path(candidate).resolve(), Path(sysconfig.__file__))
            if candidate == sys.executable or path != Path(sysconfig.__file__)
            for parent in path.parents
        ):
            return candidate
    return None


@functools.cache
def report(*, facility=(), as_user=False, before=()):
    """What a fresh process finds, with system calls taken away or as somebody else."""
    command = [*before, sys.executable]
    if as_user:
        if os.geteuid() != 0 or not shutil.which("setpriv") or not ordinary_python():
            pytest.skip("needs root, setpriv and an interpreter everybody may run")
        identity = [f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]
        command = ["setpriv", *identity, ordinary_python()]
    script = REPORT
    if facility:
        script = TAKE_AWAY.replace("FACILITY", repr(facility)) + REPORT
    packages = [str(Path(grader.__file__).parent.parent), sysconfig.get_path("purelib")]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(packages)}
    done = subprocess.run(  # noqa: S603 - our own
        [*command, "-c", script], capture_output=True, check=False, env=environment, cwd="/"
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


NO_NAMESPACES = (("unshare", None),)
NO_MOUNTS = (("mount", None),)
NO_LANDLOCK = (("landlock_create_ruleset", None),)
NO_SECCOMP = (("prctl", 22),)


@pytest.mark.parametrize("as_user", [False, True], ids=["root", "user"])
@pytest.mark.parametrize(
    ("facility", "level"),
    [
        pytest.param((), Level.FULL, id="nothing"),
        pytest.param(NO_NAMESPACES, Level.KERNEL, id="namespaces, as in a default container"),
        pytest.param(NO_MOUNTS, Level.KERNEL, id="mounts, as by AppArmor on Ubuntu"),
        pytest.param(NO_LANDLOCK, Level.BASIC, id="Landlock, as on an old kernel"),
        pytest.param(NO_SECCOMP, Level.BASIC, id="seccomp"),
    ],
)
def test_with_a_facility_taken_away_the_level_falls_and_is_refused_above(facility, level, as_user):
    if not best_level().gives(Level.FULL):
        pytest.skip(f"this machine gives {best_level()} to begin with")

    found = report(facility=facility, as_user=as_user)

    above = [other.value for other in Level if not level.gives(other)]
    reached = [other.value for other in Level if level.gives(other)]
    assert found["level"] == level
    assert sorted(found["refused"]) == sorted(above)
    assert sorted(found["failed"]) == sorted(above)
    assert all(name in found for name in reached)
    for refusal in found["refused"].values():
        assert f"this machine gives {level}" in refusal
        assert "(" in refusal  # the cure


def test_without_user_namespaces_left_to_give_the_level_is_kernel():
    if not (probe().is_root and shutil.which("unshare") and best_level() is Level.FULL):
        pytest.skip("needs root and namespaces to take them away")
    shell = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" "$@"'

    found = report(before=("unshare", "--user", "--map-root-user", "sh", "-c", shell))

    assert found["level"] == Level.KERNEL
    assert "max_user_namespaces" in found["refused"]["full"]


def test_a_student_is_nobody_even_if_we_are_root():
    if os.geteuid() != 0 or best_level() is not Level.FULL:
        pytest.skip("needs root and namespaces")

    assert report(facility=(), as_user=False)["full"] not in {0, os.geteuid()}
    assert report(facility=(), as_user=True)["full"] not in {0, ORDINARY}


def test_levels_are_ordered():
    assert [[a.gives(b) for b in Level] for a in Level] == [
        [True, True, True],
        [False, True, True],
        [False, False, True],
    ]
