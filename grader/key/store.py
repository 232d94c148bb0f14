"""The answer key to and from one file: a JSON tree beside its arrays; no pickle.

The file is ours and trusted, but still only data: reading it cannot execute anything.
"""

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np

from grader.key import kinds, terms, truth
from grader.key.kinds import AnswerKey
from grader.record import Record, astuple
from grader.values import Array

_Array = np.ndarray[tuple[int, ...], np.dtype[np.generic]]

_MARK = b"grader answer key 1\n"
"""What a stored key begins with; then the SHA-256 of the rest."""

_RECORDS: dict[str, Callable[..., object]] = {
    record.__name__: record
    for record in (
        kinds.AnswerKey,
        kinds.PartKey,
        kinds.NumberKey,
        kinds.ArrayKey,
        kinds.ShapeKey,
        kinds.FormulaKey,
        kinds.NamesKey,
        kinds.ChoiceKey,
        kinds.FunctionKey,
        kinds.Way,
        kinds.Effort,
        kinds.Invariant,
        kinds.TrainingKey,
        kinds.Training,
        kinds.RandomKey,
        kinds.Sampling,
        kinds.Chances,
        kinds.FigureKey,
        kinds.RelationKey,
        kinds.TextKey,
        kinds.FormKey,
        kinds.Unknown,
        kinds.Trial,
        kinds.Settled,
        truth.Case,
        truth.Truth,
        truth.Coarse,
        truth.Mistake,
        terms.Terms,
        Array,
    )
}
_MAKERS: dict[str, Callable[..., object]] = {
    **_RECORDS,
    "/": Fraction,
    "(": lambda *items: tuple(items),
    "[": lambda *items: list(items),
}


def save_key(key: AnswerKey, file: Path) -> None:
    """Write the key beside its final place, then move it there: a reader sees all or nothing."""
    arrays: list[_Array] = []
    tree = json.dumps(_plain(key, arrays), allow_nan=True, separators=(",", ":"))
    buffer = io.BytesIO()
    np.savez(
        buffer,
        allow_pickle=False,
        tree=np.frombuffer(tree.encode(), dtype=np.uint8),
        **{f"a{number}": array for number, array in enumerate(arrays)},
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".key-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            content = buffer.getvalue()
            stream.write(_MARK + hashlib.sha256(content).digest() + content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def load_key(file: Path) -> AnswerKey | None:
    """Read a key; None where there is none, or where it is damaged or of another make.

    Nothing is parsed before the whole file is known to be as it was written.
    """
    try:
        content = file.read_bytes()
    except OSError:
        return None
    head = len(_MARK) + hashlib.sha256().digest_size
    if content[:head] != _MARK + hashlib.sha256(content[head:]).digest():
        return None
    try:
        with np.load(io.BytesIO(content[head:]), allow_pickle=False) as stored:
            tree = json.loads(stored["tree"].tobytes())
            key = _record(tree, lambda number: _frozen(stored[f"a{number}"]))
    except (EOFError, ValueError, LookupError, TypeError):
        return None
    return key if isinstance(key, AnswerKey) else None


def _frozen(array: _Array) -> _Array:
    array.setflags(write=False)
    return array


def _plain(value: object, arrays: list[_Array]) -> object:
    """Turn records into lists that start with what they are; arrays are set aside by number."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return ["#", len(arrays) - 1]
    if isinstance(value, Fraction):
        return ["/", value.numerator, value.denominator]
    if isinstance(value, tuple | list):
        tag = "(" if isinstance(value, tuple) else "["
        return [tag, *(_plain(each, arrays) for each in value)]
    if isinstance(value, Mapping):
        return ["{", *([key, _plain(each, arrays)] for key, each in value.items())]
    if isinstance(value, Array):
        fields = (value.data, value.library, value.is_scalar, value.bfloat16, value.subclass)
        return ["Array", *(_plain(each, arrays) for each in fields)]
    if isinstance(value, Record):
        return [type(value).__name__, *(_plain(each, arrays) for each in astuple(value))]
    raise TypeError(f"an answer key cannot hold {type(value).__name__}")


def _record(tree: object, array: Callable[[int], object]) -> object:
    """Undo `_plain`."""
    if not isinstance(tree, list):
        return tree
    tag, *rest = tree
    if tag == "#":
        return array(rest[0])
    if tag == "{":
        return {key: _record(each, array) for key, each in rest}
    return _MAKERS[tag](*(_record(each, array) for each in rest))
