"""What one submission may use up. Pure data; the walls enforce it."""

from typing import NamedTuple

RESERVE_MIB = 16
"""Memory a process holds beyond its limit, and lets go when it is out of memory: so that it can
still say so, and hear the next request."""


class Limits(NamedTuple):
    """Ceilings for one submission's process. The time of a request travels with the request."""

    import_seconds: float = 10.0
    """For reading the whole module once; see `grader.sandbox.allowance` for reading it again."""

    memory_mib: int = 1024
    """What it may allocate beyond the warm process it starts as."""

    mapped_mib: int = 0
    """Address space on top, for libraries that the warm process has not imported."""

    cpu_seconds: int = 600
    """Processor time of the whole process; whole seconds, since the kernel counts so."""

    printed_kib: int = 64
    """How much of what a request prints is kept."""

    flood_mib: int = 8
    """Printing more than this in all ends the process."""

    file_mib: int = 16
    """The largest file it may write."""

    scratch_mib: int = 16
    """Everything in its scratch directory together."""

    scratch_files: int = 256
    """Files and directories in its scratch directory."""

    files: int = 64
    """Open at the same time."""

    threads: int = 64
    """Running at the same time."""
