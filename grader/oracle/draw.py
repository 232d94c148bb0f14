"""Draw the inputs of generated cases.

Seeded: the same seed, the same cases. Floats are multiples of 1/32, which float32 and float64 hold
alike and a page can print in full; so a student's precision differs only in what it computes.
"""

import hashlib
import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

_GRAIN = 32


class Draw:
    """What `arguments:` may call, on one stream of random numbers."""

    def __init__(self, *seeds: object) -> None:
        digest = hashlib.sha256("\x1f".join(map(str, seeds)).encode()).digest()
        self.seed = int.from_bytes(digest[:8], "little") >> 1
        """Also for torch's own generator, since an author may well write ``randn(3)``."""

        self._stream = torch.Generator().manual_seed(self.seed)

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return int(torch.randint(low, high + 1, (), generator=self._stream))

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        """An array of whole numbers from `low` to `high`, as float64."""
        found = torch.randint(low, high + 1, shape, generator=self._stream)
        return found.to(torch.float64)

    def normal(self, *shape: int) -> Tensor:
        """An array of both signs: normal with mean 0 and deviation 2, in steps of 1/32."""
        found = torch.randn(shape, generator=self._stream, dtype=torch.float64)
        return _grained(found * 2)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """An array between `low` and `high`, both included, in steps of 1/32.

        Raises:
            ValueError: No step lies between them.
        """
        first, last = math.ceil(low * _GRAIN), math.floor(high * _GRAIN)
        if first > last:
            raise ValueError(f"wanted a multiple of 1/32 from {low} to {high}, found none")
        return self.integers(first, last, *shape) / _GRAIN

    def distinct(self, *shape: int) -> Tensor:
        """An array of both signs without ties: no two entries closer than a quarter.

        What picks a largest entry, as max-pooling does, has one gradient only where none is tied.
        """
        size = math.prod(shape)
        places = torch.randperm(size, generator=self._stream).to(torch.float64)
        return ((places - size // 2) / 4).reshape(shape)

    def labels(self, classes: int, *shape: int) -> Tensor:
        """An array of whole numbers from 0 to `classes` - 1, as int64: class labels, token ids."""
        return torch.randint(0, classes, shape, generator=self._stream)

    def one_of(self, *values: object) -> object:
        """One of the values."""
        return values[self.integer(0, len(values) - 1)]

    def subregion(self, image: Tensor) -> list[tuple[int, int]]:
        """The indexes of a rectangle of the image, as (row, column) pairs, row by row.

        At least 2 x 2 where the image is, since one cell hides most mistakes.

        Raises:
            ValueError: The image has no cells, or is no matrix.
        """
        if image.ndim < 2 or not image.numel():
            raise ValueError(f"wanted an image with cells, found shape {tuple(image.shape)}")
        (top, bottom), (left, right) = (self._span(side) for side in image.shape[-2:])
        return [(row, column) for row in range(top, bottom) for column in range(left, right)]

    def _span(self, side: int) -> tuple[int, int]:
        length = self.integer(min(2, side), side)
        start = self.integer(0, side - length)
        return start, start + length

    def names(self) -> dict[str, Callable[..., Any]]:
        """What `arguments:` may call, by name."""
        public = (
            *("integer", "integers", "normal", "uniform", "distinct", "labels", "one_of"),
            "subregion",
        )
        return {name: getattr(self, name) for name in public}


def _grained(values: Tensor) -> Tensor:
    """Round to the grain; adding 0 turns a negative zero, which would puzzle a reader, into 0."""
    return torch.round(values * _GRAIN) / _GRAIN + 0.0
