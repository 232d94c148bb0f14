"""A misconception for a spec, as YAML to be pasted: a shared wrong answer that has no name yet.

What it says is for the author to fill in. The oracle stands between quotes, and is made of numbers
or of a formula that our own reader wrote; nothing in it is a student's text.
"""

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from grader.course.clusters import Cluster
from grader.score import Verdict

SAYS: Final = "Say what went wrong."
NO_LITERAL: Final = "# oracle: write it like the reference, with the mistake in it"

_KINDS = frozenset({"number", "shape", "array", "formula", "function", "relation"})
"""Answer kinds whose misconceptions an author can name."""

_VERDICTS = frozenset({Verdict.WRONG, Verdict.WRONG_SHAPE, Verdict.PARTLY_RIGHT})
"""Verdicts of answers that a misconception could explain."""

_WIDTH = 92


def write_snippet(cluster: Cluster) -> str:
    """Write an item of a part's list of misconceptions.

    Returns:
        Empty where the cluster has a name, or cannot have one.
    """
    answer, example = cluster.answer, cluster.example
    can_have = answer.kind in _KINDS and answer.verdict in _VERDICTS
    if cluster.is_named or not can_have or example is None:
        return ""
    lines = [f"- id: unnamed-{answer.signature[:6]}"]
    lines += [f"  {line}" for line in _oracle(example.literal)]
    return "\n".join([*lines, f"  says: {SAYS}"]) + "\n"


def _oracle(literal: str | dict[str, str]) -> Iterator[str]:
    if not literal:
        yield NO_LITERAL
    elif isinstance(literal, str):
        yield from _scalar("oracle", literal)
    else:
        yield "oracle:"
        for name, text in literal.items():
            yield from (f"  {line}" for line in _scalar(name, text))


def _scalar(key: str, text: str) -> Iterator[str]:
    """Write a key with a quoted text, folded where it is long."""
    quoted = "'" + text.replace("'", "''") + "'"
    first, *rest = wrap(f"{key}: {quoted}", _WIDTH, break_long_words=False, break_on_hyphens=False)
    yield first
    yield from (f"  {line}" for line in rest)
