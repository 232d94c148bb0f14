"""Cut a module's text into its statements, as many of them as Python can read.

A text with an error in it is cut by its looks, and what cannot be read costs its own lines only.
Nothing is executed here; relative imports between files that were handed in flat become plain ones.
"""

import __future__

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from grader.sandbox.inside.stray import find_stray, parse_stray

_MOST_JOINED = 60
"""Pieces that one statement may be put together from: brackets and texts go on over lines."""

MOST_BROKEN = 20
"""Pieces that cannot be read and are told one by one; the names of any others go with the last."""

ANY_NAME = "*"
"""Stands for whatever a statement would define that nobody can tell."""

_STARTS = re.compile(r"(?!(?:else|elif|except|finally|case)\b)[^\s#)\]}]")
"""A line that begins a statement of the module itself."""

_UNFINISHED = ("was never closed", "unterminated triple-quoted", "unexpected EOF")
_MAKES = re.compile(r"(?:async\s+def|def|class)\s+(\w+)|(\w+(?:\s*,\s*\w+)*)\s*=(?!=)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that can be run."""

    tree: ast.stmt
    first: int
    """Its first line, decorators included, counted from 1."""

    last: int

    @property
    def names(self) -> tuple[str, ...]:
        """What it would define, as far as its text tells."""
        try:
            return bound_names(self.tree)
        except RecursionError:
            return ()


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines that are no Python."""

    error: BaseException
    first: int
    last: int
    names: tuple[str, ...]


Piece = Statement | Broken


def parse(source: bytes, path: str, depth: int, *, is_alone: bool = True) -> list[Piece]:
    """Cut a text into statements, in order.

    Args:
        source: As it was handed in.
        path: For messages.
        depth: How many packages the file lies in.
        is_alone: Whether it is all there is: where nothing of such a text can be read, anybody's
            name may be meant. Of one cell among others only the names that stand in it are.
    """
    try:
        tree = ast.parse(source, path)
    except BaseException as error:  # noqa: BLE001 - SyntaxError, ValueError, MemoryError, ...
        pieces = _piece_together(_decode(source), path)
        if not pieces or (is_alone and not any(isinstance(each, Statement) for each in pieces)):
            return [_break_all(error, (ANY_NAME,) if is_alone else ())]
        return [_flattened(piece, depth) for piece in pieces]
    return [_statement(node) for node in flatten(tree, depth).body]


def _statement(node: ast.stmt) -> Statement:
    decorators = getattr(node, "decorator_list", ())
    first = min([node.lineno, *(each.lineno for each in decorators)])
    return Statement(node, first, node.end_lineno or first)


def _decode(source: bytes) -> str:
    """Read a text as Python would, and what is no text all the same."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        return source.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        return source.decode("utf-8", "replace")


def _break_all(error: BaseException, names: tuple[str, ...]) -> Broken:
    """Say that a whole text is broken."""
    line = getattr(error, "lineno", None) or 1
    _forget_place(error)
    return Broken(error, line, line, names)


def _piece_together(text: str, path: str) -> list[Piece]:
    """Cut a text that does not parse: each statement by itself, broken ones apart."""
    lines = io.StringIO(text, newline=None).readlines()
    starts = _find_starts(lines)
    found: list[Piece] = []
    at = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a piece may be read more than once
        while at + 1 < len(starts):
            end, pieces = _read_piece(lines, starts[at:], path)
            found += pieces
            at += end
    broken = [piece for piece in found if isinstance(piece, Broken)]
    if len(broken) > MOST_BROKEN:
        last = broken[MOST_BROKEN - 1]
        names = tuple(name for each in broken[MOST_BROKEN:] for name in each.names)
        told = [*broken[: MOST_BROKEN - 1], replace(last, names=(*last.names, *names))]
        found = [piece for piece in found if isinstance(piece, Statement)] + told
    return found


def _flattened(piece: Piece, depth: int) -> Piece:
    if isinstance(piece, Broken):
        return piece
    return _statement(flatten(ast.Module([piece.tree], []), depth).body[0])


def _find_starts(lines: list[str]) -> list[int]:
    """Find the lines that begin a statement, and the end; what is decorated counts once."""
    starts: list[int] = []
    is_decorated = False
    for number, line in enumerate(lines):
        is_code = bool(line.strip()) and not line.lstrip().startswith("#")
        if _STARTS.match(line) or (is_code and not starts):
            if not is_decorated:
                starts.append(number)
            is_decorated = line.startswith("@")
    return [*starts, len(lines)]


def _read_piece(lines: list[str], starts: list[int], path: str) -> tuple[int, list[Piece]]:
    """Read from the first start on; gives how many starts were used up, and what was found."""
    offset = starts[0]
    first_error: BaseException | None = None
    for end in range(1, min(len(starts), _MOST_JOINED)):
        try:
            tree = ast.parse("".join(lines[offset : starts[end]]), path)
        except BaseException as error:  # noqa: BLE001 - as above
            stray = find_stray(lines[offset : starts[end]], error)
            if stray is not None:
                cut = offset + stray
                above = _place(ast.parse("".join(lines[offset:cut]), path), offset)
                return end, [*above, _break_stray(error, cut, lines[cut : starts[end]])]
            first_error = first_error or error
            if not any(words in str(error) for words in _UNFINISHED):
                break
        else:
            return end, _place(tree, offset)
    broken = first_error or SyntaxError("cannot be read")
    return 1, [_break(broken, offset, lines[offset : starts[1]])]


def _place(tree: ast.Module, offset: int) -> list[Piece]:
    """Tell the statements of a piece where in the file they stand."""
    for node in tree.body:
        ast.increment_lineno(node, offset)
    return [_statement(node) for node in tree.body]


def _break_stray(error: BaseException, offset: int, piece: list[str]) -> Broken:
    """Say that a piece is indented for no reason, and that this is all that is wrong with it."""
    _forget_place(error)
    tree = parse_stray(piece)
    if tree is not None:
        names = tuple(sorted({name for node in tree.body for name in bound_names(node)}))
        return Broken(error, offset + 1, offset + 1, names)
    return _break(error, offset, [line.lstrip() for line in piece])


def _break(error: BaseException, offset: int, piece: list[str]) -> Broken:
    """Say where in the file a piece is broken."""
    inside = 1
    if isinstance(error, SyntaxError):
        inside = min(max(error.lineno or 1, 1), len(piece))
        _forget_place(error)
    names = [name for line in piece if (made := _MAKES.match(line)) for name in made.groups()]
    split = {each.strip() for name in names if name for each in name.split(",")}
    return Broken(error, offset + inside, offset + inside, tuple(sorted(split)))


def _forget_place(error: BaseException) -> None:
    """Keep an error from naming its line: that of a piece is not that of the file."""
    if isinstance(error, SyntaxError):
        error.filename = error.lineno = None


def flatten(tree: ast.Module, depth: int) -> ast.Module:
    """Let imports that lead out of the outermost package find the files beside it.

    ``from .layers import x`` in a file that lies in no package becomes ``from layers import x``.

    Args:
        tree: Changed in place.
        depth: How many packages the file lies in.
    """
    outer = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level > depth]
    for node in outer:
        node.level = 0
    if any(node.module is None for node in outer):
        tree = _PlainImports().visit(tree)
    return tree


