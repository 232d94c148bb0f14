"""Answer one request with what the student's module has or does."""

import difflib
import importlib
from collections.abc import Callable
from typing import Any, cast

from grader.sandbox.inside.apart import run_apart
from grader.sandbox.inside.measuring import peak_bytes
from grader.sandbox.inside.module import Module
from grader.sandbox.inside.raised import describe
from grader.sandbox.inside.refusing import refused
from grader.sandbox.inside.script import NameMissingError, run
from grader.sandbox.inside.stand_ins import refuse, refuse_answer
from grader.values import Array, Unsupported, Value, decode, encode
from grader.values.model import MAX_NODES

_MAX_SIMILAR = 8
"""More than are shown: some of them may be what other questions ask for."""

_MAX_CANDIDATES = 2000
_CONSTANT: tuple[type, ...] = (int, float, bool, str, complex, type(None))

Answer = tuple[tuple[Value, ...], bytes]
"""Head without the length of the output, and body."""


class _NotFoundError(Exception):
    """The module, or a part of it, has no attribute of that name."""


def answer(module: Module, head: Value, body: bytes) -> Answer:
    """Do what a request asks, whatever happens.

    Args:
        module: The student's.
        head: The verb and a dotted name.
        body: The arguments, encoded.
    """
    verb, name = cast("tuple[str, str]", head)
    try:
        if verb == "run":
            return ("returned",), encode(
                refuse_answer(_run(module, name, cast("Any", decode(body))))
            )
        if verb == "apart":
            script, given, known = cast("Any", decode(body))
            native = {key: _to_native(value) for key, value in given.items()}
            return ("returned",), encode(run_apart(script, native, _to_native(known), name))
        target = _find(module, name)
        if verb == "fetch":
            return ("returned",), encode(refuse_answer(target))
        function = cast("Callable[..., object]", target)
        arguments = cast("Any", decode(body))
        if verb == "each":
            _check_callable(function)
            return ("each",), _encode_rows([_row(function, row, module) for row in arguments])
        positional, keywords = arguments
        result = function(
            *map(_to_native, positional), **{key: _to_native(value) for key, value in keywords}
        )
        return ("returned",), encode(refuse_answer(result))
    except _NotFoundError:
        return ("not-found", name, _similar(module, name)), b""
    except NameMissingError as missing:
        return ("not-found", missing.name, _similar(module, missing.name)), b""
    except BaseException as error:  # noqa: BLE001 - the student's code may raise anything
        return ("raised", describe(error, module.scratch)), b""


def _run(module: Module, name: str, request: Any) -> Any:
    """Run the author's lines on fresh arguments, and give some of these with the result."""
    script, given, after, forbidden, measures = request
    arguments = {name: _to_native(value) for name, value in given.items()}
    if measures:
        return peak_bytes(lambda: run(module.module, script, arguments, name))
    with refused(forbidden, module.is_own, module.own_modules() if forbidden else ()):
        result = run(module.module, script, arguments, name)
    return (result, tuple(arguments[name] for name in after)) if after else result


def _check_callable(found: object) -> None:
    """Say once what is no function, not once a row."""
    if not callable(found):
        raise TypeError(f"{type(found).__name__!r} object is not callable")


def _find(module: Module, name: str) -> object:
    target: object = module.module
    for part in name.split("."):
        try:
            target = getattr(target, part)
        except AttributeError as error:
            raise _NotFoundError from error
        refuse(target)
    return target


def _similar(module: Module, name: str) -> tuple[Value, ...]:
    own = [key for key in vars(module.module) if type(key) is str and not key.startswith("_")]
    folded = {key.lower(): key for key in own[:_MAX_CANDIDATES]}
    close = difflib.get_close_matches(name.lower(), folded, _MAX_SIMILAR, cutoff=0.7)
    return tuple(folded[key][:100].encode(errors="replace").decode() for key in close)


def _row(function: Callable[..., object], row: Any, module: Module) -> Value:
    """Call once; gives whether it returned, and its result or the exception."""
    try:
        result = cast("Value", refuse_answer(function(*map(_to_native, row))))
        # What can change must be copied now: a later row may get the same object again.
        return (True, result if type(result) in _CONSTANT else decode(encode(result)))
    except BaseException as error:  # noqa: BLE001 - as above
        return (False, describe(error, module.scratch))


def _encode_rows(rows: list[Value]) -> bytes:
    """Write all rows as one list; if that is too much, the largest results stay behind."""
    body = encode(rows)
    if body.startswith(b"l"):
        return body
    share = max(64, MAX_NODES // max(1, len(rows)))
    large = Unsupported("result", "too large: together with the results of the other calls")
    kept = [row if len(encode(row)) <= share else (True, large) for row in rows]
    return encode(kept)


def _to_native(value: Any) -> Any:
    """Make of a value what the student's code expects: fresh arrays and tensors."""
    if isinstance(value, Array):
        return _to_array(value)
    if type(value) in {list, tuple}:
        return type(value)(map(_to_native, value))
    if type(value) is dict:
        return {key: _to_native(item) for key, item in value.items()}
    return value


def _to_array(value: Array) -> Any:
    data = value.data.copy()
    if value.library == "torch":
        torch = importlib.import_module("torch")
        tensor = torch.from_numpy(data)
        return tensor.to(torch.bfloat16) if value.bfloat16 else tensor
    return data[()] if value.is_scalar else data
