"""The work that `isolation.py` measures: one small homework module and 45 things asked of it."""

import types
from collections.abc import Sequence

import numpy as np

SOURCE = '''"""A small homework."""
import math

import numpy as np
import torch

conv_output_shape = (3, 3)
conv_output = [[109, 92, 72], [108, 85, 74], [110, 74, 79]]
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]
max_pool_p = math.inf
avg_pool_p = 1


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S + 1


def max_pool(X, S):
    return max(X[i][j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


def linear(X):
    layer = torch.nn.Linear(4, 4)
    return layer(torch.as_tensor(X, dtype=torch.float32)).sum()
'''

IMAGE = np.random.default_rng(0).normal(size=(4, 4))
CELLS = [(0, 0), (0, 1), (1, 0), (1, 1)]
FETCHED = ("conv_output_shape", "conv_output", "pooling_modules", "max_pool_p", "avg_pool_p")
CALLED: Sequence[tuple[str, tuple[object, ...]]] = (
    *(("output_width", (size, 3, 1, 1)) for size in range(5, 15)),
    *(("max_pool", (IMAGE, CELLS)) for _ in range(10)),
    *(("avg_pool", (IMAGE, CELLS)) for _ in range(10)),
    *(("lp_pool", (IMAGE, CELLS, p)) for p in range(1, 9)),
    *(("linear", (IMAGE,)) for _ in range(2)),
)


def make_calls() -> list[object]:
    """Import the module and do everything asked of it, in this process and unwalled."""
    module = types.ModuleType("hw2")
    exec(compile(SOURCE, "hw2.py", "exec"), module.__dict__)  # noqa: S102 - it is ours
    fetched: list[object] = [getattr(module, name) for name in FETCHED]
    return fetched + [getattr(module, name)(*arguments) for name, arguments in CALLED]
