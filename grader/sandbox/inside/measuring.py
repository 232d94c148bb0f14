"""Measure what code allocates: a claim of the process about itself, good for a ratio.

Python's own allocations and NumPy's are seen, since NumPy reports its buffers; torch's are not.
"""

from collections.abc import Callable
from tracemalloc import get_traced_memory, start, stop


def peak_bytes(run: Callable[[], object]) -> int:
    """Run something and tell the most bytes that were allocated at once meanwhile.

    Source:
        `tracemalloc`; NumPy's buffers are in it since 1.13.
    """
    start()
    try:
        run()
        return get_traced_memory()[1]
    finally:
        stop()
