"""A change of what an author wrote, to be tried out. Pure data: no torch."""

from grader.record import Record


class Change(Record, frozen=True):
    """Another text in place of the author's."""

    keys: tuple[str, ...]
    """Where it stands in the answer, such as ``("oracle", "dx")``; empty for `reference.py`."""

    text: str
