"""Whether given data and examples are numbers or truth values, and their lists even.

Rule: a row and a column are named as a reader counts them, from 1.
"""

import re
from collections.abc import Iterator

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.kinds import FunctionAnswer
from grader.spec.misread import infinity_cure, number_cure, numbers_in
from grader.spec.model import Problem
from grader.spec.places import KeyPath, Source
from grader.spec.scalar import Scalar


def check_given(problem: Problem, source: Source) -> Iterator[Flaw]:
    """Find what is wrong with a problem's data."""
    for name, data in problem.given.items():
        yield from check_data(source, ("given", name), data)


def check_examples(asked: AskedPart) -> Iterator[Flaw]:
    """Find what is wrong with the cases that an author fixed for functions."""
    for index, answer in enumerate(asked.answers):
        if not isinstance(answer, FunctionAnswer):
            continue
        for rank, example in enumerate(answer.examples):
            path = (*asked.key_path(index, "examples"), rank)
            if example.keys() != answer.arguments.keys():
                yield asked.source.flaw(
                    path,
                    f"wanted a value for each of the arguments {', '.join(answer.arguments)}, "
                    f"found values for {', '.join(example) or 'none'}",
                )
            for name, data in example.items():
                yield from check_data(asked.source, (*path, name), data)


def check_data(source: Source, path: KeyPath, data: object) -> Iterator[Flaw]:
    """Find what keeps a value from being a number, text, or nested lists of numbers."""
    if isinstance(data, list):
        flaws = [] if _is_mask(data) else list(_check_items(source, path, data, ()))
        yield from flaws or _check_even(source, path, data)
    elif isinstance(data, dict) or data is None:
        found = "a mapping" if isinstance(data, dict) else "nothing"
        yield source.flaw(path, f"wanted a number, nested lists of numbers or text, found {found}")
    elif isinstance(data, str) and source.written_at(path)[:1] not in {"'", '"', "|", ">"}:
        row = numbers_in(data)
        cure = number_cure(Scalar(data)) or (f"write [{row}]" if row else infinity_cure(data))
        if cure:
            yield source.flaw(path, f"wanted a number, found {data!r} ({cure})")


def _is_mask(data: list[object]) -> bool:
    """Whether every item is true or false, or a list of such."""
    return bool(data) and all(
        _is_mask(item) if isinstance(item, list) else isinstance(item, bool) for item in data
    )


def _check_items(
    source: Source, top: KeyPath, data: list[object], at: tuple[int, ...]
) -> Iterator[Flaw]:
    """Find every item that is not a number."""
    for index, item in enumerate(data):
        here = (*at, index)
        if isinstance(item, list):
            yield from _check_items(source, top, item, here)
        elif isinstance(item, bool) or not isinstance(item, int | float):
            cure = _item_cure(item, is_first=index == 0) if isinstance(item, str) else ""
            yield source.flaw(
                (*top, *here),
                f"wanted a number{_position(here)}, found {_shown(item)}"
                + (f" ({cure})" if cure else ""),
            )


def _item_cure(item: str, *, is_first: bool) -> str:
    if not is_first and re.fullmatch(r"0[0-9]{2}", item):
        return "a comma ends an item; write 1,000 as 1000"
    row = numbers_in(item)
    if row:
        return f"put commas between the numbers: {row}"
    return number_cure(item) or infinity_cure(item)


def _check_even(source: Source, path: KeyPath, data: list[object]) -> Iterator[Flaw]:
    """Find every list whose items are not all as its first is."""
    first = data[0] if data else None
    for index, item in enumerate(data):
        here = (*path, index)
        if isinstance(item, list) != isinstance(first, list):
            wanted = "a list of numbers" if isinstance(first, list) else "a number"
            found = "a list" if isinstance(item, list) else _shown(item)
            yield source.flaw(here, f"wanted {wanted}, as the first item is, found {found}")
        elif isinstance(item, list) and isinstance(first, list):
            if len(item) != len(first):
                yield source.flaw(
                    here,
                    f"wanted {_amount(first)} in row {index + 1}, as in row 1, found {len(item)}",
                )
            else:
                yield from _check_even(source, here, item)


def _amount(items: list[object]) -> str:
    noun = "list" if any(isinstance(item, list) for item in items) else "number"
    return f"1 {noun}" if len(items) == 1 else f"{len(items)} {noun}s"


def _position(at: tuple[int, ...]) -> str:
    if len(at) == 2:
        return f" in row {at[0] + 1}, column {at[1] + 1}"
    return f" as item {at[0] + 1}" if len(at) == 1 else ""


def _shown(item: object) -> str:
    if item is None or item == "":
        return "nothing"
    if isinstance(item, bool):
        return "true" if item else "false"
    return "a mapping" if isinstance(item, dict) else repr(item)
