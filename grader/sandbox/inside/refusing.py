"""Refuse what a question forbids, while an answer runs.

A function is refused where a library has it, and where the student's module keeps it: in a name, a
list, a default. A help and not a wall: there are other places, and the scan of the source says
where it cannot tell.
"""

import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from grader.sandbox.inside.keeping import replace_kept

_AUTOGRAD = ("torch.autograd.grad", "torch.autograd.backward", "torch.Tensor.backward")
_ALSO = {"torch.nn.functional.": "torch.", "torch.": "torch.nn.functional."}


_LIKE_FUNCTIONS = frozenset(["_ArrayFunctionDispatcher", "ufunc"])
"""NumPy's own kinds of functions."""


class ForbiddenError(Exception):
    """The code uses something that the question forbids; the message says what."""


@contextmanager
def refused(
    names: Sequence[str], is_own: Callable[[str], bool], modules: Collection[ModuleType] = ()
) -> Iterator[None]:
    """Let functions of libraries raise meanwhile, where the answer itself calls them.

    A library may use them still, and so may what the course hands out beside the module.

    Args:
        names: Dotted names; ``autograd`` stands for all ways into torch's differentiation.
        is_own: Whether the answer's own code stands in a file.
        modules: The student's, which may keep some of the functions.
    """
    wanted = [each for name in names for each in (_AUTOGRAD if name == "autograd" else (name,))]
    wanted += [_other(name) for name in wanted]
    places = [place for name in wanted for place in _places(name)]
    before: list[tuple[Any, str, Any]] = []
    refusers: dict[int, tuple[Any, Any]] = {}
    back: list[Callable[[], None]] = []
    is_over = threading.Event()  # a refuser may have been kept, where all is allowed again
    try:
        for owner, last, name in places:
            found = getattr(owner, last, None)
            if found is None or isinstance(found, type):
                continue  # a class is asked for by isinstance, too; the scan knows it by name
            refuser = _refuser(name, found, lambda file: is_own(file) and not is_over.is_set())
            with suppress(TypeError):  # a method of a built-in type cannot be replaced
                setattr(owner, last, refuser)
                before.append((owner, last, found))
                refusers[id(found)] = (found, refuser)
        if refusers:
            back = replace_kept(modules, refusers)
        yield
    finally:
        is_over.set()
        for undo in reversed(back):
            undo()
        for owner, last, value in reversed(before):
            setattr(owner, last, value)


def _places(name: str) -> list[tuple[Any, str, str]]:
    """Say where a name is to be found: what holds it, by which name, and what to call it."""
    path, _, last = name.rpartition(".")
    if last != "*":
        owner, last = _owner(name)
        return [] if owner is None else [(owner, last, name)]
    owner, last = _owner(path)
    held = getattr(owner, last, None) if owner is not None else sys.modules.get(path)
    kinds = (FunctionType, BuiltinFunctionType)
    return [
        (held, each, f"{path}.{each}")
        for each, value in list(getattr(held, "__dict__", {}).items())
        if not each.startswith("_")
        and (type(value) in kinds or type(value).__name__ in _LIKE_FUNCTIONS)
    ]


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
    if not path or root not in sys.modules:
        return None, last
    owner: Any = sys.modules[root]
    for part in path.split(".")[1:]:
        owner = getattr(owner, part, None)
    return (owner, last) if owner is not None and hasattr(owner, last) else (None, last)


def _refuser(name: str, function: Any, is_own: Callable[[str], bool]) -> Any:
    """Make what stands in for a function: it refuses the answer itself, and serves all others."""

    def refuse(*arguments: object, **keywords: object) -> Any:
        if is_own(_caller()):
            raise ForbiddenError(f"{name} is not allowed in this question")
        return function(*arguments, **keywords)

    if type(function).__name__ == "ufunc":
        for part in ("reduce", "accumulate", "outer", "at", "reduceat"):
            setattr(refuse, part, getattr(function, part))  # which libraries may use
    return refuse


def _caller() -> str:
    """Name the file that a call comes from; text that is run belongs to whoever runs it."""
    frame = sys._getframe(2)  # noqa: SLF001 - who calls
    while frame.f_back is not None and frame.f_code.co_filename.startswith("<"):
        frame = frame.f_back
    return frame.f_code.co_filename
