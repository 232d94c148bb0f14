"""Small data sets for code that learns: made on the spot, or shipped with a package.

Nothing is downloaded. The same call gives the same data, split into what the code is given and what
it is tried on. Only the oracle calls these: a student's code gets arrays and needs no package.
"""

import importlib
import math
from typing import NamedTuple

import torch
from torch import Tensor

_HELD_BACK = 4
"""One example in so many is held back."""


class Data(NamedTuple):
    """A classification data set in two halves, shuffled: no example is in both."""

    train_x: Tensor
    """Shape (N, D)."""

    train_y: Tensor
    """Shape (N,): labels from 0, as int64."""

    test_x: Tensor
    """Shape (M, D), where N + M examples are three in four and one in four."""

    test_y: Tensor
    """Shape (M,)."""


def digits() -> Data:
    """Scans of 1,797 handwritten digits, 8 x 8 pixels in a row each, from 0 (paper) to 1 (ink).

    Raises:
        ModuleNotFoundError: scikit-learn, which ships them, is not installed.

    Source:
        `sklearn.datasets.load_digits`: the test set of UCI's "Optical Recognition of Handwritten
        Digits", E. Alpaydin and C. Kaynak, 1998.
    """
    try:
        datasets = importlib.import_module("sklearn.datasets")
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "digits() wanted scikit-learn, found none (install grader[data])"
        ) from None
    images, labels = datasets.load_digits(return_X_y=True)
    pixels = torch.from_numpy(images).to(torch.get_default_dtype()) / 16
    return _split(pixels, torch.from_numpy(labels).to(torch.int64))


def spirals(count: int, classes: int = 3, noise: float = 0.02) -> Data:
    """Arms of a spiral in the plane, three quarters of a turn each, which no line tells apart.

    Args:
        count: Points altogether, dealt to the arms in turn.
        classes: Arms.
        noise: Deviation of the points from their arm, where the longest radius is 1.
    """
    stream = torch.Generator().manual_seed(0)
    labels = torch.arange(count) % classes
    radius = 0.1 + 0.9 * torch.rand(count, generator=stream)
    angle = 2 * math.pi * (labels / classes + 0.75 * radius)
    arms = radius[:, None] * torch.stack([torch.cos(angle), torch.sin(angle)], 1)
    return _split(arms + noise * torch.randn(count, 2, generator=stream), labels)


def _split(x: Tensor, y: Tensor) -> Data:
    """Shuffle, and hold a part back."""
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
    back, kept = order[: len(x) // _HELD_BACK], order[len(x) // _HELD_BACK :]
    return Data(x[kept], y[kept], x[back], y[back])
