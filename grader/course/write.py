"""Write files so that a reader, a kill or a full disk never leaves half of one.

One run at a time writes to a folder: two would undo each other's work.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.errors import UsageError


def write_atomically(file: Path, text: str) -> None:
    """Write beside the final place, then move there; the folder is made if it is not there.

    The draft's name is always the same, so that what a kill leaves is replaced by the next run.

    Raises:
        UsageError: The disk does not take it.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(file)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(
                f"{file}: wanted to write it, found: {error.strerror} (make room for it, or name "
                "another folder with -o; the same command goes on where it stopped)"
            ) from None
        raise


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Make a folder, make sure that we may write there, and keep other runs out of it meanwhile.

    Nothing is left behind that a kill could leave locked.

    Raises:
        UsageError: It cannot be made, or written to, or another run writes there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        found = "a file" if isinstance(error, FileExistsError) else error.strerror
        raise UsageError(
            f"{folder}: wanted a folder to write reports into, found: {found} "
            "(name another with -o)"
        ) from None
    try:
        _lock(folder, handle)
        yield
    finally:
        os.close(handle)


def _lock(folder: Path, handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(
            f"{folder}: wanted it for this run alone, found another run that writes there "
            "(wait for it to end, or name another folder with -o)"
        ) from None
    except OSError:
        return  # some network disks cannot lock a folder; then its user keeps runs apart
