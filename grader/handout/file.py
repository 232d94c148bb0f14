"""A bundle to and from its file: one JSON document, versioned, and bounded both ways.

The file may come from anywhere. Reading it checks everything in it and executes nothing.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from grader.errors import UsageError
from grader.handout.bundle import Bundle
from grader.handout.record import RecordError, read_record, write_record

SUFFIX: Final = ".bundle"
VERSION: Final = 1
MOST_BYTES: Final = 8 << 20
"""Of a bundle's file."""

_MARK: Final = "grader bundle"
_MOST_DEPTH: Final = 40
"""Lists within lists: beyond what any record needs, and far from what recursion can bear."""


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
    body = write_record(bundle)
    head = {"format": _MARK, "version": VERSION, "sha256": _digest(body)}
    return (json.dumps({**head, "bundle": body}, ensure_ascii=False, indent=1) + "\n").encode()


def load_bundle(file: Path) -> Bundle:
    """Read a bundle.

    Raises:
        UsageError: It is none, damaged, or of another version; says what to do.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file}: wanted a bundle, found: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise UsageError(f"{file}: wanted a bundle of at most {MOST_BYTES >> 20} MiB, found more")
    return parse_bundle(content, str(file))


def parse_bundle(content: bytes, where: str) -> Bundle:
    """Read a bundle from its bytes.

    Args:
        content: What stands in the file.
        where: What to call it in messages.

    Raises:
        UsageError: As for `load_bundle`.
    """
    head = _parse(content, where)
    if head.get("version") != VERSION:
        raise UsageError(
            f"{where}: wanted a bundle of version {VERSION}, found {str(head.get('version'))[:20]} "
            "(install the grader's version that the course names, or fetch the bundle again)"
        )
    body = head.get("bundle")
    if head.get("sha256") != _digest(body):
        raise UsageError(
            f"{where}: wanted a bundle as it was handed out, found one that was changed or cut "
            "short (fetch it again)"
        )
    try:
        found: Bundle = read_record(Bundle, body, "bundle")
    except RecordError as error:
        raise UsageError(f"{where}: {error} (fetch it again)") from None
    return found


def _parse(content: bytes, where: str) -> dict[str, Any]:
    try:
        _check_depth(content)
        head = json.loads(content)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("format") != _MARK:
        raise UsageError(f"{where}: wanted a grader bundle, found something else (fetch it again)")
    return head


def _check_depth(content: bytes) -> None:
    """Refuse what would exhaust the stack, of JSON's reader or of ours.

    Brackets within texts count as well: those of a prompt pair up, so that they do no harm.
    """
    depth = 0
    for byte in content:
        depth += (byte in b"[{") - (byte in b"]}")
        if depth > _MOST_DEPTH:
            raise ValueError("nested too deeply")


def _digest(body: object) -> str:
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
