"""Mutants: the author's reference with one small change in it.

The texts that are changed are the reference expressions of an answer, and those functions and
classes of `reference.py` that they use, however indirectly. Pure: nothing is evaluated.
"""

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.audit.operators import OPERATORS
from grader.oracle.change import Change
from grader.record import Record
from grader.spec.base import Judged
from grader.spec.kinds import GradientAnswer

_WIDE = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.IfExp, ast.BoolOp)
"""Expressions that tell a reader something when they are shown by themselves."""

_TELLING = 12
"""Characters from which on an expression stands for itself."""

_LEFT_ALONE = (ast.While, ast.Raise, ast.Assert, ast.Import, ast.ImportFrom, ast.JoinedStr)
"""What a change of which says nothing, or never ends."""


Path = tuple[tuple[str, int | None], ...]
"""From the root of a tree to a node: fields, with a position where a field is a list."""


class Mutant(Record, frozen=True):
    """One small change."""

    change: Change
    operator: str
    place: str
    """Such as ``oracle``, or ``reference.py:16``."""

    was: str
    now: str
    """The smallest code that shows the change, before and after."""


def list_mutants(answer: Judged, reference: str | None) -> list[Mutant]:
    """List every change of an answer's reference, each once.

    Args:
        answer: Whose reference is changed.
        reference: The source of `reference.py`, if there is one.
    """
    found: dict[Change, Mutant] = {}
    texts = reference_texts(answer)
    for keys, text in texts.items():
        tree = ast.parse(text.strip(), mode="eval")
        for mutant in _mutate(tree, (), keys):
            found.setdefault(mutant.change, mutant)
    if reference is not None:
        module = ast.parse(reference)
        for number in _used(module, list(texts.values())):
            for mutant in _mutate(module, (("body", number),), ()):
                found.setdefault(mutant.change, mutant)
    return list(found.values())


def reference_texts(answer: Judged) -> dict[tuple[str, ...], str]:
    """Find the expressions that say what is right, by where they stand in the answer."""
    key = "of" if isinstance(answer, GradientAnswer) else "oracle"
    written = getattr(answer, key, None)
    if isinstance(written, Mapping):
        return {(key, name): text for name, text in written.items()}
    return {(key,): written} if isinstance(written, str) else {}


def _used(module: ast.Module, texts: Sequence[str]) -> list[int]:
    """Find the definitions of `reference.py` that expressions use, directly or not."""
    defined = {
        each.name: number
        for number, each in enumerate(module.body)
        if isinstance(each, ast.FunctionDef | ast.ClassDef)
    }
    left = [name for text in texts for name in _names(ast.parse(text.strip(), mode="eval"))]
    found: set[int] = set()
    while left:
        number = defined.get(left.pop())
        if number is not None and number not in found:
            found.add(number)
            left += _names(module.body[number])
    return sorted(found)


def _names(tree: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _mutate(root: ast.AST, start: Path, keys: tuple[str, ...]) -> Iterator[Mutant]:
    """Change every node at and below a place, one at a time."""
    before = ast.unparse(root)
    for path, node in list(_walk(_at(root, start), start)):
        for operator, changed in _changes(node):
            tree = copy.deepcopy(root)
            _put(tree, path, changed)
            text = ast.unparse(ast.fix_missing_locations(tree))
            if text == before:
                continue
            shown = _shown(root, path)
            place = ".".join(keys) or f"reference.py:{_line(root, path)}"
            was, now = (_first_line(_at(each, shown)) for each in (root, tree))
            yield Mutant(Change(keys, text), operator, place, was, now)


def _first_line(node: ast.AST) -> str:
    """Write a node; of a statement with others in it, its own line."""
    text = ast.unparse(node)
    return text.partition("\n")[0] if isinstance(node, ast.stmt) else text


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for operator in OPERATORS:
        yield from operator(node)
    match node:
        case ast.AugAssign(op=ast.Add()):
            yield "arithmetic swapped", _as(node, op=ast.Sub())
            yield "not added up", ast.Assign([copy.deepcopy(node.target)], node.value, lineno=0)
        case ast.AugAssign(op=ast.Sub()):
            yield "arithmetic swapped", _as(node, op=ast.Add())
        case ast.If():
            yield "condition negated", _as(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=[_, *_]):
            yield "condition left out", _as(node, ifs=[])
        case _:
            return


def _as(node: ast.AST, **fields: object) -> ast.AST:
    found = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(found, name, copy.deepcopy(value))
    return found


def _walk(node: ast.AST, path: Path) -> Iterator[tuple[Path, ast.AST]]:
    if isinstance(node, _LEFT_ALONE) or _is_aside(node):
        return
    yield path, node
    for field, value in ast.iter_fields(node):
        if field in {"decorator_list", "annotation", "returns"}:
            continue
        if isinstance(value, ast.AST):
            yield from _walk(value, (*path, (field, None)))
        elif isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, ast.AST):
                    yield from _walk(each, (*path, (field, number)))


def _is_aside(node: ast.AST) -> bool:
    """Whether a node says nothing about values: a guard of `zip`, how weights are first made."""
    if isinstance(node, ast.keyword):
        return node.arg == "strict"
    func = node.func if isinstance(node, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr in {"Parameter", "Linear"}


def _at(root: ast.AST, path: Path) -> ast.AST:
    found: Any = root
    for field, number in path:
        found = getattr(found, field)
        found = found if number is None else found[number]
    node: ast.AST = found
    return node


def _put(root: ast.AST, path: Path, node: ast.AST) -> None:
    *above, (field, number) = path
    parent = _at(root, tuple(above))
    if number is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[number] = node


def _shown(root: ast.AST, path: Path) -> Path:
    """Find the smallest code around a place that tells a reader something.

    The node itself is shown with what stands around it, so that ``1`` is never shown as ``2``.
    """
    for length in range(len(path) - 1, -1, -1):
        node = _at(root, path[:length])
        if isinstance(node, ast.stmt | ast.Expression):
            return path[:length]
        if isinstance(node, _WIDE) and len(ast.unparse(node)) >= _TELLING:
            return path[:length]
    return ()


def _line(root: ast.AST, path: Path) -> int:
    lines = (getattr(_at(root, path[:length]), "lineno", 0) for length in range(len(path) + 1))
    return max(lines)
