"""A whole assignment: its files' models put together, with ids and places resolved.

Pure data: no I/O, no torch, no student code.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from grader.record import Record
from grader.spec.kinds import Answer, FunctionAnswer, GradientAnswer, ModuleAnswer
from grader.spec.model import AssignmentFile, Part, Problem
from grader.spec.places import KeyPath, Source, spell

__all__ = ["SUPPORT", "AskedPart", "Assignment", "KeyPath", "Source", "spell"]

SUPPORT: Final = "support/"
"""The folder of an assignment whose files go beside each student's module."""


class AskedPart(Record, frozen=True):
    """A part with its full id and the problem it belongs to."""

    id: str
    """Such as ``1.1.b``; unique in the assignment."""

    part: Part
    problem: Problem
    source: Source
    path: KeyPath
    """Where the part stands in its file: ``("parts", 1)``."""

    @property
    def label(self) -> str:
        """The id as a reader writes it: ``1.1 (b)``."""
        return f"{self.problem.id} ({self.part.id})"

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Everything the part asks for, in order; the problem's arguments put in."""
        shared = {"arguments": self.problem.arguments}
        return tuple(
            each.model_copy(update=shared) if _lacks_arguments(each) else each
            for each in self.part.asked
        )

    def key_path(self, index: int, key: str) -> KeyPath:
        """Where one key of an answer stands.

        The reference and the misconceptions of a part's one answer may stand on the part or with
        the answer; arguments may stand on the problem. This is where the author put them.
        """
        if key == "arguments" and _lacks_arguments(self.part.asked[index]):
            return (key,)
        if self.part.answer is None:
            return (*self.path, "answers", index, key)
        inside = (*self.path, "answer", key)
        on_part = key in {"oracle", "misconceptions"} and inside not in self.source.marks
        return (*self.path, key) if on_part else inside


def _lacks_arguments(answer: Answer) -> bool:
    return (
        isinstance(answer, FunctionAnswer | GradientAnswer | ModuleAnswer) and not answer.arguments
    )


class Assignment(Record, frozen=True):
    """One homework: everything its author wrote, checked."""

    folder: Path
    head: AssignmentFile
    parts: tuple[AskedPart, ...]
    """Every part of every problem, in order."""

    sources: Mapping[str, bytes]
    """Every file the truth depends on, by its name in the folder: its bytes."""

    def __iter__(self) -> Iterator[AskedPart]:
        return iter(self.parts)

    @property
    def possible(self) -> float:
        """The sum of the parts' points."""
        return sum(asked.part.points for asked in self.parts)

    @property
    def support(self) -> dict[str, bytes]:
        """The course's own files, which go beside each student's module, by relative path."""
        return {
            name.removeprefix(SUPPORT): content
            for name, content in self.sources.items()
            if name.startswith(SUPPORT)
        }

    @property
    def reference(self) -> str | None:
        """The source of `reference.py`, if the author wrote one."""
        found = self.sources.get("reference.py")
        return None if found is None else found.decode()
