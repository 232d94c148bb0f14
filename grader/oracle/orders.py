"""Sums in the least exact order there is: one term after the other.

Libraries add in blocks, a student's loop does not. Both are right; a tolerance must admit both.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

Replacement = Callable[..., Tensor]


class OneByOne(TorchFunctionMode):
    """While it is entered, sums, means and products of matrices are added up term by term."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do as told, in another order where we know one.

        Source:
            `torch.overrides.TorchFunctionMode`.
        """
        instead = _INSTEAD.get(func)
        if instead is not None and not kwargs and len(args) <= 2:
            return instead(func, *args)
        return func(*args, **(kwargs or {}))


def _sum(func: Replacement, value: Tensor, dim: object = None) -> Tensor:
    if not value.is_floating_point() or not value.numel() or not isinstance(dim, int | None):
        return func(value) if dim is None else func(value, dim)
    axis = -1 if dim is None else dim
    flat = value.reshape(-1) if dim is None else value
    found = flat.select(axis, 0)
    for number in range(1, flat.shape[axis]):
        found = found + flat.select(axis, number)
    return found


def _mean(func: Replacement, value: Tensor, dim: object = None) -> Tensor:
    if not value.numel() or not isinstance(dim, int | None):
        return func(value) if dim is None else func(value, dim)
    size = value.numel() if dim is None else value.shape[dim]
    return _sum(torch.sum, value, dim) / size


def _matmul(func: Replacement, one: Tensor, other: Tensor) -> Tensor:
    if one.ndim < 2 or other.ndim < 2:
        return func(one, other)
    found = one[..., :, 0:1] * other[..., 0:1, :]
    for number in range(1, one.shape[-1]):
        found = found + one[..., :, number : number + 1] * other[..., number : number + 1, :]
    return found


_INSTEAD: dict[Callable[..., Any], Replacement] = {
    torch.sum: _sum,
    Tensor.sum: _sum,
    torch.mean: _mean,
    Tensor.mean: _mean,
    torch.matmul: _matmul,
    Tensor.matmul: _matmul,
    Tensor.__matmul__: _matmul,
    torch.mm: _matmul,
    Tensor.mm: _matmul,
}
