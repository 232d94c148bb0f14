"""What grading may still ask of the oracle; torch is imported when the first question comes.

A class where nobody slipped in an earlier part never asks, and never pays for the import.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self, runtime_checkable

from grader.key.kinds import Binding, Key, Settled
from grader.key.truth import Case, Floats
from grader.record import Record


class Redrawn(Record, frozen=True, eq=False):
    """A case drawn again by given choices."""

    choices: tuple[int | Floats, ...]
    """What was really chosen: every choice clamped to what the generators allow."""

    case: Case
    """With a tolerance just good enough to tell right from wrong while shrinking."""


class SecondLook(Protocol):
    """Answers that depend on what a student gave; see `grader.oracle.solve.Oracle`."""

    def carried(self, part: str, values: Mapping[str, Floats]) -> Key | None:
        """Solve a part again with a student's own earlier answers."""

    def settle(self, part: str, index: int, binding: Binding) -> Settled | None:
        """Test a claim with a student's own values."""

    def redraw(
        self,
        part: str,
        index: int,
        output: str,
        choices: Sequence[tuple[int | Floats, ...]],
        seed: int,
    ) -> list[Redrawn | None]:
        """Draw cases of a call by given choices, the rest at random from the seed."""


@runtime_checkable
class Drawing(SecondLook, Protocol):
    """An oracle that can draw cases anew, as one that has torch and the references can."""

    def reseeded(self, seed: int) -> Self:
        """Make the same oracle that draws from another seed."""

    def solve_answer(self, part: str, index: int) -> Key | None:
        """Solve one answer by itself; None where its draws do not do."""


class Silent:
    """An oracle that knows nothing more than the key.

    It costs no mark where none depends on it: an example of a wrong function is not made smaller.
    """

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
        return [None] * len(choices)


@dataclass
class LazyOracle:
    """An oracle that is made when it is first asked."""

    make: Callable[[], SecondLook]
    _made: list[SecondLook] = field(default_factory=list)

    def carried(self, part: str, values: Mapping[str, Floats]) -> Key | None:
        """Solve a part again with a student's own earlier answers in place of the right ones."""
        return self._oracle().carried(part, values)

    def settle(self, part: str, index: int, binding: Binding) -> Settled | None:
        """Test a claim with a student's own values."""
        return self._oracle().settle(part, index, binding)

    def redraw(
        self,
        part: str,
        index: int,
        output: str,
        choices: Sequence[tuple[int | Floats, ...]],
        seed: int,
    ) -> list[Redrawn | None]:
        """Draw cases of a call by given choices, the rest at random from the seed.

        Returns:
            None for each that the author's condition or reference does not admit, or that is all
            zeros and so shows nothing.
        """
        return self._oracle().redraw(part, index, output, choices, seed)

    def reseeded(self, seed: int) -> "LazyOracle | None":
        """Make an oracle that draws every case from another seed; None where this one cannot."""
        made = self._oracle()
        if not isinstance(made, Drawing):
            return None
        return LazyOracle(self.make, [made.reseeded(seed)])

    def solve_answer(self, part: str, index: int) -> Key | None:
        """Solve one answer by itself.

        Returns:
            None where draws from this seed do not do: they hide a named mistake, or the reference
            is not finite on enough of them.
        """
        made = self._oracle()
        return made.solve_answer(part, index) if isinstance(made, Drawing) else None

    def _oracle(self) -> SecondLook:
        if not self._made:
            self._made.append(self.make())
        return self._made[0]
