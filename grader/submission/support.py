"""Put the course's own files beside a student's module. No I/O."""

from collections.abc import Mapping

from grader.language import say


def add_support(
    files: Mapping[str, bytes], support: Mapping[str, bytes]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Let the course's files take the place of copies of them.

    Args:
        files: The student's, by relative path.
        support: The course's.

    Returns:
        All files, and what the student should know.
    """
    changed = sorted(name for name in support if files.get(name, support[name]) != support[name])
    notes = tuple(
        say("{file} is the course's; your version of it was not used.", file=repr(name))
        for name in changed
    )
    return {**files, **support}, notes
