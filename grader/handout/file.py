"""A bundle to and from its file. Reading it checks everything in it and executes nothing."""

import os
import tempfile
from pathlib import Path

from grader.errors import UsageError
from grader.handout.bundle import Bundle
from grader.handout.envelope import MOST_BYTES, Body, open_file, seal, unseal
from grader.handout.record import RecordError, read_record, write_record


def save_bundle(bundle: Bundle, file: Path) -> None:
    """Write a bundle beside its final place, then move it there: a reader sees all or nothing.

    Raises:
        UsageError: It is too large, or cannot be written.
    """
    content = dump_bundle(bundle)
    if len(content) > MOST_BYTES:
        raise UsageError(
            f"{file}: wanted at most {MOST_BYTES >> 20} MiB, found {len(content) / 2**20:.1f} "
            "(make fewer or smaller cases public)"
        )
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".bundle-")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            draft.chmod(0o644)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{file}: wanted to write it, found: {error.strerror}") from None


def dump_bundle(bundle: Bundle) -> bytes:
    """Write a bundle as UTF-8; the same bundle, the same bytes."""
    return seal(write_record(bundle))


def load_bundle(file: Path) -> Bundle:
    """Read a bundle.

    Raises:
        UsageError: It is none, damaged, or of another version; says what to do.
    """
    return read_bundle(open_file(file), str(file))


def parse_bundle(content: bytes, where: str) -> Bundle:
    """Read a bundle from its bytes.

    Args:
        content: What stands in the file.
        where: What to call it in messages.

    Raises:
        UsageError: As for `load_bundle`.
    """
    return read_bundle(unseal(content, where), where)


def read_bundle(body: Body, where: str) -> Bundle:
    """Read a bundle from what its file holds, checking the type of everything in it.

    Args:
        body: As `grader.handout.envelope.open_file` gives it.
        where: What to call it in messages.

    Raises:
        UsageError: It is none.
    """
    try:
        found: Bundle = read_record(Bundle, body, "bundle")
    except RecordError as error:
        raise UsageError(f"{where}: {error} (fetch it again)") from None
    return found
