"""Findings kept from earlier audits, by everything that they depend on.

An answer is audited again where its part, the data it uses, `reference.py` or the grader itself has
changed; a new prompt costs nothing.
"""

import contextlib
import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

import grader
from grader.audit.results import Fact
from grader.oracle.cache import default_folder, hash_files, torch_version
from grader.spec.assignment import AskedPart, Assignment

Kept = TypeVar("Kept", bound=Fact)

_SAID = {"title", "prompt", "points", "reveal", "check", "public", "seconds", "follow_through"}
"""Keys of a part that no finding about its answers depends on."""


@functools.cache
def code_digest() -> str:
    """Hash the grader's own code, as hexadecimal SHA-256."""
    package = Path(grader.__file__).parent
    files = {
        file.relative_to(package).as_posix(): file.read_bytes() for file in package.rglob("*.py")
    }
    return hash_files(files)


def answer_digest(assignment: Assignment, asked: AskedPart, index: int) -> str:
    """Hash what an answer's findings depend on, as hexadecimal SHA-256."""
    facts = (
        *(code_digest(), torch_version(), str(assignment.head.seed), str(index), asked.id),
        *(assignment.reference or "", *_parts(assignment, asked)),
    )
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()


def _parts(assignment: Assignment, asked: AskedPart) -> Iterator[str]:
    """Write a part and those whose answers it uses."""
    yield repr(asked.problem.given)
    yield asked.part.model_dump_json(exclude=_SAID)
    for used in asked.part.uses.values():
        yield from _parts(assignment, next(each for each in assignment.parts if each.id == used))


def keep(found: Fact, digest: str, folder: Path | None) -> None:
    """Keep findings; where the disk does not take them, they are found again the next time."""
    file = _file(digest, folder)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        draft.write_text(found.model_dump_json(), encoding="utf-8")
        draft.replace(file)


def recall(kind: type[Kept], digest: str, folder: Path | None) -> Kept | None:
    """Read findings; None where there are none, or of another make."""
    try:
        return kind.model_validate_json(_file(digest, folder).read_bytes())
    except (OSError, ValidationError):
        return None


def _file(digest: str, folder: Path | None) -> Path:
    return (folder or default_folder()) / "audits" / f"{digest[:32]}.json"
