"""Evaluate the expressions of a spec in torch.

An expression belongs to an answer and has a place in a file; whatever goes wrong with it is its
author's to mend, and is raised as a `SpecError` that points there.
"""

import ast
import difflib
import functools
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import torch
from torch import Tensor

from grader.errors import SpecError
from grader.oracle.vocabulary import OURS, PYTHON, vocabulary
from grader.record import Record
from grader.spec.assignment import Assignment, KeyPath, Source

Names = Mapping[str, Any]


class Expression(Record, frozen=True):
    """A compiled expression that knows where it stands."""

    text: str
    code: CodeType
    names: frozenset[str]
    """Every name it reads."""

    bound: frozenset[str]
    """Those that it binds itself, in comprehensions and lambdas."""

    source: Source
    path: KeyPath

    def fail(self, text: str) -> SpecError:
        """Build the error that points at this expression."""
        return SpecError(self.source.file, [self.source.flaw(self.path, text)])

    def used(self, names: Names) -> dict[str, Any]:
        """Keep the names that it reads."""
        return {name: value for name, value in names.items() if name in self.names}


@dataclass(frozen=True)
class Evaluator:
    """Evaluates an assignment's expressions: its vocabulary, and its `reference.py`.

    Raises:
        SpecError: `reference.py` raised while it was run.
    """

    assignment: Assignment
    vocabulary: dict[str, Any] = field(default_factory=vocabulary)

    def __post_init__(self) -> None:
        """Run `reference.py`, whose public names join the vocabulary."""
        if self.assignment.reference is None:
            return
        module: dict[str, Any] = {"__name__": "reference", "__file__": str(self._reference)}
        try:
            code = compile(self.assignment.reference, self._reference, "exec", dont_inherit=True)
            exec(code, module)  # noqa: S102 - the author's own file
        except (Exception, SystemExit) as error:
            source = Source(file=self._reference, marks={})
            place = (_line_in(self._reference, error) or 1, 1)
            words = f"wanted definitions, but running this raised {_reason(error)}"
            raise SpecError(self._reference, [source.flaw_at(place, (), words)]) from error
        self.vocabulary.update(
            {name: value for name, value in module.items() if not name.startswith("_")}
        )

    @property
    def _reference(self) -> Path:
        return self.assignment.folder / "reference.py"

    def compile(self, text: str, source: Source, path: KeyPath) -> Expression:
        """Parse an expression; its syntax was checked when the spec was loaded."""
        return Expression(text, *_parsed(text.strip()), source, path)

    def evaluate(self, expression: Expression, names: Names) -> Any:
        """Evaluate to whatever it gives: a tensor, a number, a shape.

        Torch's warnings are for whoever trains; here they would tell an instructor about our ways
        of calling it. What they warn of, such as nan, is found by looking at the value.

        Raises:
            SpecError: A name is unknown, or the expression raised.
        """
        unknown = [
            name
            for name in expression.names - expression.bound
            if name not in names and name not in self.vocabulary
        ]
        if unknown:
            raise expression.fail(self._unknown(min(unknown), names))
        words = [name for name in expression.names if name in self.vocabulary]
        scope = {"__builtins__": {}, **{word: self.vocabulary[word] for word in words}}
        scope |= expression.used(names)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return eval(expression.code, scope)  # noqa: S307 - the author's
        except Exception as error:
            line = _line_in(self._reference, error)
            where = "" if line is None else f", in {self._reference.name}, line {line}"
            raise expression.fail(
                f"wanted a value, but {expression.text.strip()!r} raised {_reason(error)}{where}"
            ) from error

    def _unknown(self, name: str, names: Names) -> str:
        likely = difflib.get_close_matches(name, [*names, *OURS, *PYTHON], 1)
        near = likely or difflib.get_close_matches(name, self.vocabulary, 1)
        cure = f"did you mean {near[0]!r}?" if near else "define it under given, or in reference.py"
        return f"wanted names the oracle knows, found {name!r} ({cure})"


@functools.lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[CodeType, frozenset[str], frozenset[str]]:
    """Compile an expression; list the names it reads, and those it binds."""
    tree = ast.parse(text, mode="eval")
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return compile(tree, "<oracle>", "eval", dont_inherit=True), frozenset(read), frozenset(bound)


def brief(value: object) -> str:
    """Write a value in one short line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _reason(error: BaseException) -> str:
    """Name an error and quote its first line."""
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _line_in(file: Path, error: BaseException) -> int | None:
    """Find the line of a file that an error came from, if it came from there."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


@contextmanager
def precision(dtype: torch.dtype) -> Iterator[None]:
    """Let `zeros`, `ones` and the like make tensors of this dtype meanwhile."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def leaves(names: Names, dtype: torch.dtype) -> dict[str, Any]:
    """Copy names for one evaluation: floating tensors in `dtype`, ready to be differentiated by."""
    return {
        name: value.detach().to(dtype, copy=True).requires_grad_()
        if isinstance(value, Tensor) and value.is_floating_point()
        else value
        for name, value in names.items()
    }
