"""Tell a starter that nobody has filled in by its lines, as text: nothing of it is parsed or run.

A line that a starter does not have makes it somebody's work. So what is taken for a starter gives
no answer to anything.
"""

import io
import tokenize
from collections.abc import Iterator
from typing import Final

_MOST_BYTES: Final = 256 << 10
"""Of a starter; what is larger is somebody's work."""

_PASSED_OVER: Final = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
}
_LIBRARIES: Final = {"__future__", "collections", "math", "numpy", "torch", "typing"}
"""What a starter may take names from; from any other module they may be answers."""

_EMPTY: Final = (
    ["pass"],
    ["..."],
    ["return"],
    ["return", "None"],
    ["raise", "NotImplementedError"],
    ["raise", "NotImplementedError", "(", ")"],
    ["super", "(", ")", ".", "__init__", "(", ")"],
)
_NOTHING: Final = {"None", "...", '""', "''"}


def is_unfilled(source: bytes) -> bool:
    """Whether Python source only names what is asked for.

    Its lines are imports, docstrings, heads of functions and classes, ``raise NotImplementedError``
    or ``pass``, and names that are bound to None, an ellipsis or the empty text.
    """
    if len(source) > _MOST_BYTES:
        return False
    try:
        return all(map(_says_nothing, _lines(source.decode("utf-8-sig", "replace"))))
    except (SyntaxError, ValueError, tokenize.TokenError):
        return False


def _lines(source: str) -> Iterator[list[tokenize.TokenInfo]]:
    """Yield the tokens of each logical line."""
    line: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NEWLINE:
            yield line
            line = []
        elif token.type not in _PASSED_OVER:
            line.append(token)
    yield line


def _says_nothing(line: list[tokenize.TokenInfo]) -> bool:
    words = [token.string for token in line]
    if ";" in words:
        return False
    if words[:1] in (["def"], ["class"]) or words[:2] == ["async", "def"]:
        return _says_nothing(line[_find_body(words) :])
    if words[:1] == ["from"]:
        return words[1:2] != [] and words[1] in _LIBRARIES and "*" not in words
    if words[:1] in ([], ["import"], ["@"]) or words in _EMPTY:
        return True
    if words[:3] == ["raise", "NotImplementedError", "("]:
        return _is_text(line[3:-1])
    is_bound = line[0].type == tokenize.NAME and words[1:2] in (["="], [":"])
    return _is_text(line) or (is_bound and words[-2] == "=" and words[-1] in _NOTHING)


def _find_body(words: list[str]) -> int:
    """Find what stands on the line of a function's head: behind the colon outside brackets."""
    depth = 0
    for number, word in enumerate(words, 1):
        depth += (word in "([{") - (word in ")]}")
        if word == ":" and depth == 0:
            return number
    return len(words)


def _is_text(line: list[tokenize.TokenInfo]) -> bool:
    return all(token.type == tokenize.STRING for token in line)
