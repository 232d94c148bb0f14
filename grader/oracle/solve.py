"""Solve an assignment: every reference, tolerance and misconception, into one answer key.

Also what grading needs torch for: a part marked from a student's own earlier answer, and a claim
tested with a student's own values. Both are remembered, since many students share one mistake.
"""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import torch

from grader.errors import SpecError
from grader.key.kinds import AnswerKey, ArrayKey, Binding, Key, NumberKey, PartKey, Settled
from grader.key.truth import Floats
from grader.oracle.asking import Asking, given_names
from grader.oracle.expression import Evaluator
from grader.oracle.flaws import Flaws
from grader.oracle.kinds import plan_called, solve_judged, solve_listed
from grader.oracle.kinds.relation import Claim, build_claim
from grader.oracle.second_look import Redrawn
from grader.oracle.smaller import redraw_case
from grader.oracle.what_if import WhatIf, look_again
from grader.record import replace
from grader.spec.assignment import AskedPart, Assignment
from grader.spec.base import Judged
from grader.spec.kinds import RelationAnswer
from grader.spec.kinds.called import Called

_Memo = tuple[str, tuple[tuple[str, tuple[int, ...], bytes], ...]]
"""A part, and the values it was carried on with: name, shape, bytes."""


@dataclass
class Oracle:
    """An assignment's references, ready to be evaluated.

    Raises:
        SpecError: `reference.py` raised while it was run.
    """

    assignment: Assignment
    _evaluator: Evaluator = field(init=False)
    _found: dict[str, Floats] = field(default_factory=dict)
    """Values of the one-answer parts solved so far, for those that use them."""

    _carried: dict[_Memo, Key | None] = field(default_factory=dict)
    _claims: dict[tuple[str, int], Claim] = field(default_factory=dict)
    _settled: dict[tuple[str, int, Binding], Settled | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        torch.set_num_threads(1)
        self._evaluator = Evaluator(self.assignment)

    def solve(self, digest: str) -> AnswerKey:
        """Compute the answer key.

        Args:
            digest: What the key is stored under.

        Raises:
            SpecError: References or misconceptions are wrong; every such flaw of every part, once,
                however many parts use a flawed one.
        """
        flaws = Flaws()
        parts: list[PartKey] = []
        for asked in self.assignment.parts:
            with flaws:
                parts.append(self._solve_part(asked))
        flaws.raise_any(self.assignment.folder)
        return AnswerKey(self.assignment.head.id, digest, str(torch.__version__), tuple(parts))

    def carried(self, part: str, values: Mapping[str, Floats]) -> Key | None:
        """Solve a part again with a student's own earlier answers in place of the right ones.

        Args:
            part: A part with one answer and with `uses`.
            values: Name in the oracle to the student's value, float64; names left out keep the
                right value.

        Returns:
            The key, or None where the reference cannot be evaluated on such values.
        """
        facts = ((name, value.shape, value.tobytes()) for name, value in values.items())
        memo = (part, tuple(sorted(facts)))
        if memo not in self._carried:
            asked = self._part(part)
            try:
                self._carried[memo] = self._solve_one(asked, 0, values)
            except SpecError:
                self._carried[memo] = None
        return self._carried[memo]

    def settle(self, part: str, index: int, binding: Binding) -> Settled | None:
        """Test a claim with a student's own values.

        Args:
            part: The part that makes the claim.
            index: Which of its answers.
            binding: A value of every unknown, in order.

        Returns:
            Both sides on every input, or None where the claim cannot be evaluated so.
        """
        memo = (part, index, binding)
        if memo not in self._settled:
            claim = self._claim(part, index)
            try:
                self._settled[memo] = claim.settle(binding)
            except SpecError:
                self._settled[memo] = None
        return self._settled[memo]

    def redraw(
        self,
        part: str,
        index: int,
        output: str,
        choices: Sequence[tuple[int | Floats, ...]],
        seed: int,
    ) -> list[Redrawn | None]:
        """Draw cases of a call by given choices, the rest at random from the seed.

        Args:
            part: The part that asks for the code.
            index: Which of its answers.
            output: Which of the call's outputs is compared.
            choices: For each case, its choices in the order they are drawn; may be too few.
            seed: For what the choices leave open; the same seed, the same cases.

        Returns:
            None for each that cannot be drawn so, or that shows nothing.
        """
        asked = self._part(part)
        answer = asked.answers[index]
        if not isinstance(answer, Called):
            raise TypeError(f"{part} has no code at {index}")
        plan = plan_called(answer, self._asking(asked, index, answer, {}))
        return [redraw_case(plan, output, each, (seed, n)) for n, each in enumerate(choices)]

    def what_if(self, part: str, index: int, key: Key) -> WhatIf:
        """Make an answer's reference one that can be changed.

        Args:
            part: The part that asks for it.
            index: Which of its answers; one with a reference.
            key: What is right, as this oracle computes it.
        """
        asked = self._part(part)
        answer = asked.answers[index]
        if not isinstance(answer, Judged):
            raise TypeError(f"{part} has no reference at {index}")
        return look_again(self._asking(asked, index, answer, {}), key)

    def reseeded(self, seed: int) -> Self:
        """Make the same oracle that draws from another seed.

        `reference.py` is not run again, and what is right without a draw is kept; what was found
        for students is not.
        """
        head = self.assignment.head.model_copy(update={"seed": seed})
        other = copy.copy(self)
        other.assignment = replace(self.assignment, head=head)
        other._carried, other._claims, other._settled = {}, {}, {}  # noqa: SLF001 - its own kind
        return other

    def solve_answer(self, part: str, index: int) -> Key | None:
        """Solve one answer by itself.

        Returns:
            None where its draws hide a misconception or fail in another way. The class's key tells
            an author of such a flaw; a single student's draw is only not used.
        """
        try:
            return self._solve_one(self._part(part), index, {})
        except SpecError:
            return None

    def _claim(self, part: str, index: int) -> Claim:
        if (part, index) not in self._claims:
            asked = self._part(part)
            answer = asked.answers[index]
            if not isinstance(answer, RelationAnswer):
                raise TypeError(f"{part} has no claim at {index}")
            self._claims[part, index] = build_claim(answer, self._asking(asked, index, answer, {}))
        return self._claims[part, index]

    def _part(self, part: str) -> AskedPart:
        return next(each for each in self.assignment.parts if each.id == part)

    def _solve_part(self, asked: AskedPart) -> PartKey:
        flaws = Flaws()
        answers: list[Key] = []
        for index in range(len(asked.answers)):
            with flaws:
                answers.append(self._solve_one(asked, index, {}))
        flaws.raise_any(asked.source.file)
        if len(answers) == 1 and isinstance(answers[0], ArrayKey | NumberKey):
            self._found[asked.id] = answers[0].case.truth.value
        return PartKey(asked.id, tuple(answers))

    def _solve_one(self, asked: AskedPart, index: int, carried: Mapping[str, Floats]) -> Key:
        answer = asked.answers[index]
        if isinstance(answer, Judged):
            return solve_judged(answer, self._asking(asked, index, answer, carried))
        return solve_listed(answer, asked, index)

    def _asking(
        self, asked: AskedPart, index: int, answer: Judged, carried: Mapping[str, Floats]
    ) -> Asking:
        """Put an answer in its context: the given data, and earlier answers, right or a student's.

        Raises:
            SpecError: An earlier answer is no number and no array, or its own reference fails.
        """
        names = given_names(asked.problem.given)
        for name, used in asked.part.uses.items():
            value = carried[name] if name in carried else self._earlier(asked, name, used)
            names[name] = torch.from_numpy(value.copy())
        seed, is_carried = self.assignment.head.seed, bool(carried)
        return Asking(self._evaluator, asked, index, answer, names, seed, is_carried=is_carried)

    def _earlier(self, asked: AskedPart, name: str, used: str) -> Floats:
        """Find the right answer of an earlier part."""
        if used not in self._found:
            self._solve_part(self._part(used))
        if used not in self._found:
            flaw = asked.source.flaw(
                (*asked.path, "uses", name),
                f"wanted a part whose answer is a number or an array, found {used!r}",
            )
            raise SpecError(asked.source.file, [flaw])
        return self._found[used]
