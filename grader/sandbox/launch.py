"""How to start an interpreter of ours that takes nothing from its surroundings.

And what a source of children is, of which there are two: `grader.sandbox.warm` and
`grader.sandbox.fresh`.
"""

import os
import sys
from pathlib import Path
from typing import Protocol

import grader
from grader.sandbox.child import Child

PACKAGE_ROOT = str(Path(grader.__file__).parent.parent)
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from grader.sandbox.{0} import main; main()"


class Nursery(Protocol):
    """A source of children."""

    def bear(self) -> Child:
        """Start a child; it makes itself ready while we do something else.

        Raises:
            ZygoteGoneError: The source has dried up; another one may be started.
        """

    def close(self) -> None:
        """End the source and everything that came from it."""


def command(module: str, *arguments: str) -> list[str]:
    """How to run one of our modules in an interpreter that takes nothing from its surroundings."""
    return [sys.executable, "-s", "-B", "-P", "-c", _BOOT.format(module), PACKAGE_ROOT, *arguments]


def environment(scratch: str) -> dict[str, str]:
    """The whole environment of a child: fixed, and nothing of ours."""
    # Without it no Windows process starts.
    given = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return given | {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "TMPDIR": scratch,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # One thread until a student asks for more: threads started before a fork are lost in it.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Each thread's arena takes address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": scratch,
        "TORCHINDUCTOR_CACHE_DIR": f"{scratch}/inductor",
        "TORCH_HOME": scratch,
    }
