"""Solve an assignment: every reference, tolerance and misconception, into one answer key.

Also what grading needs torch for: a part marked from a student's own earlier answer, and a claim
tested with a student's own values. Both are remembered, since many students share one mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch

from grader.errors import Flaw, SpecError
from grader.key.kinds import AnswerKey, ArrayKey, Binding, Key, NumberKey, PartKey, Settled
from grader.key.truth import Floats
from grader.oracle.asking import Asking, given_names
from grader.oracle.expression import Evaluator
from grader.oracle.kinds import solve_answer
from grader.oracle.kinds.relation import build_claim
from grader.spec.assignment import AskedPart, Assignment
from grader.spec.base import Judged
from grader.spec.kinds import RelationAnswer


@dataclass
class Oracle:
    """An assignment's references, ready to be evaluated."""

    assignment: Assignment
    _evaluator: Evaluator = field(init=False)
    _found: dict[str, Floats] = field(default_factory=dict)
    """Values of the one-answer parts solved so far, for those that use them."""

    _carried: dict[tuple[str, ...], Key | None] = field(default_factory=dict)
    _settled: dict[tuple[str, int, Binding], Settled | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        torch.set_num_threads(1)
        self._evaluator = Evaluator(self.assignment)

    def solve(self, digest: str) -> AnswerKey:
        """Compute the answer key.

        Args:
            digest: What the key is stored under.

        Raises:
            SpecError: References or misconceptions are wrong; every such flaw of every part.
        """
        parts: list[PartKey] = []
        flaws: list[Flaw] = []
        for asked in self.assignment.parts:
            try:
                parts.append(self._solve_part(asked))
            except SpecError as error:
                flaws.extend(error.flaws)
        if flaws:
            raise SpecError(self.assignment.folder, sorted(set(flaws)))
        return AnswerKey(self.assignment.head.id, digest, torch.__version__, tuple(parts))

    def carried(self, part: str, values: Mapping[str, Floats]) -> Key | None:
        """Solve a part again with a student's own earlier answers in place of the right ones.

        Args:
            part: A part with one answer and with `uses`.
            values: Name in the oracle to the student's value, float64.

        Returns:
            The key, or None where the reference cannot be evaluated on such values.
        """
        asked = next(each for each in self.assignment.parts if each.id == part)
        memo = (
            part,
            *(f"{name}{value.shape}{value.tobytes()!r}" for name, value in values.items()),
        )
        if memo not in self._carried:
            names = {name: torch.from_numpy(value.copy()) for name, value in values.items()}
            try:
                self._carried[memo] = self._solve_one(asked, 0, names)
            except SpecError:
                self._carried[memo] = None
        return self._carried[memo]

    def settle(self, part: str, index: int, binding: Binding) -> Settled | None:
        """Test a claim with a student's own values.

        Returns:
            Both sides on every input, or None where the claim cannot be evaluated so.
        """
        memo = (part, index, binding)
        if memo not in self._settled:
            asked = next(each for each in self.assignment.parts if each.id == part)
            answer = asked.answers[index]
            if not isinstance(answer, RelationAnswer):
                raise TypeError(f"{part} has no claim at {index}")
            try:
                claim = build_claim(answer, self._asking(asked, index, answer, {}))
                self._settled[memo] = claim.settle(binding)
            except SpecError:
                self._settled[memo] = None
        return self._settled[memo]

    def _solve_part(self, asked: AskedPart) -> PartKey:
        names = {
            name: torch.from_numpy(self._found[used])
            for name, used in asked.part.uses.items()
            if used in self._found
        }
        answers = tuple(self._solve_one(asked, index, names) for index in range(len(asked.answers)))
        if len(answers) == 1 and isinstance(answers[0], ArrayKey | NumberKey):
            self._found[asked.id] = answers[0].case.truth.value
        return PartKey(asked.id, answers)

    def _solve_one(self, asked: AskedPart, index: int, names: Mapping[str, object]) -> Key:
        answer = asked.answers[index]
        asking = self._asking(asked, index, answer, names) if isinstance(answer, Judged) else None
        return solve_answer(answer, asking)

    def _asking(
        self, asked: AskedPart, index: int, answer: Judged, names: Mapping[str, object]
    ) -> Asking:
        everything = {**given_names(asked.problem.given), **names}
        return Asking(self._evaluator, asked, index, answer, everything)
