"""A folder of YAML files to a checked `Assignment`; the only place that reads specs from disk.

Rule: every flaw of every file at once. A file that cannot be read, a part that does not fit its
model and a reference that makes no sense are reported together, each at its line and column.
"""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from pydantic import ValidationError

from grader.errors import Flaw, SpecError, UsageError
from grader.spec.assignment import SUPPORT, AskedPart, Assignment
from grader.spec.check import check_assignment, check_part, check_problem
from grader.spec.check_says import check_says
from grader.spec.document import Document, read_document
from grader.spec.events import MAX_BYTES, UnreadableError, decode
from grader.spec.keys import value_at
from grader.spec.model import AssignmentFile, Part, Problem
from grader.spec.places import Source
from grader.spec.scalar import as_data
from grader.spec.wording import did_you_mean, translate

HEAD: Final = "assignment.yaml"
REFERENCE: Final = "reference.py"


def load_assignment(folder: Path) -> Assignment:
    """Load a homework.

    Args:
        folder: The assignment's folder, or the `assignment.yaml` in it.

    Raises:
        UsageError: There is no assignment there.
        SpecError: Its files are flawed; every flaw of every file.
    """
    home = _find(folder)
    loading = _Loading(home)
    head = loading.load_head()
    for asked in loading.parts:
        loading.flaws += check_part(asked)
    loading.flaws += check_assignment(loading.parts, is_whole=loading.is_whole)
    if head is None or loading.flaws:
        raise SpecError(home / HEAD, loading.sorted_flaws())
    return Assignment(home, head, tuple(loading.parts), loading.sources)


