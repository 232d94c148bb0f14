"""The same computation in another precision, library, layout or form; and slips that fit any.

Rule: nothing here knows what is computed.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import DTypeLike

from corpus.entry import Floats, Implementation, Implementations

EPS = 2.0**-23
"""The spacing of float32 at 1."""


def in_numpy(function: Implementation, dtype: DTypeLike) -> Implementation:
    """Compute in another precision of NumPy, from the arguments on."""
    return _on_arrays(function, lambda array: array.astype(dtype))


def in_torch(function: Implementation, dtype: torch.dtype = torch.float64) -> Implementation:
    """Compute on tensors."""
    return _on_arrays(function, lambda array: torch.from_numpy(array).to(dtype))


def variants(function: Implementation) -> dict[str, Implementation]:
    """Give what a NumPy implementation computes in other forms, all of them right."""
    single = in_numpy(function, np.float32)
    return {
        "numpy float64": function,
        "numpy float32": single,
        "numpy longdouble, rounded": _then(
            in_numpy(function, np.longdouble), lambda value: np.asarray(value, np.float64)
        ),
        "nested lists": _then(function, lambda value: np.asarray(value).tolist()),
        "float32 tensor": _then(single, lambda value: torch.from_numpy(np.array(value))),
        "Fortran order": _then(
            function, lambda value: np.asfortranarray(value).reshape(value.shape)
        ),
        "every other cell of a larger array": _then(function, _spaced),
        "rows in reverse, viewed back": _then(function, _reversed_twice),
    }


def slips(function: Implementation) -> dict[str, Implementation]:
    """Give what a right implementation computes, spoiled."""
    return {
        "cut to whole numbers": _then(function, np.trunc),
        "rounded to three decimals": _then(function, lambda value: np.round(value, 3)),
        "a thousand ulps off everywhere": _then(
            function, lambda value: value + 1000 * EPS * np.abs(value).max()
        ),
        "a thousand ulps off in one cell": _then(function, _one_cell_off),
        "one axis too many": _then(function, lambda value: np.asarray(value)[None]),
        "negated": _then(function, np.negative),
    }


def low_precisions(function: Implementation) -> dict[str, Implementation]:
    """Compute a NumPy implementation in float16, and widen the result to hide it."""
    half = in_numpy(function, np.float16)
    return {
        "computed in float16": half,
        "computed in float16, given as float64": _then(
            half, lambda value: np.asarray(value, np.float64)
        ),
    }


def without(table: Implementations, *names: str) -> dict[str, Implementation]:
    """Leave out implementations that are not what their name says for this answer."""
    return {name: function for name, function in table.items() if name not in names}


def _on_arrays(function: Implementation, change: Callable[[Floats], object]) -> Implementation:
    def changed(*arguments: object) -> object:
        return function(
            *(change(each) if isinstance(each, np.ndarray) else each for each in arguments)
        )

    return changed


def _then(function: Implementation, change: Callable[[Any], object]) -> Implementation:
    return lambda *arguments: change(function(*arguments))


def _spaced(value: Floats) -> Floats:
    wide = np.full((*np.shape(value), 2), np.nan)
    wide[..., 0] = value
    return wide[..., 0]


def _reversed_twice(value: Floats) -> Floats:
    return np.flip(np.flip(value).copy())


def _one_cell_off(value: Floats) -> Floats:
    spoiled = np.array(value, np.float64)
    spoiled.flat[0] += 1000 * EPS * np.abs(spoiled).max()
    return spoiled
