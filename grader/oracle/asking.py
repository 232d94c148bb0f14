"""One answer in its context: its references, compiled, and the names they may use."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.errors import SpecError
from grader.key.truth import Case, Coarse, Floats, Mistake, Truth
from grader.oracle import tolerance
from grader.oracle.expression import Evaluator, Expression, Names, leaves, precision
from grader.oracle.flaws import Flaws
from grader.oracle.tolerance import Evaluate, to_floats
from grader.record import Record, replace
from grader.spec.assignment import AskedPart
from grader.spec.base import Judged, Misconception
from grader.values import Value

_WAYS = 4.0
"""Scales of its own rounding that an imprecise way explains: it is known by its size alone, so
that more would excuse what is merely a little wrong."""


class Asking(Record, frozen=True):
    """One answer that is being solved."""

    evaluator: Evaluator
    asked: AskedPart
    index: int
    """Which of the part's answers."""

    answer: Judged
    names: Names
    """The problem's data, and the earlier answers that the part uses."""

    seed: int
    """What every draw begins from."""

    is_carried: bool = False
    """The earlier answers are a student's own: what they do to a mistake is no fault of the
    author's."""

    @property
    def id(self) -> str:
        """Names the answer in seeds and messages."""
        return f"{self.asked.id}/{self.index}"

    def expression(self, text: str, *keys: str | int) -> Expression:
        """Compile an expression that stands under these keys of the answer."""
        return self.evaluator.compile(text, self.asked.source, self._path(keys))

    def mistakes(self) -> list[tuple[Misconception, Expression]]:
        """Every misconception that is one expression, compiled."""
        return [
            (each, self.expression(each.oracle, "misconceptions", number, "oracle"))
            for number, each in enumerate(self.answer.misconceptions)
            if isinstance(each.oracle, str)
        ]

    def mistaken(self, output: str) -> list[tuple[Misconception, Expression | None]]:
        """Every misconception with what it gives for one output; None where that is right."""
        found: list[tuple[Misconception, Expression | None]] = []
        for number, each in enumerate(self.answer.misconceptions):
            keys: tuple[str | int, ...] = ("misconceptions", number, "oracle")
            if isinstance(each.oracle, str):
                found.append((each, self.expression(each.oracle, *keys)))
            elif output in each.oracle:
                found.append((each, self.expression(each.oracle[output], *keys, output)))
            else:
                found.append((each, None))
        return found

    def fail(self, text: str, *keys: str | int) -> SpecError:
        """Build an error that points at these keys of the answer."""
        flaw = self.asked.source.flaw(self._path(keys), text)
        return SpecError(self.asked.source.file, [flaw])

    def evaluate(self, expression: Expression, names: Names) -> Any:
        """Evaluate in float64 to whatever it gives.

        Raises:
            SpecError: The expression raised.
        """
        with precision(torch.float64):
            return self.evaluator.evaluate(expression, leaves(names, torch.float64))

    def draw(self, expression: Expression, names: Names) -> Any:
        """Evaluate how something is drawn; its tensors are float64 where nothing else is said.

        Raises:
            SpecError: The expression raised.
        """
        with precision(torch.float64), torch.no_grad():
            return self.evaluator.evaluate(expression, names)

    def is_admitted(self, condition: Expression, names: Names) -> bool:
        """Whether a condition holds.

        Raises:
            SpecError: The condition raised, or is no truth value.
        """
        value = self.evaluate(condition, names)
        try:
            return bool(value)
        except (RuntimeError, TypeError, ValueError):
            raise condition.fail(
                f"wanted true or false, but {condition.text.strip()!r} gave a "
                f"{type(value).__name__} of several values (use all or any)"
            ) from None

    def floats(self, expression: Expression, names: Names) -> Floats:
        """Evaluate to numbers in float64.

        Raises:
            SpecError: The expression raised, or gave something that is not numbers.
        """
        value = self.evaluate(expression, names)
        try:
            return to_floats(value)
        except (TypeError, ValueError):
            raise expression.fail(
                f"wanted a number or an array, but {expression.text.strip()!r} gave a "
                f"{type(value).__name__}"
            ) from None

    def finite(self, reference: Expression, names: Names) -> Floats:
        """Evaluate a reference.

        Raises:
            SpecError: It raised, gave something that is not numbers, or is not finite.
        """
        value = self.floats(reference, names)
        if not np.isfinite(value).all():
            raise reference.fail(
                f"wanted finite numbers, but {reference.text.strip()!r} gave "
                f"{_first(value[~np.isfinite(value)])}"
            )
        return value

    def case(self, reference: Expression) -> Case:
        """Solve the one case of given data: the truth, and what each mistake gives.

        Raises:
            SpecError: The reference raised or is not finite, or mistakes raised; all of them.
        """
        value = self.finite(reference, self.names)
        flaws = Flaws()
        mistakes = []
        for each, text in self.mistakes():
            with flaws:
                mistakes.append(self._mistake(each, text, self.names, may_fail=self.is_carried))
        flaws.raise_any(self.asked.source.file)
        whole = self.answer.tolerance is None and tolerance.is_whole(value)
        truth = tolerance.exact(value) if whole else self.truth(reference, self.names, value)
        return self.refined(Case((), truth, tuple(mistakes)), reference, self.names)

    def drawn_case(
        self, names: Names, arguments: tuple[Value, ...], truth: Truth, output: str = ""
    ) -> Case:
        """Solve one generated case of a known truth; a mistake may well fail in it."""
        mistakes = (
            Mistake(each.id, truth.value)
            if text is None
            else self._mistake(each, text, names, may_fail=True)
            for each, text in self.mistaken(output)
        )
        return Case(arguments, truth, tuple(mistakes), output=output)

    def truth(self, reference: Expression, names: Names, value: Floats) -> Truth:
        """Hold a value against the author's tolerance, or derive one; low precisions aside.

        Raises:
            SpecError: It cannot be derived.
        """
        given = self.answer.tolerance
        if given is not None:
            return Truth(value, np.asarray(given.atol + given.rtol * np.abs(value)))
        return Truth(value, self.closeness(reference, names, value))

    def stays_whole(self, reference: Expression, names: Names, value: Floats) -> bool:
        """Whether a value is made of whole numbers, and not by chance of rounding.

        A reference that float32 inputs cannot be put into is taken by its value alone.
        """
        try:
            return tolerance.stays_whole(self._plain(reference), reference.used(names), value)
        except SpecError:
            return tolerance.is_whole(value)

    def closeness(self, reference: Expression, names: Names, value: Floats) -> Floats:
        """Derive how near an answer must come, elementwise.

        Raises:
            SpecError: The reference cannot be evaluated in float32, or on inputs slightly moved.
        """
        try:
            return tolerance.closeness(self._plain(reference), reference.used(names), value)
        except SpecError as error:
            raise reference.fail(
                "wanted a reference that float32 inputs can be put into, to derive its tolerance; "
                f"{error.flaws[0].text.removeprefix('wanted a value, but ')} (make its tensors "
                "with zeros, ones or full, or give the answer a tolerance)"
            ) from error

    def refined(self, case: Case, reference: Expression, names: Names) -> Case:
        """Add what low precisions would explain, where a tolerance was derived."""
        if case.truth.is_exact or self.answer.tolerance is not None:
            return case
        low = tolerance.coarse(self._plain(reference), reference.used(names), case.truth.value)
        ways = self._imprecise(case, names)
        return replace(case, truth=replace(case.truth, coarse=(*ways, *low)))

    def _imprecise(self, case: Case, names: Names) -> tuple[Coarse, ...]:
        """Measure what each imprecise way of the author's explains: the rounding of that way.

        Raises:
            SpecError: A way fails, or gives something else than the reference in exact arithmetic.
        """
        found = []
        for number, each in enumerate(self.answer.imprecise):
            keys: tuple[str | int, ...] = ("imprecise", number, "oracle")
            text = each.oracle
            if isinstance(text, dict):
                if case.output not in text:
                    continue
                keys, text = (*keys, case.output), text[case.output]
            way = self.expression(text, *keys)
            value = self.finite(way, names)
            lost = tolerance.scale(self._plain(way), way.used(names), value, torch.float32)
            allowed = np.asarray(_WAYS * lost)
            same = value.shape == case.truth.value.shape
            if not (same and (np.abs(value - case.truth.value) <= allowed).all()):
                raise way.fail("wanted the reference's value by another way, found another value")
            found.append(Coarse(each.id, allowed, each.says))
        return tuple(found)

    def _plain(self, reference: Expression) -> Evaluate:
        return lambda names: self.evaluator.evaluate(reference, names)

    def _mistake(
        self, each: Misconception, text: Expression, names: Names, *, may_fail: bool
    ) -> Mistake:
        """Evaluate a mistake; one that may fail gives nothing then."""
        try:
            return Mistake(each.id, self.floats(text, names))
        except SpecError:
            if not may_fail:
                raise
            return Mistake(each.id, None)

    def _path(self, keys: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Where these keys stand: on the part, or with the answer."""
        first, *rest = keys
        return (*self.asked.key_path(self.index, str(first)), *rest)


def _first(value: Floats) -> float:
    return float(value.flat[0])


def given_names(data: Mapping[str, object]) -> dict[str, Any]:
    """Turn a problem's data into names: nested lists become tensors, float64 or of truth values."""
    return {
        name: _tensor(value) if isinstance(value, list) else value for name, value in data.items()
    }


def _tensor(value: list[object]) -> Tensor:
    found = torch.tensor(value)
    return found if found.dtype == torch.bool else torch.tensor(value, dtype=torch.float64)
