"""The answer key, from disk if it is there; torch is imported only to compute it.

A key is stored under a digest of everything it depends on: the spec's files, this package's version
and code of the oracle, and torch's release. So a stored key is never stale, and never asked about.
"""

import contextlib
import hashlib
import importlib.metadata
import os
from collections.abc import Mapping
from pathlib import Path

import grader
from grader.errors import UsageError
from grader.key.kinds import AnswerKey
from grader.key.store import load_key, save_key
from grader.spec.assignment import Assignment


def default_folder() -> Path:
    """Where keys are kept: ``$GRADER_CACHE``, or `grader` in the user's cache directory."""
    chosen = os.environ.get("GRADER_CACHE")
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "grader"


def torch_version() -> str:
    """Torch's release, without importing it.

    Raises:
        UsageError: It is not installed.
    """
    try:
        return importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        raise UsageError(
            "torch: wanted for the oracle, found it not installed "
            "(install grader with its extra 'oracle'; students need it only if their file does)"
        ) from None


def spec_digest(assignment: Assignment) -> str:
    """Hash everything the spec's author wrote, as hexadecimal SHA-256."""
    return hash_files(assignment.sources)


def hash_files(files: Mapping[str, bytes]) -> str:
    """Hash files by name and content, in no order, as hexadecimal SHA-256."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def key_digest(assignment: Assignment) -> str:
    """Hash everything the answer key depends on, as hexadecimal SHA-256."""
    facts = (spec_digest(assignment), grader.__version__, _code(), torch_version())
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()


def _code() -> str:
    """Hash the code that computes a key and that which holds it."""
    package = Path(grader.__file__).parent
    files = {
        file.relative_to(package).as_posix(): file.read_bytes()
        for folder in ("formula", "key", "oracle", "spec", "values")
        for file in (package / folder).rglob("*.py")
    }
    return hash_files(files)


def load_answer_key(assignment: Assignment, folder: Path | None = None) -> AnswerKey:
    """Read the answer key, or compute and store it.

    Where it cannot be stored, as in a read-only home, it is computed again the next time.

    Raises:
        SpecError: A reference fails or contradicts the spec.
        UsageError: Torch is wanted and not installed.
    """
    digest = key_digest(assignment)
    file = (folder or default_folder()) / "keys" / f"{digest[:32]}.key"
    stored = load_key(file)
    if stored is not None and stored.digest == digest:
        return stored
    from grader.oracle.solve import Oracle  # noqa: PLC0415 - torch takes a second to import

    key = Oracle(assignment).solve(digest)
    with contextlib.suppress(OSError):
        save_key(key, file)
    return key
