"""The names an oracle expression may use.

Torch's own functions, and those below where torch's form is unwieldy for a homework's small
matrices: `conv2d(A, B)` takes plain (H, W) matrices. Expressions are an instructor's and trusted.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional
from torch import Tensor

from grader.oracle.datasets import digits, spirals
from grader.oracle.modules import module_buffer, run_module
from grader.oracle.numbers import NUMBERS

Number = int | float


def conv2d(
    image: Tensor, kernel: Tensor, bias: Tensor | None = None, *, stride: int = 1, padding: int = 0
) -> Tensor:
    """Cross-correlate, as deep-learning libraries do.

    Args:
        image: Shape (H, W), or (N, C, H, W) as in torch.
        kernel: Shape (K, L), or (F, C, K, L) as in torch.
        bias: Shape (F,).
        stride: Cells between positions.
        padding: Zeros on each side.

    Returns:
        Shape (H', W') if both are plain matrices, else (N, F, H', W').

    Source:
        `torch.nn.functional.conv2d`.
    """
    flat = image.ndim == 2 and kernel.ndim == 2
    found = torch.nn.functional.conv2d(
        image[None, None] if image.ndim == 2 else image,
        kernel[None, None] if kernel.ndim == 2 else kernel,
        bias,
        stride=stride,
        padding=padding,
    )
    return found[0, 0] if flat else found


def max_pool2d(image: Tensor, size: int, stride: int | None = None, padding: int = 0) -> Tensor:
    """Take the maximum of each window; shape (H, W) or torch's own.

    Source:
        `torch.nn.functional.max_pool2d`; the stride is the size where none is given.
    """
    return _on_plane(torch.nn.functional.max_pool2d, image, size, stride, padding)


def avg_pool2d(image: Tensor, size: int, stride: int | None = None, padding: int = 0) -> Tensor:
    """Take the mean of each window; shape (H, W) or torch's own.

    Source:
        `torch.nn.functional.avg_pool2d`.
    """
    return _on_plane(torch.nn.functional.avg_pool2d, image, size, stride, padding)


def _on_plane(pool: Callable[..., Tensor], image: Tensor, *arguments: int | None) -> Tensor:
    return pool(image[None, None], *arguments)[0, 0] if image.ndim == 2 else pool(image, *arguments)


def grad(
    output: Tensor, *, wrt: Tensor, upstream: Tensor | Number | Callable[..., Tensor]
) -> Tensor:
    """Backpropagate `upstream` through `output` to `wrt`.

    Args:
        output: Any shape; computed from `wrt` in the same expression.
        wrt: A tensor the expression names.
        upstream: The gradient from above: of the shape of `output`, or one number for all of it,
            or `ones` or `zeros` themselves.

    Returns:
        Shape of `wrt`; zeros where the output does not depend on it.

    Raises:
        ValueError: `upstream` has another shape; it is not broadcast, which would hide a slip.

    Source:
        `torch.autograd.grad`.
    """
    above = torch.as_tensor(upstream(*output.shape) if callable(upstream) else upstream)
    if above.ndim and above.shape != output.shape:
        raise ValueError(
            f"upstream: wanted shape {tuple(output.shape)}, found {tuple(above.shape)}"
        )
    if not output.requires_grad:
        return torch.zeros_like(wrt)
    weights = above.to(output.dtype).expand_as(output)
    # With a graph of its own, so that the gradient can be differentiated in turn.
    (found,) = torch.autograd.grad(output, wrt, weights, create_graph=True, materialize_grads=True)
    return found


def pad(image: Tensor, width: int, value: float = 0.0) -> Tensor:
    """Surround the last two dimensions with `width` cells of `value`."""
    return torch.nn.functional.pad(image, (width, width, width, width), value=value)


def at(image: Tensor, indexes: Sequence[Sequence[int]]) -> Tensor:
    """Pick elements by a list of index tuples, such as (row, column); shape (len(indexes),)."""
    if not indexes:
        return image.new_empty(0)
    columns = (list(column) for column in zip(*indexes, strict=True))
    return image[tuple(columns)]


def full(shape: Sequence[int], value: Tensor | Number) -> Tensor:
    """Fill a shape with one number; a 0-d tensor may still be differentiated by."""
    if isinstance(value, Tensor):
        return value.expand(tuple(shape)).clone()
    return torch.full(tuple(shape), value, dtype=torch.get_default_dtype())


def floor(value: Tensor | Number) -> Tensor | int:
    """Round down; a whole number for a number."""
    return torch.floor(value) if isinstance(value, Tensor) else math.floor(value)


def ceil(value: Tensor | Number) -> Tensor | int:
    """Round up; a whole number for a number."""
    return torch.ceil(value) if isinstance(value, Tensor) else math.ceil(value)


PYTHON: dict[str, Any] = {
    function.__name__: function
    for function in (abs, bool, float, int, len, list, max, min, range, round, sorted, sum, tuple)
} | {"inf": math.inf, "pi": math.pi, "True": True, "False": False, "None": None}

OURS: dict[str, Any] = {
    function.__name__: function
    for function in (
        *(conv2d, max_pool2d, avg_pool2d, grad, pad, at, full, floor, ceil),
        *(run_module, module_buffer, digits, spirals),
    )
}


def torch_names() -> dict[str, Any]:
    """Torch's public functions, those of `torch.nn.functional` first."""
    found: dict[str, Any] = {"torch": torch, "nn": torch.nn, "F": torch.nn.functional}
    for module in (torch, torch.nn.functional):
        found |= {
            name: value
            for name, value in vars(module).items()
            if not name.startswith("_") and callable(value)
        }
    return found


def vocabulary() -> dict[str, Any]:
    """Every name: ours, then Python's, which serve numbers and tensors alike, then torch's."""
    return {**torch_names(), **NUMBERS, **PYTHON, **OURS}
