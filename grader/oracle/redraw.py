"""Draw a case again by given choices, so that it can be shrunk.

Whatever is asked for is clamped to what the author's generator allows and cut to the shape it asks
for, so that any choices give a case that might have been drawn.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from grader.key.truth import Floats
from grader.oracle.draw import Draw

Choice = int | Floats


class Redraw(Draw):
    """Draws by choices while they last, then at random; notes what was really taken."""

    def __init__(self, choices: Sequence[Choice], *seeds: object) -> None:
        super().__init__(*seeds)
        self._given = deque(choices)
        self.taken: list[Choice] = []
        """Every choice as it was made, in order."""

    def integer(self, low: int, high: int) -> int:
        """Take the next choice, clamped, if it is a whole number."""
        drawn = super().integer(low, high)
        given = self._given.popleft() if self._given else None
        found = min(max(given, low), high) if isinstance(given, int) else drawn
        self.taken.append(found)
        return found

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        """Take the next choice, fitted and rounded, if it is an array."""
        found = self._fitted(super().integers(low, high, *shape))
        return self._noted(torch.round(found).clamp(low, high))

    def normal(self, *shape: int) -> Tensor:
        """Take the next choice, fitted, if it is an array."""
        return self._noted(self._fitted(super().normal(*shape)))

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Take the next choice, fitted and clamped, if it is an array."""
        drawn = Draw.uniform(_Silent(self), low, high, *shape)
        return self._noted(self._fitted(drawn).clamp(low, high))

    def distinct(self, *shape: int) -> Tensor:
        """Take the next choice, fitted, if it is an array; ties are parted by their order."""
        found = self._fitted(super().distinct(*shape))
        if np.unique(found.numpy()).size < found.numel():
            places = found.flatten().argsort(stable=True).argsort().to(found.dtype)
            found = ((places - found.numel() // 2) / 4).reshape(shape)
        return self._noted(found)

    def labels(self, classes: int, *shape: int) -> Tensor:
        """Take the next choice, fitted, rounded and clamped, if it is an array."""
        drawn = super().labels(classes, *shape).to(torch.float64)
        found = torch.round(self._fitted(drawn)).clamp(0, classes - 1)
        return self._noted(found).to(torch.int64)

    def _fitted(self, drawn: Tensor) -> Tensor:
        """Cut the next choice to the shape drawn; what it lacks is counted up from 1."""
        given = self._given.popleft() if self._given else None
        if given is None or isinstance(given, int) or given.ndim != drawn.ndim:
            return drawn
        found = np.arange(1.0, drawn.numel() + 1).reshape(tuple(drawn.shape))
        common = tuple(slice(min(a, b)) for a, b in zip(given.shape, drawn.shape, strict=True))
        found[common] = given[common]
        return torch.from_numpy(found)

    def _noted(self, found: Tensor) -> Tensor:
        self.taken.append(found.numpy().copy())
        return found


class _Silent(Draw):
    """The same stream, whose draws take no choice and are not noted."""

    def __init__(self, draw: Draw) -> None:
        self._stream = draw._stream  # noqa: SLF001 - its own kind
