"""Run an author's lines where no student's module is: what it gave is known, or has to be asked."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grader.sandbox.inside.script import run

SEED = 0
"""Lines that draw run again and again, and must draw the same; the child itself begins with it."""


class WantedError(BaseException):
    """The lines call the student's code once more than is known; no handler of theirs is meant."""

    def __init__(self, name: str, positional: Sequence[Any], keywords: Mapping[str, Any]) -> None:
        super().__init__(name)
        self.name = name
        self.positional = list(positional)
        self.keywords = dict(keywords)


class Replay:
    """Stands for the student's module: every name in it is a function, whose results are known."""

    def __init__(self, known: Sequence[tuple[Any, Sequence[Any]]]) -> None:
        """Prepare to give results.

        Args:
            known: Of each call, in order: its result, and the arrays it was given as they were
                afterwards.
        """
        self._known: Iterator[tuple[Any, Sequence[Any]]] = iter(known)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*positional: Any, **keywords: Any) -> Any:
            for result, after in self._known:
                _write_back((*positional, *keywords.values()), after)
                return result
            raise WantedError(name, positional, keywords)

        return call


def run_apart(
    script: str, arguments: dict[str, object], known: Sequence[Any], asked: str
) -> tuple[Any, ...]:
    """Run the lines as far as is known.

    Args:
        script: As for `grader.sandbox.inside.script.run`.
        arguments: As there.
        known: As for `Replay`.
        asked: As there.

    Returns:
        ``("gives", value)``, or ``("wants", name, arguments, keywords)``: the call to put next.
    """
    random.seed(SEED)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(SEED)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(SEED)
    try:
        return ("gives", run(Replay(known), script, arguments, asked))
    except WantedError as wanted:
        return ("wants", wanted.name, wanted.positional, wanted.keywords)


def _write_back(given: Sequence[Any], after: Sequence[Any]) -> None:
    """Do to the lines' own arrays what the call did to its copies."""
    arrays = [each for each in given if _is_array(each)]
    for array, now in zip(arrays, after, strict=False):
        if array.shape == now.shape:
            array[...] = now


def _is_array(value: Any) -> bool:
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return True
    return numpy is not None and isinstance(value, numpy.ndarray)
