"""What an author's lines may call besides the student's own names.

Everything here works on what the student wrote, in the student's process: it feeds it and reads
it, and knows nothing of what is right. Torch is imported only by words that need it.
"""

import importlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.sandbox.inside.evaluating import evaluate


class CallError(Exception):
    """What the student wrote cannot be used as the question says; the message says why."""


def grad(output: Any, wrt: Any, upstream: Any = None) -> Any:
    """Differentiate by torch what the student's code gave.

    Args:
        output: A tensor that depends on `wrt`.
        wrt: A tensor, or several.
        upstream: The gradient from above; shape of `output`, or nothing for a single number.

    Returns:
        A tensor of the shape of `wrt`, or as many.

    Raises:
        CallError: There is nothing to differentiate: the result is cut off from its inputs.
    """
    torch = importlib.import_module("torch")
    if not (isinstance(output, torch.Tensor) and output.requires_grad):
        raise CallError("the result does not depend on its inputs in a way torch can differentiate")
    several = isinstance(wrt, list | tuple)
    found = torch.autograd.grad(
        output, list(wrt) if several else [wrt], upstream, materialize_grads=True
    )
    return tuple(found) if several else found[0]


def leaf(tensor: Any) -> Any:
    """Copy a tensor into one that can be differentiated by; a NumPy array stays what it is."""
    return tensor.detach().clone().requires_grad_() if hasattr(tensor, "detach") else tensor


def set_mode(module: Any, mode: str) -> None:
    """Put a torch module in ``train`` or ``eval`` mode; a plain class has neither."""
    if hasattr(module, "named_parameters"):
        module.train(mode == "train")


def load(module: Any, weights: Mapping[str, Any] | Sequence[Any]) -> list[str]:
    """Put weights into a module: by name, or by shape in the order they were made.

    A torch module takes them as parameters and buffers, any other object as attributes.

    Returns:
        The module's own names of the weights, in their order.

    Raises:
        CallError: The module has no such weight, or one of another shape.
    """
    if isinstance(weights, Mapping):
        for name, value in weights.items():
            _put(module, name, value)
        return list(weights)
    names = []
    left = list(own_weights(module))
    for value in weights:
        fitting = next((each for each in left if each[1] == tuple(value.shape)), None)
        if fitting is None:
            found = ", ".join(f"{name} {shape}" for name, shape in own_weights(module)) or "none"
            raise CallError(
                f"a weight of shape {tuple(value.shape)} has no place in the module; it has {found}"
            )
        left.remove(fitting)
        _put(module, fitting[0], value)
        names.append(fitting[0])
    if left:
        rest = ", ".join(f"{name} {shape}" for name, shape in left)
        raise CallError(f"the module has weights that the question does not know: {rest}")
    return names


def own_weights(module: Any) -> list[tuple[str, tuple[int, ...]]]:
    """List a torch module's parameters with their shapes, in the order they were made."""
    return [(name, tuple(value.shape)) for name, value in module.named_parameters()]


def _put(module: Any, name: str, value: Any) -> None:
    owner, _, last = name.rpartition(".")
    target = read(module, owner) if owner else module
    present = getattr(target, last, None)
    if present is None or not hasattr(present, "shape"):
        raise CallError(f"the module has no weight called {name}")
    if tuple(present.shape) != tuple(value.shape):
        raise CallError(
            f"{name} has shape {tuple(present.shape)}; the question's has {tuple(value.shape)}"
        )
    if hasattr(module, "named_parameters"):
        torch = importlib.import_module("torch")
        with torch.no_grad():
            present.data = torch.as_tensor(value).clone()
    else:
        setattr(target, last, value)


def read(module: Any, name: str) -> Any:
    """Read a dotted name, such as ``fc.weight``; digits pick from a list of layers.

    Raises:
        CallError: There is none.
    """
    found = module
    for part in name.split("."):
        try:
            found = found[int(part)] if part.isdigit() else getattr(found, part)
        except (AttributeError, IndexError, KeyError, TypeError):
            raise CallError(f"the module has no attribute {name}") from None
    return found


def forward(module: Any, *inputs: Any) -> Any:
    """Call a module, or its `forward`."""
    return module(*inputs) if callable(module) else module.forward(*inputs)


def backward(
    module: Any, output: Any, upstream: Any, inputs: Sequence[Any], names: Sequence[str]
) -> tuple[Any, ...]:
    """Backpropagate through a module: by torch, or by its own `backward`.

    Args:
        module: As `load` filled it.
        output: What its forward gave.
        upstream: The gradient from above; shape of the output.
        inputs: What it was called with.
        names: Its weights whose gradients are asked for; of a plain class, the attributes that
            hold the gradients.

    Returns:
        The gradient of every input, then of every weight.

    Raises:
        CallError: It has no such weight or gradient.
    """
    if hasattr(module, "named_parameters"):
        weights = [read(module, name) for name in names]
        found = grad(output, [*inputs, *weights], upstream)
        return tuple(found)
    given = module.backward(upstream)
    several = given if isinstance(given, tuple | list) else (given,)
    return (*several, *(read(module, name) for name in names))


def picture(figure: Any) -> Any:
    """Draw a Matplotlib figure, or read a picture from a file; its bytes as an array of uint8.

    Raises:
        CallError: It is neither.
    """
    np = importlib.import_module("numpy")
    if hasattr(figure, "savefig"):
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", bbox_inches="tight")  # as notebooks show it
        content = buffer.getvalue()
    elif isinstance(figure, str):
        content = Path(figure).read_bytes()
    else:
        raise CallError("it is neither a Matplotlib figure nor the name of a file")
    return np.frombuffer(content, dtype=np.uint8)


WORDS: dict[str, Callable[..., Any]] = {
    word.__name__: word
    for word in (grad, leaf, load, set_mode, read, forward, backward, evaluate, picture)
}
"""Every word an author's lines may call."""

PLAIN = frozenset(["grad", "leaf", "picture"])
"""The words that need no ``words.`` before them; no part asks for a function of such a name."""
