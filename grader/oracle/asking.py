"""One answer in its context: its references, compiled, and the names they may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.errors import SpecError
from grader.key.truth import Case, Floats, Mistake, Truth
from grader.oracle import tolerance
from grader.oracle.expression import Evaluator, Expression, Names, leaves, precision
from grader.oracle.tolerance import to_floats
from grader.spec.assignment import AskedPart
from grader.spec.base import Judged, Misconception
from grader.values import Value


@dataclass(frozen=True, slots=True)
class Asking:
    """One answer that is being solved."""

    evaluator: Evaluator
    asked: AskedPart
    index: int
    """Which of the part's answers."""

    answer: Judged
    names: Names
    """The problem's data, and the earlier answers that the part uses."""

    @property
    def id(self) -> str:
        """Names the answer in seeds and messages."""
        return f"{self.asked.id}/{self.index}"

    def expression(self, text: str, *keys: str | int) -> Expression:
        """Compile an expression that stands under these keys of the answer."""
        return self.evaluator.compile(text, self.asked.source, self._path(keys))

    def setting(self, text: str, *keys: str | int) -> Expression:
        """Compile an expression that stands under these keys of `answer:` itself."""
        inner = ("answer",) if self.asked.part.answer is not None else ()
        return self.evaluator.compile(text, self.asked.source, self._path((*inner, *keys)))

    def mistakes(self) -> list[tuple[Misconception, Expression]]:
        """Every misconception that is one expression, compiled."""
        return [
            (each, self.expression(each.oracle, "misconceptions", number, "oracle"))
            for number, each in enumerate(self.answer.misconceptions)
            if isinstance(each.oracle, str)
        ]

    def fail(self, text: str, *keys: str | int) -> SpecError:
        """Build an error that points at these keys of the answer."""
        flaw = self.asked.source.flaw(self._path(keys), text)
        return SpecError(self.asked.source.file, [flaw])

    def floats(self, expression: Expression, names: Names) -> Floats:
        """Evaluate to numbers in float64.

        Raises:
            SpecError: The expression raised, or gave something that is not numbers.
        """
        with precision(torch.float64):
            value = self.evaluator.evaluate(expression, leaves(names, torch.float64))
        try:
            return to_floats(value)
        except (TypeError, ValueError):
            raise expression.fail(
                f"wanted a number or an array, but {expression.text.strip()!r} gave a "
                f"{type(value).__name__}"
            ) from None

    def case(self, reference: Expression, names: Names, arguments: tuple[Value, ...] = ()) -> Case:
        """Solve one case: the truth with its tolerance, and what each mistake gives.

        Raises:
            SpecError: The reference raised, or is not finite.
        """
        value = self.floats(reference, names)
        if not np.isfinite(value).all():
            raise reference.fail(
                f"wanted finite numbers, but {reference.text.strip()!r} gave {value}"
            )
        truth = self._truth(reference, names, value)
        mistakes = tuple(self._mistake(each, text, names) for each, text in self.mistakes())
        return Case(arguments, truth, mistakes)

    def _truth(self, reference: Expression, names: Names, value: Floats) -> Truth:
        given = self.answer.tolerance
        if given is not None:
            return Truth(value, np.asarray(given.atol + given.rtol * np.abs(value)))
        return tolerance.derive(
            lambda jittered: self.evaluator.evaluate(reference, jittered), names, value
        )

    def _mistake(self, each: Misconception, text: Expression, names: Names) -> Mistake:
        """Evaluate a mistake; on generated inputs it may well raise, and then gives nothing."""
        try:
            return Mistake(each.id, self.floats(text, names))
        except SpecError:
            if names is self.names:
                raise
            return Mistake(each.id, None)

    def _path(self, keys: tuple[str | int, ...]) -> tuple[str | int, ...]:
        return (*self.asked.answer_path(self.index), *keys)


def given_names(data: Mapping[str, object]) -> dict[str, Any]:
    """Turn a problem's data into names: nested lists become float64 tensors."""
    return {
        name: torch.tensor(value, dtype=torch.float64) if isinstance(value, list) else value
        for name, value in data.items()
    }
