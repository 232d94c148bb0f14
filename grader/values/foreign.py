"""Turn what is not a built-in type into something that is: arrays, tensors, callables, relatives.

Runs in the student's process, like `encode`. Finds NumPy and torch among the modules already loaded
and imports neither.
"""

import sys
from collections import Counter, OrderedDict, defaultdict
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from grader.values import model
from grader.values.model import Array, Named, NamedKind, Unsupported

_MAPPINGS = (OrderedDict, defaultdict, Counter)
_VARIADIC = 0x04 | 0x08
"""``co_flags`` of a function that takes ``*args`` or ``**keywords``."""


def translate(value: object) -> object:
    """Express one object in the types of the wire, one level deep.

    Returns:
        An exact built-in container or number, an `Array`, a `Named` or an `Unsupported`.
    """
    try:
        return _translate(value)
    except Exception as error:  # noqa: BLE001 - the student's properties may raise anything
        return Unsupported(type(value).__name__, f"could not be read: {type(error).__name__}")


def _translate(value: object) -> object:
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray | numpy.generic):
        return _from_numpy(value, numpy)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _from_torch(value, torch)
    plain = _plain(value)
    if plain is not None:
        return plain
    return _named(value) or Unsupported(type(value).__name__, _reason(value))


def _plain(value: Any) -> object | None:
    """The built-in container that a near relative of one amounts to."""
    if type(value) in _MAPPINGS:
        return dict(value)
    if isinstance(value, tuple) and (
        hasattr(value, "_fields") or type(value).__module__.partition(".")[0] == "torch"
    ):
        return tuple(value)
    if type(value) is range:
        return list(value[: model.MAX_NUMBERS + 1])
    if type(value) in {set, frozenset}:
        return sorted(value, key=lambda item: (type(item).__name__, repr(item)))
    return None


def _reason(value: object) -> str:
    for known in (bool, int, float, complex, str, list, tuple, dict):
        if isinstance(value, known):
            return f"is a subclass of {known.__name__}, not a plain one"
    return "is none of the types that can be graded"


def _from_numpy(value: Any, numpy: Any) -> object:
    if isinstance(value, numpy.str_):
        return str(value)
    exact = type(value) is numpy.ndarray or isinstance(value, numpy.generic)
    return Array(
        numpy.asarray(value),
        is_scalar=isinstance(value, numpy.generic),
        subclass=None if exact else type(value).__name__,
    )


def _from_torch(value: Any, torch: Any) -> object:
    tensor = value.detach()
    if tensor.layout is not torch.strided or tensor.device.type != "cpu":
        return Unsupported("Tensor", f"is {tensor.layout} on {tensor.device}, not dense on the CPU")
    bfloat16 = tensor.dtype is torch.bfloat16
    tensor = tensor.float() if bfloat16 else tensor.resolve_conj().resolve_neg()
    return Array(
        tensor.numpy(),
        library="torch",
        bfloat16=bfloat16,
        subclass=None if type(value).__name__ in {"Tensor", "Parameter"} else type(value).__name__,
    )


def _named(value: object) -> Named | None:
    if isinstance(value, ModuleType):
        return Named("module", value.__name__, value.__name__)
    kind = _callable_kind(value)
    if kind is None:
        return None
    origin = type(value) if kind == "callable" else value
    return Named(
        kind,
        str(getattr(origin, "__module__", "") or ""),
        str(getattr(origin, "__qualname__", type(value).__qualname__)),
        _parameters(value, kind),
    )


def _callable_kind(value: object) -> NamedKind | None:
    if isinstance(value, type):
        return "class"
    if isinstance(value, FunctionType | BuiltinFunctionType):
        return "function"
    if isinstance(value, MethodType):
        return "method"
    return "callable" if callable(value) else None


def _parameters(value: object, kind: NamedKind) -> tuple[str, ...] | None:
    """Read the names off the code object, which costs nothing; `inspect` would run student code."""
    function: object = value
    if kind == "class":
        function = getattr(value, "__init__", None)
    elif kind == "method":
        function = getattr(value, "__func__", None)
    elif kind == "callable":
        function = getattr(type(value), "__call__", None)  # noqa: B004 - the function, not whether
    if not isinstance(function, FunctionType):
        return None
    code = function.__code__
    count = code.co_argcount + code.co_kwonlyargcount + (code.co_flags & _VARIADIC).bit_count()
    return code.co_varnames[0 if kind == "function" else 1 : count]
