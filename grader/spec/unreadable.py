"""What an author did who wrote text that is not YAML, in an author's words.

The parser says what it expected next ("expected <block end>, but found '<scalar>'"); an author
needs to know what to change. Rule: a message names what was found and one cure, and never a token
of the parser. Pure text: no I/O.
"""

import re

import yaml

from grader.spec.places import Mark

_THINGS = {
    "<stream end>": "the end of the file",
    "<document start>": "the line ---",
    "<document end>": "the line ...",
    "<scalar>": "a value",
    "<block mapping start>": "a key that is indented differently",
    "<block sequence start>": "a list that is indented differently",
    "<block end>": "the end of the block",
}

_AFTER = {
    "'": "wanted nothing after the closing quote, found more (write '' for a ' inside quotes)",
    '"': 'wanted nothing after the closing quote, found more (write \\" for a " inside quotes)',
    "]": "wanted nothing after the closing bracket, found more (put the whole value in quotes)",
    "}": "wanted nothing after the closing bracket, found more (put the whole value in quotes)",
}

_SECOND_COLON = (
    "wanted one 'key: value', found a second ':' (put a value that holds ': ' in quotes)"
)
_CONTINUED = (
    "wanted a key in line with its neighbours, found one that continues the line above (indent it "
    "as they are, and write 'key: value' above with a space after the ':')"
)
_NO_SPACE = "wanted 'key: value', found no space after the ':' (add one)"
_NO_COLON = (
    "wanted 'key: value', found a line without ':' (write its key, or indent it under the text it "
    "continues)"
)
_LATEX = "which means nothing in double quotes (you probably wrote LaTeX; use single quotes or |)"
_BLOCK = "a line indented like the block that begins on {opened}"

_WORDS = (
    (
        r"found character '\\t' that cannot start any token",
        "wanted spaces, found a tab (indent and align with spaces)",
    ),
    (
        r"found character '(.+)' that cannot start any token",
        "wanted a value, found {0!r}, which YAML keeps for itself (put the value in quotes)",
    ),
    (r"found unknown escape character '(.+)'", "wanted text, found '\\{0}', " + _LATEX),
    (
        r"expected escape sequence of \d+ hexadecimal numbers, but found .*",
        "wanted text, found '{escape}', " + _LATEX,
    ),
    (
        r"expected ',' or '\]', but got '(.*)'",
        "wanted ',' or ']', found {thing} (close the list that opens on {opened})",
    ),
    (
        r"expected ',' or '\}', but got '(.*)'",
        "wanted ',' or '}}', found {thing} (close the mapping that opens on {opened})",
    ),
    (
        r"found unexpected end of stream",
        (
            "wanted a closing quote, found the end of the file (close the quote that opens on "
            "{opened})"
        ),
    ),
    (
        r"expected <block end>, but found '(.*)'",
        "wanted " + _BLOCK + ", found {thing} (indent it like its neighbours)",
    ),
    (
        r"(?:sequence entries|mapping keys) are not allowed here",
        (
            "wanted a value, found the start of a list or a key (begin it on its own line, or put "
            "the value in quotes)"
        ),
    ),
    (
        r"expected the node content, but found '(.*)'",
        "wanted a value, found {thing} (put the value in quotes)",
    ),
    (
        r"expected (?:chomping or indentation indicators|a comment or a line break), but .*",
        (
            "wanted the text on the lines after '|' or '>', found it beside them (move it to the "
            "next line, indented; or put it in quotes)"
        ),
    ),
    (
        r"expected indentation indicator in the range 1-9, but found 0",
        "wanted the text on the lines after '|' or '>', found a 0 (leave it out)",
    ),
    (
        r"expected alphabetic or numeric character, but found .*",
        "wanted a value, found '{here}', which YAML keeps for itself (put the value in quotes)",
    ),
    (
        r"found document separator|found unexpected document separator",
        (
            "wanted a closing quote, found the line --- or ... (close the quote that opens on "
            "{opened})"
        ),
    ),
    (
        r".*(?:tag|directive|'%'|%|'!'|'<document start>'|YAML document|version|URI).*",
        (
            "wanted keys and values, found a tag or a directive (remove it, or put the value in "
            "quotes)"
        ),
    ),
)

_AT_START = ("could not find expected ':'", "expected alphabetic or numeric character")
"""Problems that are best shown where the value begins, and not where the parser gave up."""


def explain_unreadable(error: yaml.MarkedYAMLError, text: str) -> tuple[Mark, str]:
    """Say where and why a text is not YAML.

    Args:
        error: What PyYAML's Python parser raised; its C parser words things differently.
        text: The text it read.

    Returns:
        The place, and `wanted, found (cure)`.
    """
    mark = error.problem_mark or error.context_mark
    problem = error.problem or ""
    if mark is None:
        return (1, 1), f"wanted readable YAML, found: {problem}"
    if problem.startswith(_AT_START) and error.context_mark is not None:
        mark = error.context_mark
    return (mark.line + 1, mark.column + 1), _words(problem, error, text, mark.index)


def _words(problem: str, error: yaml.MarkedYAMLError, text: str, index: int) -> str:
    """Say what is wrong at a character of the text."""
    line = text[text.rfind("\n", 0, index) + 1 :].partition("\n")[0]
    before = text[:index].rpartition("\n")[2].rstrip(" ")
    if problem == "mapping values are not allowed here":
        return _SECOND_COLON if ":" in before else _CONTINUED
    if problem.startswith("could not find expected ':'"):
        return _NO_SPACE if ":" in line else _NO_COLON
    if problem.startswith("expected <block end>") and before[-1:] in _AFTER:
        return _AFTER[before[-1]]
    opened = f"line {error.context_mark.line + 1}" if error.context_mark else "a line above"
    for pattern, words in _WORDS:
        found = re.fullmatch(pattern, problem)
        if found:
            token = found[1] if found.re.groups else ""
            return words.format(
                token,
                thing=_THINGS.get(token, repr(token)),
                opened=opened,
                here=text[index : index + 1],
                escape=text[max(0, index - 2) : index],
            )
    return f"wanted readable YAML, found: {problem}"
