"""Tell a statement with a stray space before it from the one above, which it breaks for Python.

``x = 1`` and below it `` y = 2`` are no Python, and the second line is the matter: the first may be
executed. A line that is indented wrongly inside a function is the function's own matter.
"""

import ast
import re
from collections.abc import Sequence

_SHALLOW = "unindent does not match"
"""What is said of a line that stands less deep than the block above it, and not at its edge."""

_WORD = re.compile(r"[^\W\d]|@")
_GOES_ON = re.compile(r"""(?:and|or|if|else|for|in|is|not|async)\b|@|[bfrtuBFRTU]{1,2}["']""")
"""What may as well be the rest of an expression that its writer thought to go on over two lines."""


def find_stray(lines: Sequence[str], error: BaseException) -> int | None:
    """Find how many lines stand before a statement that is indented for no reason.

    Args:
        lines: What Python could not read.
        error: Why.

    Returns:
        None where that is not the matter, or where the line may belong to the statement above.
    """
    if type(error) is not IndentationError or error.lineno is None:
        return None
    before = error.lineno - 1
    above = _parse("".join(lines[:before]))
    if above is None or not 0 <= before < len(lines):
        return None
    below = parse_stray(lines[before:])
    if not _begins_anew(lines[before].strip(), below):
        return None
    last = above.body[-1] if above.body else None
    if last is None or not (hasattr(last, "body") or hasattr(last, "cases")):
        return before
    is_shallow = _SHALLOW in str(error)
    return None if below is None or not is_shallow or _belongs(below, last) else before


def parse_stray(lines: Sequence[str]) -> ast.Module | None:
    """Read lines as if the first of them, and all others as much, were not indented."""
    depth = len(lines[0]) - len(lines[0].lstrip(" \t\f"))
    indent = lines[0][:depth]
    if not all(line.startswith(indent) or not line.split("#")[0].strip() for line in lines):
        return None
    return _parse("".join(line.removeprefix(indent) for line in lines))


def _parse(text: str) -> ast.Module | None:
    """Read a text, and see that nothing in it belongs inside a function, as `return` does."""
    try:
        tree = ast.parse(text)
        compile(text, "", "exec", dont_inherit=True)
    except BaseException:  # noqa: BLE001 - SyntaxError, ValueError, MemoryError, ...
        return None
    return tree


def _begins_anew(line: str, below: ast.Module | None) -> bool:
    """Whether a line looks like a statement, not like the end of the expression above."""
    if not _WORD.match(line):
        return False
    if below is None:
        return not _GOES_ON.match(line)
    first = below.body[0] if below.body else None
    return not (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant | ast.JoinedStr)
    )


def _belongs(below: ast.Module, block: ast.stmt) -> bool:
    """Whether statements seem to be the end of the block above them."""
    is_method = any(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) for n in below.body)
    if isinstance(block, ast.ClassDef) and is_method:
        return True
    if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef) and isinstance(
        block.body[-1], ast.Return
    ):
        return False  # nothing after it would be reached
    inside = {each.arg for each in ast.walk(block) if isinstance(each, ast.arg)} | {
        each.id
        for each in ast.walk(block)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    used = {each.id for each in ast.walk(below) if isinstance(each, ast.Name)}
    return bool(inside & used)
