"""Whether the ids, names and references of a whole assignment fit together.

Rule: these checks look across parts and files; each names the first of two that clash.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.check_expressions import expressions_of, names_in, parse
from grader.spec.kinds import RelationAnswer
from grader.spec.kinds.called import Called
from grader.spec.places import KeyPath, Source
from grader.spec.wording import did_you_mean


def check_ids(parts: Sequence[AskedPart]) -> Iterator[Flaw]:
    """Every problem has an id of its own, and every part."""
    homes: dict[str, Source] = {}
    told: set[Path] = set()
    first: dict[str, AskedPart] = {}
    for asked in parts:
        source, home = asked.source, homes.setdefault(asked.problem.id, asked.source)
        other = first.setdefault(asked.id, asked)
        if home.file != source.file:
            if source.file not in told:
                told.add(source.file)
                yield source.flaw(
                    ("id",),
                    f"wanted an id of its own for each problem, found {asked.problem.id!r} again "
                    f"(it is that of {home.file.name}; rename one)",
                )
        elif other is not asked:
            yield source.flaw(
                (*asked.path, "id"),
                f"wanted an id of its own for each part, found {asked.part.id!r} again (it is that "
                f"of {_place(other, (*other.path, 'id'))}; rename one)",
            )


def check_answer_names(parts: Sequence[AskedPart]) -> Iterator[Flaw]:
    """Every value that a student's module defines belongs to one answer; code may serve several."""
    first: dict[str, tuple[AskedPart, KeyPath]] = {}
    code: set[str] = set()
    for asked in parts:
        code |= {answer.name for answer in asked.answers if isinstance(answer, Called)}
        for name, path in _defined(asked):
            other, at = first.setdefault(name, (asked, path))
            if (other, at) != (asked, path) and name not in code:
                words = (
                    f"wanted a name of its own for each answer, found {name!r} again (it is that "
                    f"of {_place(other, at)}; rename one)"
                )
                is_key = "unknowns" in path
                place = asked.source.key_flaw if is_key else asked.source.flaw
                yield place(path, words)


def _defined(asked: AskedPart) -> Iterator[tuple[str, KeyPath]]:
    """The names that a student's module defines for a part, with their places."""
    for index, answer in enumerate(asked.answers):
        if isinstance(answer, RelationAnswer):
            for name in answer.unknowns:
                yield name, (*asked.key_path(index, "unknowns"), name)
        else:
            yield answer.name, asked.key_path(index, "name")


def check_uses(parts: Sequence[AskedPart], *, is_whole: bool) -> Iterator[Flaw]:
    """Follow-through leads from an earlier part with one answer into an oracle that names it.

    Since a part can only use earlier ones, there are no cycles.

    Args:
        parts: The parts, in order.
        is_whole: Every part is among them; else one that is not found may yet exist.
    """
    ranks = {asked.id: rank for rank, asked in reversed(list(enumerate(parts)))}
    for rank, asked in enumerate(parts):
        for name, used in asked.part.uses.items():
            path = (*asked.path, "uses", name)
            if used in ranks:
                words = _unusable(parts[ranks[used]], is_later=ranks[used] > rank, asked=asked)
            elif is_whole:
                cure = did_you_mean(used, ranks) or f"the parts are {', '.join(ranks)}"
                words = f"wanted an earlier part's id, found {used!r} ({cure})"
            else:
                words = ""
            if words:
                yield asked.source.flaw(path, words)
            yield from _check_used_name(asked, name, path)


def _unusable(other: AskedPart, *, is_later: bool, asked: AskedPart) -> str:
    """Say why a part cannot be used by another; the empty text if it can."""
    if other is asked:
        return f"wanted an earlier part's id, found {asked.id!r}, this part itself"
    if is_later:
        return f"wanted an earlier part's id, found {other.id!r}, which comes later (swap them)"
    if other.part.answer is None:
        return f"wanted a part with one answer, found {other.id!r}, which asks for several"
    return ""


def _check_used_name(asked: AskedPart, name: str, path: KeyPath) -> Iterator[Flaw]:
    if name in asked.problem.given:
        yield asked.source.key_flaw(
            path, f"wanted a name that is not among the given data, found {name!r} (rename one)"
        )
    oracles = [
        tree
        for at, text in expressions_of(asked)
        if "misconceptions" not in at and (tree := parse(text)) is not None
    ]
    if oracles and not any(name in names_in(tree) for tree in oracles):
        yield asked.source.key_flaw(
            path,
            f"wanted a name that the oracle uses, found {name!r}, which occurs in none (use it, or "
            "remove it here)",
        )


def _place(asked: AskedPart, path: KeyPath) -> str:
    flaw = asked.source.flaw(path, "")
    return f"{asked.source.file.name}:{flaw.line}"
