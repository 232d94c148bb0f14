"""Whether the answers of a part have what their kinds need, and the points add up.

Rule: each check looks at one part alone, and says nothing about what expressions mean.
"""

import math
from collections import Counter
from collections.abc import Iterator

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.kinds import ChoiceAnswer, RelationAnswer, TextAnswer
from grader.spec.kinds.called import Called
from grader.spec.wording import did_you_mean

_ROUNDING = 1e-9


def check_answers(asked: AskedPart) -> Iterator[Flaw]:
    """Find what is wrong with a part's answers, expressions aside."""
    yield from _check_one_or_several(asked)
    yield from _check_references(asked)
    yield from _check_points(asked)
    for index in range(len(asked.answers)):
        yield from _check_misconceptions(asked, index)
        yield from _check_options(asked, index)
        yield from _check_unknowns(asked, index)


def _check_one_or_several(asked: AskedPart) -> Iterator[Flaw]:
    """A part asks for one answer or for several, and says so once."""
    part = asked.part
    if part.answer is not None and part.answers:
        yield asked.source.key_flaw(
            (*asked.path, "answers"), "wanted 'answer' or 'answers', found both (remove one)"
        )
    elif part.answer is None and not part.answers:
        yield asked.source.flaw(
            asked.path, "wanted the key 'answer' or 'answers', found none (say what is asked)"
        )
    if part.answer is None:
        for key in ("oracle", "misconceptions"):
            if (*asked.path, key) in asked.source.keys:
                yield asked.source.key_flaw(
                    (*asked.path, key),
                    f"wanted {key!r} with each of the answers, found it on the part (move it to "
                    "the answer it belongs to)",
                )


def _check_references(asked: AskedPart) -> Iterator[Flaw]:
    """A kind that needs a reference has one, in one place and of the right form."""
    source, part = asked.source, asked.part
    clashes = False
    one = part.answer
    for key in ("oracle", "misconceptions"):
        on_part = (*asked.path, key)
        if one is None or on_part not in source.keys:
            continue
        if key not in type(one).model_fields:
            words = f"wanted no {key!r} for the kind {one.kind}, found one (remove it)"
            yield source.key_flaw(on_part, words)
        elif asked.key_path(0, key) != on_part:
            clashes |= key == "oracle"
            words = f"wanted {key!r} once, found it here and under 'answer' (remove one)"
            yield source.key_flaw(on_part, words)
    for index in range(len(asked.answers) if not clashes else 0):
        yield from _check_oracle(asked, index)


def _check_oracle(asked: AskedPart, index: int) -> Iterator[Flaw]:
    answer = asked.answers[index]
    if "oracle" not in type(answer).model_fields:
        return
    oracle = getattr(answer, "oracle", None)
    path = asked.key_path(index, "oracle")
    if oracle is None:
        home = asked.path if asked.part.answer is not None else path[:-1]
        words = f"wanted the key 'oracle', found none (the kind {answer.kind} needs a reference)"
        yield asked.source.flaw(home, words)
    elif isinstance(answer, RelationAnswer) and not isinstance(oracle, dict):
        yield asked.source.flaw(
            path,
            f"wanted a value for each of the unknowns {', '.join(answer.unknowns)}, found one "
            "expression (move 'oracle' under 'answer', as {unknown: value})",
        )


def _check_points(asked: AskedPart) -> Iterator[Flaw]:
    """The answers' points fit the part's."""
    part, path = asked.part, asked.path
    given = [answer.points for answer in asked.answers if answer.points is not None]
    spent = math.fsum(given)
    if len(given) == len(asked.answers) and given and abs(spent - part.points) > _ROUNDING:
        yield asked.source.flaw(
            (*path, "points"),
            f"wanted the sum of its answers' points, {spent:g}, found {part.points:g}",
        )
    elif spent > part.points + _ROUNDING:
        yield asked.source.flaw(
            (*path, "points"),
            f"wanted at least the sum of its answers' points, {spent:g}, found {part.points:g}",
        )
    for index, answer in enumerate(asked.answers):
        if isinstance(answer, TextAnswer) and answer.optional and _worth(asked, index) > _ROUNDING:
            yield asked.source.flaw(
                asked.key_path(index, "optional"),
                f"wanted an optional answer to be worth 0 points, found {_worth(asked, index):g} "
                "(add 'points: 0', or remove 'optional')",
            )


def _worth(asked: AskedPart, index: int) -> float:
    """What an answer is worth: its own points, or an equal share of what is left."""
    own = asked.answers[index].points
    if own is not None:
        return own
    given = [answer.points for answer in asked.answers if answer.points is not None]
    return (asked.part.points - math.fsum(given)) / (len(asked.answers) - len(given))


def _check_misconceptions(asked: AskedPart, index: int) -> Iterator[Flaw]:
    """Misconceptions have ids of their own and the form of the reference."""
    answer = asked.answers[index]
    path = asked.key_path(index, "misconceptions")
    seen: Counter[str] = Counter()
    for rank, wrong in enumerate(getattr(answer, "misconceptions", ())):
        seen[wrong.id] += 1
        if seen[wrong.id] == 2:
            yield asked.source.flaw(
                (*path, rank, "id"),
                f"wanted an id of its own in this answer, found {wrong.id!r} again (rename it)",
            )
        is_mapped = isinstance(answer, RelationAnswer)
        if not isinstance(answer, Called) and is_mapped != isinstance(wrong.oracle, dict):
            wanted = (
                f"a value for each of the unknowns {', '.join(answer.unknowns)}"
                if isinstance(answer, RelationAnswer)
                else "one expression"
            )
            found = "a mapping" if isinstance(wrong.oracle, dict) else "one expression"
            yield asked.source.flaw((*path, rank, "oracle"), f"wanted {wanted}, found {found}")


def _check_options(asked: AskedPart, index: int) -> Iterator[Flaw]:
    """What is expected of a choice is among its options."""
    answer = asked.answers[index]
    if not isinstance(answer, ChoiceAnswer):
        return
    path = asked.key_path(index, "expected")
    for rank, key in enumerate(answer.expected):
        if key not in answer.options:
            cure = did_you_mean(key, answer.options)
            yield asked.source.flaw(
                (*path, rank),
                f"wanted one of the options {', '.join(answer.options)}, found {key!r}"
                + (f" ({cure})" if cure else ""),
            )
        elif key in answer.expected[:rank]:
            yield asked.source.flaw(
                (*path, rank), f"wanted each option once, found {key!r} again (remove one)"
            )


def _check_unknowns(asked: AskedPart, index: int) -> Iterator[Flaw]:
    """The reference and every misconception of a relation give its unknowns, and only those."""
    answer = asked.answers[index]
    if not isinstance(answer, RelationAnswer):
        return
    places = [(asked.key_path(index, "oracle"), answer.oracle)]
    wrongs = asked.key_path(index, "misconceptions")
    places += [
        ((*wrongs, rank, "oracle"), wrong.oracle)
        for rank, wrong in enumerate(answer.misconceptions)
        if isinstance(wrong.oracle, dict)
    ]
    for path, values in places:
        if isinstance(values, dict) and values.keys() != answer.unknowns.keys():
            yield asked.source.flaw(
                path,
                f"wanted a value for each of the unknowns {', '.join(answer.unknowns)}, found "
                f"values for {', '.join(values) or 'none'}",
            )
