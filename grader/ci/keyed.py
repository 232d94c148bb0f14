"""Marking by an answer key that was computed elsewhere, with torch or without.

Without torch nothing can be asked of the oracle while marking. That costs no mark, since what
depends on it is not packed so; an example of a wrong function is merely not made smaller.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.key.kinds import AnswerKey, Binding, FunctionKey, Key, Settled
from grader.key.store import load_key
from grader.key.truth import Floats
from grader.oracle.cache import spec_digest
from grader.oracle.second_look import LazyOracle, Redrawn
from grader.sandbox.level import Level
from grader.spec.assignment import Assignment
from grader.spec.load import load_assignment
from grader.values import Array

_WITHOUT_TORCH: Final = frozenset(
    ["number", "array", "shape", "formula", "names", "choice", "function", "text", "figure"]
)
"""Kinds of answers that need no torch: not from the student, and not from the oracle while marking,
since the key holds everything that a mark depends on."""


class NoOracle:
    """An oracle that knows nothing more than the key."""

    def carried(self, _part: str, _values: Mapping[str, Floats]) -> Key | None:
        """Solve nothing again."""
        return None

    def settle(self, _part: str, _index: int, _binding: Binding) -> Settled | None:
        """Test no claim."""
        return None

    def redraw(
        self,
        _part: str,
        _index: int,
        _output: str,
        choices: Sequence[tuple[int | Floats, ...]],
        _seed: int,
    ) -> list[Redrawn | None]:
        """Draw no case again."""
        return [None for _ in choices]


def find_torch_uses(assignment: Assignment, key: AnswerKey) -> list[str]:
    """List the parts that cannot be marked without torch: the oracle or the calls would want it."""
    if assignment.head.variant == "student":
        return [part.id for part in key.parts]
    asked = {each.id: each for each in assignment}
    return [
        part.id
        for part in key.parts
        if asked[part.id].part.uses
        or not {answer.kind for answer in asked[part.id].answers} <= _WITHOUT_TORCH
        or any(_passes_torch(answer) for answer in part.answers)
    ]


def _passes_torch(key: Key) -> bool:
    """Whether a function is called with tensors."""
    return isinstance(key, FunctionKey) and any(
        isinstance(each, Array) and each.library == "torch"
        for case in key.cases
        for each in case.arguments
    )


def load_keyed(folder: Path, key: Path, level: Level, *, torch: bool) -> Marking:
    """Load a spec and its answer key.

    Args:
        folder: Of the spec.
        key: The file that `save_key` wrote.
        level: How firmly students' code is walled off.
        torch: Whether the oracle can be asked while marking.

    Raises:
        UsageError: The key cannot be read.
    """
    assignment = load_assignment(folder)
    stored = load_key(key)
    if stored is None:
        raise UsageError(f"{key}: wanted an answer key, found none that can be read")
    oracle = LazyOracle(assignment) if torch else LazyOracle(assignment, lambda _: NoOracle())
    return Marking(assignment, stored, oracle, level.value, spec_digest(assignment))
