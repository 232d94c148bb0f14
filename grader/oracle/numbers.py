"""Torch's functions where an expression gives them numbers, and tensors made of tensors.

Rule: what comes in as a tensor goes through as it is, so that it can be differentiated by.
"""

import functools
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional
from torch import Tensor

_OF_NUMBERS = (
    *("exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "rsqrt", "square", "reciprocal"),
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "erf", "erfc"),
    *("sign", "relu", "sigmoid", "maximum", "minimum"),
)
"""Functions of torch's that work elementwise, and so have a meaning for a number."""


def tensor(data: object, dtype: torch.dtype | None = None) -> Tensor:
    """Make a tensor of numbers and tensors, nested in lists.

    Args:
        data: A number, a tensor, or a list of such; lists within a list have one shape.
        dtype: That of its numbers; torch's choice where none is given.

    Returns:
        A tensor that may be differentiated by the tensors in it, as one of torch's own
        `torch.tensor` cannot.
    """
    if isinstance(data, list | tuple) and any(map(_holds_tensor, data)):
        items = [tensor(each) for each in data]
        common = functools.reduce(torch.promote_types, (each.dtype for each in items))
        return torch.stack([each.to(dtype or common) for each in items])
    return torch.as_tensor(data, dtype=dtype)


def _holds_tensor(data: object) -> bool:
    if isinstance(data, list | tuple):
        return any(map(_holds_tensor, data))
    return isinstance(data, Tensor)


def _for_numbers(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Let a function of torch's take numbers, as floating as everything that is computed."""

    @functools.wraps(function)
    def wrapped(*values: Any, **options: Any) -> Tensor:
        return function(
            *(
                torch.tensor(each, dtype=torch.get_default_dtype())
                if isinstance(each, int | float)
                else each
                for each in values
            ),
            **options,
        )

    return wrapped


NUMBERS: dict[str, Callable[..., Tensor]] = {
    "tensor": tensor,
    **{name: _for_numbers(getattr(torch, name)) for name in _OF_NUMBERS},
}
"""What stands in an expression for torch's function of the same name."""
