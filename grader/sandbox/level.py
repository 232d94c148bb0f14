"""How firmly student code is walled off. Pure data; `grader.sandbox.probe` finds out what is there."""

from enum import StrEnum


class Level(StrEnum):
    """What stands between a submission and the machine, from firmest to weakest."""

    FULL = "full"
    """Namespaces, Landlock, seccomp and limits: it sees nothing but Python and its own scratch."""

    KERNEL = "kernel"
    """Landlock, seccomp and limits: it can read nothing but Python, and write nothing."""

    BASIC = "basic"
    """A fresh process with a clock and what limits there are: against accidents, not malice."""

    def gives(self, wanted: "Level") -> bool:
        """Whether this is at least as firm as `wanted`."""
        order = list(Level)
        return order.index(self) <= order.index(wanted)