class _PlainImports(ast.NodeTransformer):
    """Turns ``from . import a`` that has lost its dot into ``import a``."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        if node.module is not None or node.level:
            return node
        plain = [each for each in node.names if each.name != "*"]
        made: ast.stmt = ast.Import(plain) if plain else ast.Pass()
        return ast.copy_location(made, node)


def future_flags(pieces: Iterable[Piece]) -> int:
    """Compiler flags of the module's ``from __future__`` imports, for all of its statements."""
    flags = 0
    for piece in pieces:
        tree = piece.tree if isinstance(piece, Statement) else None
        if isinstance(tree, ast.ImportFrom) and tree.module == "__future__":
            for alias in tree.names:
                feature = getattr(__future__, alias.name, None)
                flags |= getattr(feature, "compiler_flag", 0)
    return flags


def is_bare_text(piece: Piece) -> bool:
    """Whether a statement is nothing but a text, which at the top would be a docstring."""
    return (
        isinstance(piece, Statement)
        and isinstance(piece.tree, ast.Expr)
        and isinstance(piece.tree.value, ast.Constant)
        and isinstance(piece.tree.value.value, str)
    )


def bound_names(statement: ast.stmt) -> tuple[str, ...]:
    """List the names of the module that a statement defines; `ANY_NAME` for ``import *``."""
    return tuple(dict.fromkeys(_bound(statement)))


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (each.asname or each.name.partition(".")[0] for each in names)
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
            yield from _bound_inside(node)
        case ast.MatchMapping(rest=str(name)):
            yield name
            yield from _bound_inside(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() | ast.Lambda():
            pass  # their names are their own
        case _:
            yield from _bound_inside(node)


def _bound_inside(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)
