"""Marking by an answer key that was computed elsewhere, with torch or without.

Without torch nothing can be asked of the oracle while marking. That costs no mark, since what
depends on it is not packed so; an example of a wrong function is merely not made smaller.
"""

from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.key.store import load_key
from grader.key.tensors import passes_tensors
from grader.oracle.cache import spec_digest
from grader.oracle.second_look import LazyOracle, Silent
from grader.oracle.waking import make_lazy
from grader.sandbox.level import Level
from grader.spec.load import load_assignment
from grader.spec.sheets import make_sheet

_WITHOUT_TORCH: Final = frozenset(
    ["number", "array", "shape", "formula", "names", "choice", "function", "text", "figure"]
)
"""Kinds of answers that need no torch: not from the student, and not from the oracle while marking,
since the key holds everything that a mark depends on."""


def find_torch_uses(marking: Marking) -> list[str]:
    """List the parts that cannot be marked without torch: the oracle or the calls would want it."""
    keys = {part.id: part.answers for part in marking.key.parts}
    return [
        part.id
        for part in marking.sheet
        if marking.sheet.varies
        or part.uses
        or not {answer.kind for answer in part.answers} <= _WITHOUT_TORCH
        or any(map(passes_tensors, keys[part.id]))
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
    oracle = make_lazy(assignment) if torch else LazyOracle(Silent)
    return Marking(make_sheet(assignment), stored, oracle, level.value, spec_digest(assignment))
