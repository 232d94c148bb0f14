"""Refuse what a question forbids, while an answer runs.

A help and not a wall: code that kept hold of a function before meets the scan of its source.
"""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

_AUTOGRAD = ("torch.autograd.grad", "torch.autograd.backward", "torch.Tensor.backward")
_ALSO = {"torch.nn.functional.": "torch.", "torch.": "torch.nn.functional."}


class ForbiddenError(Exception):
    """The code uses something that the question forbids; the message says what."""


@contextmanager
def refused(names: Sequence[str], files: Collection[str]) -> Iterator[None]:
    """Let functions of libraries raise meanwhile, where the answer itself calls them.

    A library may use them still, and so may what the course hands out beside the module.

    Args:
        names: Dotted names; ``autograd`` stands for all ways into torch's differentiation.
        files: Where the answer's own code stands.
    """
    wanted = [each for name in names for each in (_AUTOGRAD if name == "autograd" else (name,))]
    wanted += [_other(name) for name in wanted]
    before: list[tuple[Any, str, Any]] = []
    try:
        for name in wanted:
            owner, last = _owner(name)
            found = getattr(owner, last, None)
            if found is None or isinstance(found, type):
                continue  # a class is asked for by isinstance, too; the scan knows it by name
            with suppress(TypeError):  # a method of a built-in type cannot be replaced
                setattr(owner, last, _refuser(name, found, files))
                before.append((owner, last, found))
        yield
    finally:
        for owner, last, value in reversed(before):
            setattr(owner, last, value)


def _other(name: str) -> str:
    """Name what torch calls by two names by the other."""
    for one, other in _ALSO.items():
        if name.startswith(one) and name.count(".") == one.count("."):
            return other + name.removeprefix(one)
    return ""


def _owner(name: str) -> tuple[Any, str]:
    """Find what holds a name, in libraries that are loaded; None where nothing does."""
    path, _, last = name.rpartition(".")
    root = path.partition(".")[0]
    if not path or root not in sys.modules or last == "*":
        return None, last
    owner: Any = sys.modules[root]
    for part in path.split(".")[1:]:
        owner = getattr(owner, part, None)
    return (owner, last) if owner is not None and hasattr(owner, last) else (None, last)


def _refuser(name: str, function: Any, files: Collection[str]) -> Callable[..., Any]:
    def refuse(*arguments: object, **keywords: object) -> Any:
        if sys._getframe(1).f_code.co_filename in files:  # noqa: SLF001 - who calls
            raise ForbiddenError(f"{name} is not allowed in this question")
        return function(*arguments, **keywords)

    return refuse
