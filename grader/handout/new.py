"""A new assignment: a folder that loads, solves, marks its example and can be handed out."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from grader.errors import UsageError

_FILES: Final = {
    "assignment.yaml": "assignment.yaml",
    "linear.yaml": "linear.yaml",
    "starter.py": "starter.txt",
    "submissions/example.py": "example.txt",
    "README.md": "README.md",
}
"""What is written, and the file of ours that it comes from, in which ID stands for the id."""

_WORKFLOWS: Final = {
    "github-workflow.yml": ".github/workflows/grader.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
"""What a repository of submissions needs, by its name in the package."""


def write_scaffold(folder: Path, *, with_ci: bool) -> tuple[Path, ...]:
    """Write a new assignment.

    Args:
        folder: Where; must not hold anything yet. Its name becomes the assignment's id.
        with_ci: Also write what makes CI check students' repositories.

    Returns:
        The files written.

    Raises:
        UsageError: There is something already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: wanted a new folder, found something there (name another)")
    id_ = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "homework"
    scaffold = files("grader.handout") / "scaffold"
    texts = {
        folder / name: (scaffold / own).read_text(encoding="utf-8").replace("ID", id_)
        for name, own in _FILES.items()
    }
    if with_ci:
        texts |= {folder / "ci" / target: text for target, text in _workflows().items()}
    try:
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{folder}: wanted a folder to write into, found: {error.strerror} (name another)"
        ) from None
    return tuple(texts)


def _workflows() -> dict[str, str]:
    place = files("grader") / "ci" / "templates"
    return {
        target: (place / name).read_text(encoding="utf-8") for name, target in _WORKFLOWS.items()
    }
