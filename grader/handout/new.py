"""A new assignment: a folder that proves itself, marks its example and can be handed out."""

import importlib.metadata
import importlib.util
import re
import shlex
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.record import Record
from grader.visible import make_visible_line

_FILES: Final = {
    "assignment.yaml": "assignment.yaml",
    "linear.yaml": "linear.yaml",
    "audit.yaml": "audit.yaml",
    "starter.py": "starter.txt",
    "submissions/right.py": "right.txt",
    "submissions/example.py": "example.txt",
    "submissions/expected.csv": "expected.csv",
    "README.md": "README.md",
}
"""What is written, and the file of ours that it comes from, in which ID stands for the id and STEPS
for what to do next."""

_WORKFLOWS: Final = {
    "github-workflow.yml": ".github/workflows/grader.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}
"""What a repository of submissions needs, by its name in the package."""


class Step(Record, frozen=True):
    """Something to do next."""

    says: str
    command: str = ""
    """For a POSIX shell in the folder that the assignment was written from; empty for none."""


def write_scaffold(folder: Path, *, with_ci: bool) -> tuple[Path, ...]:
    """Write a new assignment; of one that is there already, only what CI needs.

    Args:
        folder: Where; must not hold anything yet, unless an assignment that CI files are added to.
            Its name becomes the assignment's id.
        with_ci: Also write what makes CI check students' repositories.

    Returns:
        The files written.

    Raises:
        UsageError: There is something already, or it cannot be written.
    """
    texts = _workflows(folder) if with_ci else {}
    if with_ci and (folder / "assignment.yaml").is_file():
        texts = {file: text for file, text in texts.items() if not file.exists()}
        if not texts:
            raise UsageError(
                f"{folder / 'ci'}: wanted to add the CI files, found all of them there (move what "
                "is to be written anew)"
            )
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: wanted a new folder, found something there (name another; to an "
            "assignment, --ci adds the CI files)"
        )
    else:
        texts = _scaffold(folder, with_ci=with_ci) | texts
    try:
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{folder}: wanted a folder to write into, found: {error.strerror} (name another)"
        ) from None
    return tuple(texts)


def list_steps(folder: Path, *, with_ci: bool) -> tuple[Step, ...]:
    """List what to do with a new assignment, in order.

    Args:
        folder: The assignment's, as it was named.
        with_ci: Whether it has CI files.
    """
    return tuple(_steps(folder, with_ci=with_ci))


def _steps(folder: Path, *, with_ci: bool) -> Iterator[Step]:
    id_ = _id(folder)
    quoted, submissions = (quote_path(each) for each in (folder, folder / "submissions"))
    if importlib.util.find_spec("torch") is None:
        yield Step(
            "Install PyTorch, which the right answers are computed with: grader's extra 'oracle', "
            "which is not installed here.",
            f"{shlex.quote(sys.executable)} -m pip install {shlex.quote(_torch())}",
        )
    yield Step(
        "Try it out; the audit says what there is to mend.",
        f"grader audit {quoted} --submissions {submissions}",
    )
    yield Step(
        f"Mark the made-up submissions, then open reports/{id_}/index.html.",
        f"grader grade {quoted} {submissions} -o reports/{id_}",
    )
    yield Step(
        "Write what students get: starter, statement and bundle.",
        f"grader handout {quoted} -o handout/{id_}",
    )
    if with_ci:
        yield Step(
            f"{make_visible_line(str(folder / 'ci'))} holds a workflow for GitHub and one for "
            "GitLab. In the one you use, replace OWNER/grader@v1 by the repository and the tag "
            "that your course takes the grader from. Then copy it, under the name that it has "
            "there, into the repository that students start from, and the bundle of the handout "
            "into .grader/ beside it."
        )


def quote_path(path: Path) -> str:
    """Write a path for a shell; one that begins with a dash is no option."""
    text = str(path)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)


def _torch() -> str:
    """Name PyTorch as the extra does, with the releases that it allows."""
    try:
        wanted = importlib.metadata.requires("grader") or []
    except importlib.metadata.PackageNotFoundError:
        wanted = []
    found = (each.partition(";")[0].strip() for each in wanted)
    return next((each for each in found if re.match(r"torch\b", each)), "torch")


def _id(folder: Path) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return name or "homework"


def _scaffold(folder: Path, *, with_ci: bool) -> dict[Path, str]:
    """Write the files of an assignment, by their places."""
    scaffold = files("grader.handout") / "scaffold"
    steps = "\n\n".join(
        f"{number}. {step.says}"
        + (f"\n\n   ```console\n   {step.command}\n   ```" * bool(step.command))
        for number, step in enumerate(list_steps(folder, with_ci=with_ci), 1)
    )
    return {
        folder / name: (scaffold / own)
        .read_text(encoding="utf-8")
        .replace("ID", _id(folder))
        .replace("STEPS", steps)
        for name, own in _FILES.items()
    }


def _workflows(folder: Path) -> dict[Path, str]:
    place = files("grader") / "ci" / "templates"
    return {
        folder / "ci" / target: (place / name).read_text(encoding="utf-8")
        for name, target in _WORKFLOWS.items()
    }
