"""Evaluate the expressions of a spec in torch.

An expression belongs to an answer and has a place in a file; whatever goes wrong with it is its
author's to mend, and is raised as a `SpecError` that points there.
"""

import ast
import difflib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import torch
from torch import Tensor

from grader.errors import SpecError
from grader.oracle.vocabulary import OURS, PYTHON, vocabulary
from grader.spec.assignment import Assignment, KeyPath, Source

Names = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression that knows where it stands."""

    text: str
    code: CodeType
    names: frozenset[str]
    """Every name it reads."""

    source: Source
    path: KeyPath

    def fail(self, text: str) -> SpecError:
        """Build the error that points at this expression."""
        return SpecError(self.source.file, [self.source.flaw(self.path, text)])


@dataclass(frozen=True)
class Evaluator:
    """Evaluates an assignment's expressions: its vocabulary, and its `reference.py`."""

    assignment: Assignment
    vocabulary: dict[str, Any] = field(default_factory=vocabulary)

    def __post_init__(self) -> None:
        """Run `reference.py`, whose public names join the vocabulary."""
        if self.assignment.reference is None:
            return
        file = self.assignment.folder / "reference.py"
        module: dict[str, Any] = {"__name__": "reference", "__file__": str(file)}
        exec(compile(self.assignment.reference, file, "exec"), module)  # noqa: S102 - the author's
        self.vocabulary.update(
            {name: value for name, value in module.items() if not name.startswith("_")}
        )

    def compile(self, text: str, source: Source, path: KeyPath) -> Expression:
        """Parse an expression; its syntax was checked when the spec was loaded."""
        tree = ast.parse(text.strip(), mode="eval")
        names = frozenset(
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        )
        return Expression(text, compile(tree, "<oracle>", "eval"), names, source, path)

    def evaluate(self, expression: Expression, names: Names) -> Any:
        """Evaluate to whatever it gives: a tensor, a number, a shape.

        Raises:
            SpecError: A name is unknown, or the expression raised.
        """
        unknown = expression.names - names.keys() - self.vocabulary.keys() - _bound(expression)
        if unknown:
            raise expression.fail(self._unknown(min(unknown), names))
        try:
            return eval(expression.code, {**self.vocabulary, **names})  # noqa: S307 - the author's
        except Exception as error:
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            raise expression.fail(
                f"wanted a value, but {expression.text.strip()!r} raised {reason}"
            ) from error

    def _unknown(self, name: str, names: Names) -> str:
        near = difflib.get_close_matches(name, [*names, *OURS, *PYTHON, *self.vocabulary], 1)
        cure = f"did you mean {near[0]!r}?" if near else "define it under given, or in reference.py"
        return f"wanted names the oracle knows, found {name!r} ({cure})"


def _bound(expression: Expression) -> frozenset[str]:
    """Names that the expression binds itself, in comprehensions and lambdas."""
    tree = ast.parse(expression.text.strip(), mode="eval")
    stored = (
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    )
    taken = (n.arg for n in ast.walk(tree) if isinstance(n, ast.arg))
    return frozenset([*stored, *taken])


@contextmanager
def precision(dtype: torch.dtype) -> Iterator[None]:
    """Let `zeros`, `ones` and the like make tensors of this dtype meanwhile."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def as_tensor(data: object, dtype: torch.dtype = torch.float64) -> object:
    """Turn given data into what expressions work on: nested lists become tensors, numbers stay."""
    if isinstance(data, list):
        return torch.tensor(data, dtype=dtype)
    return data


def leaves(names: Names, dtype: torch.dtype) -> dict[str, Any]:
    """Copy names for one evaluation: floating tensors in `dtype`, ready to be differentiated by."""
    return {
        name: value.detach().to(dtype).requires_grad_()
        if isinstance(value, Tensor) and value.is_floating_point()
        else value
        for name, value in names.items()
    }
