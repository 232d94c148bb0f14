"""How long children may take to read a module: one of them, and all together.

Why it is shared out so is in docs/design/002.
"""

TOTAL_SHARE = 2.5
"""What all attempts may take together, in units of `import_seconds`."""

RETRY_SHARE = 0.4
"""What a further attempt may use of the time that is left: of what it has read until its time is
up, half as much again is left to read that once more."""

LEAST_SHARE = 0.1
"""What an attempt needs of `import_seconds`, or it would blame statements that are merely slow."""

BLAME_SHARE = 1 / 3
"""How much of an attempt a statement must have run by itself to be held responsible for its end."""

MARGIN = 1.2
"""How much longer the same statements may take by chance when they are read again."""


def time_to_go_on(limit: float, spent: float, known: float) -> float:
    """Seconds for a further attempt at the whole module; 0 where it would not come any further.

    Args:
        limit: The `import_seconds`.
        spent: What the attempts before it took.
        known: What reading took up to the last statement that is to be skipped.
    """
    seconds = min(limit, time_to_end(limit, spent) * RETRY_SHARE)
    return seconds if seconds >= max(limit * LEAST_SHARE, known * MARGIN) else 0.0


def time_to_end(limit: float, spent: float) -> float:
    """Seconds for reading once more up to where reading stops for good."""
    return max(limit * TOTAL_SHARE - spent, limit * LEAST_SHARE)


def is_to_blame(ran: float, seconds: float, limit: float) -> bool:
    """Whether a statement took so much of an attempt that it is the matter, not those before it.

    Args:
        ran: Seconds it ran until the attempt was ended.
        seconds: What the attempt had.
        limit: The `import_seconds`.
    """
    return ran >= max(seconds * BLAME_SHARE, limit * LEAST_SHARE)


def round_seconds(ran: float) -> float:
    """Write down no more digits than come out again on the next run."""
    return round(ran, 1 if ran < 3 else 0)