def _find(folder: Path) -> Path:
    """The assignment's folder, as its path was given."""
    if folder.name == HEAD and folder.is_file():
        return folder.parent
    if folder.is_file():
        raise UsageError(f"{folder}: wanted an assignment's folder, found a file (name its folder)")
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: wanted an assignment's folder, found nothing (check the path; an "
            f"assignment is a folder with {HEAD} in it)"
        )
    if not (folder / HEAD).is_file():
        inside = sorted(path.parent.name for path in folder.glob(f"*/{HEAD}"))
        cure = f"name one of {', '.join(inside)} in it" if inside else "name another folder"
        raise UsageError(f"{folder}: wanted a folder with {HEAD}, found none ({cure})")
    return folder


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@dataclass(slots=True)
class _Loading:
    """One assignment being loaded: what was read and what is wrong so far."""

    home: Path
    sources: dict[str, bytes] = field(default_factory=dict)
    parts: list[AskedPart] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    is_whole: bool = True
    """Every part of every problem is in `parts`."""

    def load_head(self) -> AssignmentFile | None:
        """Load `assignment.yaml`, and all that it names."""
        document = self.read(HEAD)
        head: AssignmentFile | None = None
        try:
            head = AssignmentFile.model_validate(document.data)
        except ValidationError as error:
            self.flaws += translate(error, document, AssignmentFile)
        if head is not None:
            self.flaws += check_says(head.says, document.source)
        self.load_reference()
        self.load_support(document, head)
        for name in self.listed(document):
            self.load_problem(self.read(name))
        return head

    def listed(self, document: Document) -> Iterator[str]:
        """Every problem file that can be read, even where `assignment.yaml` has other flaws."""
        names = document.data.get("problems")
        seen: set[str] = set()
        for index, listed in enumerate(names if isinstance(names, list) else []):
            if not isinstance(listed, str):
                continue
            name = str(PurePosixPath(listed))
            words = self.refusal(name, seen)
            seen.add(name)
            if words:
                self.flaws.append(document.source.flaw(("problems", index), words))
                self.is_whole = False
            else:
                yield name

    def refusal(self, name: str, seen: set[str]) -> str:
        """Say why a name cannot be a problem file; the empty text if it can."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            return f"wanted a file in this folder, found {name!r} (move it here)"
        if name in seen:
            return f"wanted each file once, found {name!r} again (remove one)"
        if name == HEAD:
            return f"wanted a problem's file, found {name!r} itself (name the others)"
        if _is_file(self.home / name):
            return ""
        others = (
            str(PurePosixPath(path.relative_to(self.home)))
            for path in sorted(self.home.rglob("*.y*ml"))
            if path.name != HEAD
        )
        cure = did_you_mean(name, others) or "create it, or remove it here"
        return f"wanted a file in this folder, found no {name!r} ({cure})"

    def read(self, name: str) -> Document:
        """Read one YAML file and keep its bytes."""
        file = self.home / name
        try:
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise UsageError(
                f"{file}: wanted a file that can be read, found: {error.strerror} (let it be read)"
            ) from None
        self.sources[name] = content
        document = read_document(content, file)
        self.flaws += document.flaws
        return document

    def load_reference(self) -> None:
        """Keep `reference.py`, if there is one, and see that it is Python."""
        file = self.home / REFERENCE
        if not _is_file(file):
            return
        content = file.read_bytes()
        self.sources[REFERENCE] = content
        source = Source(file=file, marks={})
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(decode(content))
        except UnreadableError as error:
            self.flaws.append(source.flaw_at(error.mark, (), error.words))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            mark = (getattr(error, "lineno", 1) or 1, getattr(error, "offset", 1) or 1)
            words = f"wanted Python, found {getattr(error, 'msg', error)}"
            self.flaws.append(source.flaw_at(mark, (), words))

    def load_support(self, document: Document, head: AssignmentFile | None) -> None:
        """Keep the course's own files, and see that none takes the place of the student's."""
        home = self.home / SUPPORT
        for file in sorted(home.rglob("*")) if home.is_dir() else ():
            inside = file.relative_to(home)
            hidden = any(part.startswith((".", "__pycache__")) for part in inside.parts)
            if file.is_file() and not hidden:
                self.sources[f"{SUPPORT}{inside.as_posix()}"] = file.read_bytes()
        module = "" if head is None else head.module
        for name in (f"{SUPPORT}{module}.py", f"{SUPPORT}{module}/__init__.py"):
            if name in self.sources:
                words = (
                    f"wanted a module that students write, found {name!r} (rename it, or it would "
                    "take the place of theirs)"
                )
                self.flaws.append(document.source.flaw(("module",), words))

    def load_problem(self, document: Document) -> None:
        """Load one problem file; where it is flawed, what of its parts holds."""
        try:
            problem = Problem.model_validate(document.data)
            parts = list(enumerate(problem.parts))
        except ValidationError as error:
            self.flaws += translate(error, document, Problem)
            self.is_whole = False
            parts = list(_sound_parts(document))
            problem = _sound_problem(document)
        self.flaws += check_problem(problem, document.source)
        for index, part in parts:
            full = f"{problem.id}.{part.id}"
            self.parts.append(AskedPart(full, part, problem, document.source, ("parts", index)))

    def sorted_flaws(self) -> list[Flaw]:
        """All flaws, in the order a reader meets the files, top to bottom."""
        order = {self.home / name: rank for rank, name in enumerate(self.sources)}
        return sorted(
            set(self.flaws), key=lambda flaw: (order.get(flaw.file or self.home, 0), flaw)
        )


def _sound_problem(document: Document) -> Problem:
    """What of a flawed problem the checks of its data and its sound parts look at."""
    written = document.data.get("given")
    given = written if isinstance(written, dict) else {}
    drawn = document.data.get("arguments")
    shared = drawn if isinstance(drawn, dict) else {}
    return Problem.model_construct(
        id=str(document.data.get("id", "?")),
        title="",
        given={name: as_data(value) for name, value in given.items()},
        arguments={name: str(text) for name, text in shared.items()},
        parts=(),
    )


def _sound_parts(document: Document) -> Iterator[tuple[int, Part]]:
    """The parts of a flawed problem that fit their model, with their places."""
    parts = value_at(document.data, ("parts",))
    for index, data in enumerate(parts if isinstance(parts, list) else []):
        try:
            yield index, Part.model_validate(data)
        except ValidationError:
            continue
