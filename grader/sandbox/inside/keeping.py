"""Put other functions in the place of some, wherever a student's modules keep them.

Names, lists, dicts, tuples, classes, instances, closures, defaults and `functools.partial` are
looked into, nearest first, without calling anything of the student's. A module that keeps very much
is not looked through to its end.
"""

import itertools
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import CellType, FunctionType, ModuleType
from typing import Any, cast

_MOST_STEPS = 20_000
_MOST_DEPTH = 4
"""Of tuples in tuples, which have to be made anew."""

_PLAIN = frozenset([int, float, str, bytes, bool, complex, type(None)])

Put = Callable[[Any], None]


def replace_kept(
    modules: Collection[ModuleType], others: Mapping[int, tuple[Any, Any]]
) -> list[Callable[[], None]]:
    """Replace some objects below the names of modules.

    Args:
        modules: The student's.
        others: By identity what is replaced, and by what.

    Returns:
        What puts each back, in the order in which they were replaced.
    """
    undone: list[Callable[[], None]] = []
    homes = {vars(each).get("__name__") for each in modules if type(each) is ModuleType}
    waiting: deque[object] = deque(vars(each) for each in modules)
    seen = set(map(id, waiting))
    steps = 0
    while waiting and steps < _MOST_STEPS:
        for value, put in _contents(waiting.popleft(), homes):
            steps += 1
            new = _renewed(value, others, 0)
            if new is not value:
                put(new)
                undone.append(partial(put, value))
            elif type(value) not in _PLAIN and id(value) not in seen:
                seen.add(id(value))
                waiting.append(value)
    return undone


def _renewed(value: Any, others: Mapping[int, tuple[Any, Any]], depth: int) -> Any:
    """Give what stands in for a value; the value itself where nothing in it is to be replaced."""
    found = others.get(id(value))
    if found is not None:
        return found[1]
    if depth > _MOST_DEPTH or type(value) not in (tuple, partial, staticmethod, classmethod):
        return value
    if type(value) is tuple:
        new = tuple(_renewed(each, others, depth + 1) for each in value[:_MOST_STEPS])
        is_same = all(one is other for one, other in zip(new, value, strict=False))
        return value if is_same else (*new, *value[_MOST_STEPS:])
    inner = value.func if type(value) is partial else value.__func__
    function = _renewed(inner, others, depth + 1)
    if function is inner:
        return value
    if type(value) is partial:
        return partial(function, *value.args, **value.keywords)
    return type(value)(function)


def _contents(holder: Any, homes: Collection[object]) -> Iterator[tuple[Any, Put]]:
    """Yield what something holds, each with what puts another value in its place."""
    kind = type(holder)  # whose word, unlike that of `isinstance`, is never the student's
    if issubclass(kind, dict):
        for key, value in list(itertools.islice(dict.items(holder), _MOST_STEPS)):
            yield value, partial(dict.__setitem__, holder, key)
    elif issubclass(kind, list):
        for place, value in enumerate(list.__getitem__(holder, slice(_MOST_STEPS))):
            yield value, partial(list.__setitem__, holder, place)
    elif kind in (tuple, set, frozenset):
        yield from ((each, _leave) for each in itertools.islice(holder, _MOST_STEPS))
    elif kind is FunctionType:
        yield holder.__defaults__, partial(setattr, holder, "__defaults__")
        inner = (holder.__kwdefaults__, holder.__dict__, *(holder.__closure__ or ()))
        yield from ((each, _leave) for each in inner)
    else:
        yield from _attributes(holder, homes)


def _attributes(holder: Any, homes: Collection[object]) -> Iterator[tuple[Any, Put]]:
    """Yield the attributes of the student's own classes and objects, and what a closure keeps."""
    is_class = issubclass(type(holder), type)
    own = type.__getattribute__(holder if is_class else type(holder), "__dict__")
    if type(holder) is CellType:
        with suppress(ValueError):  # empty
            yield holder.cell_contents, partial(setattr, holder, "cell_contents")
    elif own.get("__module__") in homes and is_class:
        for key, value in list(own.items()):
            yield value, cast("Put", partial(type.__setattr__, holder, key))
    elif own.get("__module__") in homes:
        with suppress(AttributeError, TypeError):  # it has slots
            yield object.__getattribute__(holder, "__dict__"), _leave


def _leave(_value: object) -> None:
    """Change nothing: this one has to stay what it is."""
