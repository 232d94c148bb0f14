"""A directory of the host's in which one child finds its files, if it has no file system.

The child may read it and do nothing else there; the host fills it before the child's code runs.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grader.sandbox.limits import Limits


def make_desk(path: str) -> None:
    """Make one; if we are root, one that the nobody the child becomes can enter."""
    os.mkdir(path, 0o755)  # noqa: PTH102 - once a submission
    if os.geteuid() == 0:
        os.chmod(path, 0o755)  # noqa: PTH101, S103 - whatever the umask


def fill_desk(path: str, files: Mapping[str, bytes], limits: Limits) -> None:
    """Write a submission's files, as many as a scratch would hold.

    Args:
        path: The desk; nobody but us can write there.
        files: Contents by relative path, names checked.
        limits: Of the child.
    """
    left = limits.scratch_mib << 20
    for name, content in list(files.items())[: limits.scratch_files]:
        left -= len(content)
        if left < 0:
            return
        with suppress(OSError):  # one file is named like another's directory
            _write(Path(path, name), content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if os.geteuid() == 0:
        path.chmod(0o644)
        path.parent.chmod(0o755)


def clear_desk(path: str) -> None:
    """Remove one with all that is in it."""
    import shutil  # noqa: PLC0415 - the zygote imports this file and seldom clears up

    shutil.rmtree(path, ignore_errors=True)
