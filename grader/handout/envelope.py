"""What a bundle's file is around the bundle: one JSON document, versioned, and bounded.

The file may come from anywhere. Opening it makes sure that it is whole, of our version, and no
deeper than reading can bear; what stands in it is for `grader.handout.head` and
`grader.handout.file`. Apart from these, so that a check can start a process before it knows more.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from grader.errors import UsageError

SUFFIX: Final = ".bundle"
VERSION: Final = 3
MOST_BYTES: Final = 8 << 20
"""Of a bundle's file."""

_MARK: Final = "grader bundle"
_START: Final = f'{{\n "format": "{_MARK}"'.encode()
_MOST_DEPTH: Final = 40
"""Lists within lists: beyond what any record needs, and far from what recursion can bear."""

Body = Any
"""What `json.loads` gives: a bundle whose fields nobody has looked at."""


def seal(body: Body) -> bytes:
    """Write a body as a bundle's file, in UTF-8; the same body, the same bytes."""
    head = {"format": _MARK, "version": VERSION, "sha256": _digest(body)}
    return (json.dumps({**head, "bundle": body}, ensure_ascii=False, indent=1) + "\n").encode()


def open_file(file: Path) -> Body:
    """Read a bundle's file.

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
    return unseal(content, str(file))


def unseal(content: bytes, where: str) -> Body:
    """Read a bundle's file from its bytes.

    Args:
        content: What stands in the file.
        where: What to call it in messages.

    Raises:
        UsageError: As for `open_file`.
    """
    head = _parse(content, where)
    version = head.get("version")
    if version != VERSION:
        is_newer = isinstance(version, int) and version > VERSION
        cure = "it needs a newer grader: upgrade it" if is_newer else "fetch the bundle again"
        raise UsageError(
            f"{where}: wanted a bundle of version {VERSION}, found {str(version)[:20]} ({cure})"
        )
    body = head.get("bundle")
    if head.get("sha256") != _digest(body):
        raise UsageError(
            f"{where}: wanted a bundle as it was handed out, found one that was changed or cut "
            "short (fetch it again)"
        )
    return body


def _parse(content: bytes, where: str) -> dict[str, Any]:
    try:
        _check_depth(content)
        head = json.loads(content)
    except (ValueError, RecursionError):
        if content.startswith(_START) or _START.startswith(content.strip()):
            raise UsageError(
                f"{where}: wanted a grader bundle, found one that is damaged or cut short "
                "(fetch it again)"
            ) from None
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
