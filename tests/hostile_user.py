"""The attack corpus once more, let loose by a user who has no rights on the machine."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from grader.sandbox.level import Level

HERE: Final = Path(__file__).parent
ORDINARY_USER: Final = 54321
FORBID_NAMESPACES: Final = """
import os, pathlib, sys
from grader.sandbox import linux
user, group = os.getuid(), os.getgid()
linux.unshare(linux.CLONE_NEWUSER)
for name, text in (
    ("self/setgroups", "deny"),
    ("self/uid_map", f"{user} {user} 1"),
    ("self/gid_map", f"{group} {group} 1"),
    ("sys/user/max_user_namespaces", "0"),
):
    pathlib.Path("/proc", name).write_text(text)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def attack_as_ordinary_user(level: Level, *before: str) -> str:
    """Run a level's tests as an ordinary user; gives what pytest said.

    Args:
        level: Whose file of tests.
        before: What the interpreter is to run first, and is given the rest.
    """
    python = _ordinary_python()
    pytest_quietly = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tests = HERE / f"test_hostile_{level}.py"
    done = _as_ordinary_user(python, *before, *pytest_quietly, str(tests))
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    return done.stdout


def passed(said: str) -> int:
    """How many tests passed, as pytest said."""
    found = re.search(r"(\d+) passed", said)
    return int(found[1]) if found else 0


def _ordinary_python() -> str:
    """An interpreter that a user with no rights here can run."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for python in (sys.executable, "/usr/bin/python3"):
        if _as_ordinary_user(python, "-c", "import torch, pytest, psutil, grader").returncode == 0:
            return python
    pytest.skip("an ordinary user can reach no interpreter of this version")


def _as_ordinary_user(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who has no rights here, with our packages."""
    packages = [entry for entry in sys.path if entry.endswith("site-packages")]
    path = ":".join([str(HERE.parent), *packages])
    try:
        return subprocess.run(  # noqa: S603 - these very tests, under another name
            command,
            user=ORDINARY_USER,
            group=ORDINARY_USER,
            extra_groups=[],
            cwd=HERE.parent,
            env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))
