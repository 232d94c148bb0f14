"""Run a reference module with given weights, so that torch can differentiate by them."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn


def run_module(module: nn.Module, weights: Mapping[str, Tensor], *inputs: Any, mode: str) -> Any:
    """Call a module as if its parameters were the given ones.

    Args:
        module: Freshly made; its own parameters are not used.
        weights: Every parameter by its name, in the module's shapes.
        inputs: What it is called with.
        mode: ``train`` or ``eval``.

    Source:
        `torch.func.functional_call`.
    """
    return torch.func.functional_call(_ready(module, weights, mode), dict(weights), inputs)


def module_buffer(
    name: str, module: nn.Module, weights: Mapping[str, Tensor], *inputs: Any, mode: str
) -> Tensor:
    """Give a buffer as it is after the module was called once; arguments as for `run_module`."""
    ready = _ready(module, weights, mode)
    torch.func.functional_call(ready, dict(weights), inputs)
    return ready.get_buffer(name)


def _ready(module: nn.Module, weights: Mapping[str, Tensor], mode: str) -> nn.Module:
    dtype = next((each.dtype for each in weights.values()), torch.get_default_dtype())
    return module.to(dtype).train(mode == "train")


def list_weights(module: nn.Module) -> dict[str, tuple[int, ...]]:
    """Name every parameter with its shape, in the order they were made."""
    return {name: tuple(each.shape) for name, each in module.named_parameters()}


def list_buffers(module: nn.Module) -> tuple[str, ...]:
    """Name every floating buffer."""
    return tuple(name for name, each in module.named_buffers() if each.is_floating_point())
