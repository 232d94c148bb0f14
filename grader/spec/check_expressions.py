"""Whether every expression of a part is one Python expression, and names what it must.

Rule: nothing is evaluated. Names that nobody provides, and values that make no sense, are for the
oracle to find.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Final

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.kinds import FormulaAnswer, RelationAnswer
from grader.spec.places import KeyPath, Source
from grader.spec.wording import show

_KEYS: Final = (
    *("oracle", "also", "where", "claim", "of", "arguments", "symbols", "state", "inputs"),
)
"""The keys of an answer that hold expressions, or mappings of them."""

_SIGNS: Final = {
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "²": "**2",
    "³": "**3",
    "∞": "inf",
    "“": '"',
    "”": '"',
    "‘": "'",  # noqa: RUF001  a curly quote
    "’": "'",
}
_FACTOR: Final = re.compile(r"(?<![\w.])([0-9]+)([A-Za-z_]\w*)")
_ASSIGNED: Final = re.compile(r"(?<![=<>!:])=(?!=)")


_CLEAR: Final = ("'", "unmatched", "closing parenthesis", "too many nested", "unterminated")
"""What Python says of brackets and quotes is clear as it stands."""


def check_expressions(asked: AskedPart) -> Iterator[Flaw]:
    """Find what is wrong with a part's expressions."""
    for path, text in expressions_of(asked):
        yield from _check_syntax(asked.source, path, text)
    for index, answer in enumerate(asked.answers):
        if isinstance(answer, FormulaAnswer) and answer.where is not None:
            yield from _check_where(asked, answer, index)
        if isinstance(answer, RelationAnswer):
            yield from _check_claim(asked, answer, index)


def expressions_of(asked: AskedPart) -> Iterator[tuple[KeyPath, str]]:
    """Every expression of a part, with its place."""
    for index, answer in enumerate(asked.answers):
        for key in _KEYS:
            path = asked.key_path(index, key)
            yield from _leaves(path, getattr(answer, key, None))
        for key in ("misconceptions", "imprecise"):
            path = asked.key_path(index, key)
            for rank, wrong in enumerate(getattr(answer, key, ())):
                yield from _leaves((*path, rank, "oracle"), wrong.oracle)


def _leaves(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield (*path, key), below


def parse(text: str) -> ast.expr | None:
    """Parse one Python expression; None if it is not one."""
    try:
        return _compiled(text).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _compiled(text: str) -> ast.Expression:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text.strip(), mode="eval")
        compile(tree, "<expression>", "eval", dont_inherit=True)
    return tree


def names_read(tree: ast.expr) -> set[str]:
    """The names that an expression reads as values; not those that it only calls."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called
    }


def names_in(tree: ast.expr) -> set[str]:
    """Every name in an expression."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _check_syntax(source: Source, path: KeyPath, text: str) -> Iterator[Flaw]:
    try:
        _compiled(text)
    except SyntaxError as error:
        words = f"wanted a Python expression, found {show(text)} ({_syntax_cure(text, error)})"
        offset = _offset(text, error)
        if offset is None:
            yield source.flaw(path, words)
        else:
            yield source.flaw_inside(path, text, offset, words)
    except (ValueError, MemoryError, RecursionError):
        yield source.flaw(
            path, "wanted a Python expression, found one too deep to read (use reference.py)"
        )


def _offset(text: str, error: SyntaxError) -> int | None:
    """Characters before the mistake; None where the expression takes several lines.

    An expression that ends too early is marked at its last character.
    """
    stripped = text.strip()
    if error.lineno != 1 or "\n" in stripped:
        return None
    indent = len(text) - len(text.lstrip())
    return indent + min((error.offset or len(stripped)) - 1, len(stripped) - 1)


def _syntax_cure(text: str, error: SyntaxError) -> str:
    for sign, plain in _SIGNS.items():
        if sign in text:
            return f"write {plain} instead of {sign}"
    if "\\" in text:
        return "write Python, not LaTeX"
    if factor := _FACTOR.search(text):
        return f"write {factor[1]}*{factor[2]}"
    if error.msg.startswith(_CLEAR):
        return error.msg
    if _ASSIGNED.search(text) and "(" not in text:
        return "write == to compare; an expression assigns nothing"
    if "\n" in text.strip():
        return "put an expression of several lines in brackets; statements go to reference.py"
    return "one expression only; statements go to reference.py"


def _check_where(asked: AskedPart, answer: FormulaAnswer, index: int) -> Iterator[Flaw]:
    """A formula's points are told by its variables alone."""
    tree = parse(answer.where or "")
    strange = names_read(tree) - answer.variables.keys() if tree is not None else set()
    for name in sorted(strange):
        yield asked.source.flaw(
            asked.key_path(index, "where"),
            f"wanted only the variables {', '.join(answer.variables)}, found {name!r} (declare it "
            "under variables, or write its value)",
        )


def _check_claim(asked: AskedPart, answer: RelationAnswer, index: int) -> Iterator[Flaw]:
    """A claim is one equation in which every unknown occurs."""
    path = asked.key_path(index, "claim")
    tree = parse(answer.claim)
    if tree is None:
        return
    if not (
        isinstance(tree, ast.Compare) and len(tree.ops) == 1 and isinstance(tree.ops[0], ast.Eq)
    ):
        yield asked.source.flaw(
            path,
            f"wanted one equation 'left == right', found {show(answer.claim)} (compare two sides "
            "with one ==)",
        )
    for name in answer.unknowns:
        if name not in names_in(tree):
            yield asked.source.flaw(
                path,
                f"wanted the unknown {name!r} in the claim, found it nowhere (use it, or remove it "
                "from unknowns)",
            )
