"""Marking by an answer key that was computed elsewhere, with torch or without.

Without torch nothing can be asked of the oracle while marking. That costs no mark, since what
depends on it is not packed so; an example of a wrong function is merely not made smaller.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.key.kinds import (
    AnswerKey,
    ArrayKey,
    Binding,
    ChoiceKey,
    FigureKey,
    FormulaKey,
    FunctionKey,
    Key,
    NamesKey,
    NumberKey,
    Settled,
    ShapeKey,
    TextKey,
)
from grader.key.store import load_key
from grader.key.truth import Floats
from grader.oracle.cache import spec_digest
from grader.oracle.second_look import LazyOracle, Redrawn
from grader.sandbox.level import Level
from grader.spec.assignment import Assignment
from grader.spec.load import load_assignment

_SETTLED_BEFORE: Final = (
    *(NumberKey, ArrayKey, ShapeKey, FormulaKey, NamesKey, ChoiceKey, FunctionKey),
    *(FigureKey, TextKey),
)
"""Kinds of which the key holds everything that a mark depends on."""


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


def find_oracle_uses(assignment: Assignment, key: AnswerKey) -> list[str]:
    """List the parts whose marks may need the oracle once more, with the student's own values."""
    if assignment.head.variant == "student":
        return [part.id for part in key.parts]
    asked = {each.id: each for each in assignment}
    return [
        part.id
        for part in key.parts
        if asked[part.id].part.uses
        or not all(isinstance(answer, _SETTLED_BEFORE) for answer in part.answers)
    ]


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
