r"""Reads a TeX formula before it is converted: what is wrong with it, and what to convert instead.

The converter draws some mistakes silently, forgets where an array has its rules, and knows `align`
but no ``aligned``. Its rule: text in, text out; nothing is converted or drawn here.
"""

import re

from latex2mathml import commands

from grader.record import Record
from grader.report.mathml import FIRST_MARK, Rules

MAX_CHARACTERS = 4000
"""Longer formulas are shown as TeX; nobody reads them drawn."""

_ENVIRONMENTS = {
    **{f"{letter}matrix": f"{letter}matrix" for letter in ("", "p", "b", "B", "v", "V", "small")},
    **dict.fromkeys(("align", "align*", "aligned"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered"), "matrix"),
    **{name: name for name in ("array", "cases", "split")},
}
"""Environment to the one that draws it: ``aligned`` is not known, and ``align`` adds numbers."""

_UNSUPPORTED = frozenset(
    rf"\{name}"
    for name in (
        *("newcommand", "newenvironment", "def", "DeclareMathOperator"),
        *("href", "style", "class", "color", "textcolor", "colorbox", "fcolorbox"),
        *("cancel", "bcancel", "xcancel", "sout", "rule", "unicode", "verb", "nolimits"),
        *("raise", "lower", "moveleft", "moveright", "sideset", "skew", "mathchoice"),
        *("llap", "clap", "mathllap", "mathclap", "shoveleft", "shoveright"),
    )
)
"""Known to the converter, but unsafe, or not drawn by browsers."""

_MATH_COMMANDS = frozenset(
    {*commands.LOCAL_FONTS, *commands.MATH_NON_FONT_COMMANDS} | {commands.MATHRLAP}
)
STRAY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
"""Characters XML forbids, and the private ones `_take_rules` marks arrays with."""

_TAG = re.compile(r"\\tag\*?\s*\{([^{}\\$]*)\}")
_NAMED = re.compile(r"\\operatorname(?:withlimits|\*)?\s*\{([^{}]*)\}")
_SCAN = re.compile(
    r"\\begin\s*\{array\}\s*(?:\[[tcb]\])?\s*\{(?P<columns>[^{}]*)\}"
    r"|(?P<begin>\\begin\s*\{(?P<name>[^{}]*)\})|(?P<end>\\end\s*\{(?P<ended>[^{}]*)\})"
    r"|(?P<row>\\\\(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?|\\cr(?![A-Za-z]))"
    r"|(?P<rule>\\h(?:dash)?line(?![A-Za-z]))"
    r"|(?P<stack>\\substack\s*\{)|\\[A-Za-z]+|\\.|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)


class Source(Record, frozen=True):
    """A formula as the converter is given it."""

    tex: str
    """Without its tag and the rules of its arrays, in words the converter knows."""

    tag: str
    """The equation number with its brackets, or nothing."""

    rules: tuple[Rules, ...]
    """The rules of each array, in the order in which they are marked in `tex`."""


def read_source(tex: str) -> Source:
    """Prepare a formula in which `find_source_problems` found nothing."""
    tex, tag = _take_tag(tex)
    tex, rules = _take_rules(_rewrite(tex))
    return Source(tex, tag, rules)


def find_source_problems(tex: str) -> tuple[str, ...]:
    """Say what is wrong with a formula as far as its text shows it."""
    if not tex.strip():
        return ("the formula is empty",)
    if len(tex) > MAX_CHARACTERS:
        return (f"wanted at most {MAX_CHARACTERS} characters, found {len(tex)}",)

    problems = []
    if stray := STRAY.search(tex):
        problems.append(f"character U+{ord(stray[0]):04X} cannot be shown")
    for match in _SCAN.finditer(tex):
        problems.extend(_find_token_problems(match))
    if len(re.findall(r"\\tag\b", tex)) > 1:
        problems.append(r"wanted one \tag a formula (write each in its own $$…$$)")
    elif r"\tag" in _TAG.sub("", tex):
        problems.append(r"a \tag holds plain text in braces")
    return tuple(dict.fromkeys(problems))


def _find_token_problems(match: re.Match[str]) -> list[str]:
    name, columns = match["name"] or match["ended"], match["columns"]
    if columns is not None and not re.fullmatch(r"[lcr|\s]*", columns):
        return [f"wanted columns of l, c, r and | for array, found {columns!r}"]
    if match["begin"] and name == "array":
        return ["wanted columns of l, c, r and | for array, found none or some in braces"]
    if name is not None and name not in {*_ENVIRONMENTS, "equation", "equation*"}:
        return [rf"unknown environment {name!r}"]
    if match[0] in _UNSUPPORTED or match[0] in commands.MATRICES:
        return [f"{match[0]} is not supported"]
    if match[0].startswith(r"\math") and match[0] not in _MATH_COMMANDS:
        return [f"unknown command {match[0]}"]
    return []


def _take_tag(tex: str) -> tuple[str, str]:
    match = _TAG.search(tex)
    if match is None:
        return tex, ""
    text = match[1].strip()
    starred = match[0].startswith(r"\tag*")
    return _TAG.sub("", tex).strip() or "{}", text if starred else f"({text})"


def _rewrite(tex: str) -> str:
    r"""Say in the converter's words what it would misread.

    A space keeps it from taking ``\mathrm{d}`` for a plain d; it reads ``1...3`` as the number .3;
    it knows ``\argmax`` but no ``\arg``; and an operator's name may hold only letters.
    """
    tex = tex.replace("...", "…")
    tex = re.sub(r"\\mathrm\s*\{([A-Za-z])\}", r"\\mathrm{ \1}", tex)
    tex = re.sub(r"\\arg\s*(?:\\[,!]\s*)?\\(max|min)(?![A-Za-z])", r"\\arg\1", tex)
    tex = re.sub(r"\\arg(?![A-Za-z])", r"\\operatorname{arg}", tex)
    tex = re.sub(r"\\(?:nonumber|notag)(?![A-Za-z])", "", tex)
    return _NAMED.sub(_name_operator, tex)


def _name_operator(match: re.Match[str]) -> str:
    letters = re.sub(r"\\[,;: ]|[~\s]", "", match[1])
    if letters in {"argmax", "argmin"} and match[1] != letters:
        return rf"\{letters} "
    if letters.isascii() and letters.isalpha():
        return match[0].replace(match[1], letters)
    return rf"\text{{{match[1]}}}"


def _take_rules(tex: str) -> tuple[str, tuple[Rules, ...]]:
    r"""Take ``|`` and ``\hline`` out of arrays, since the converter forgets which side they are on.

    The first cell of the n-th array starts with the n-th private-use character, by which
    `grader.report.mathml` finds it again.

    Returns:
        The TeX without rules, and the rules of each array in order.
    """
    bars: list[frozenset[int]] = []
    lines: list[set[int]] = []
    rows: list[int] = []
    inside: list[int | str] = []  # what is open: the number of an array, or what closes it

    def replace(match: re.Match[str]) -> str:
        array = inside[-1] if inside and isinstance(inside[-1], int) else None
        if match["columns"] is not None:
            columns = re.sub(r"\s", "", match["columns"])
            inside.append(len(bars))
            bars.append(_find_bars(columns))
            lines.append(set())
            rows.append(0)
            mark = chr(FIRST_MARK + len(bars) - 1)
            return rf"\begin{{array}}{{{columns.replace('|', '')}}}{mark}{{}}"
        if match["stack"]:
            # The converter's \substack takes everything up to the end of the group.
            inside.append(r"\end{smallmatrix}")
            return r"\begin{smallmatrix}"
        if match["open"] or match["begin"]:
            inside.append("}")
        elif (match["close"] or match["end"]) and inside:
            closing = inside.pop()
            return closing if match["close"] and isinstance(closing, str) else _rename(match)
        elif match["row"] and array is not None:
            rows[array] += 1
        elif match["rule"] and array is not None:
            lines[array].add(rows[array])
            return ""
        return _rename(match)

    tex = _SCAN.sub(replace, tex)
    return tex, tuple(
        Rules(columns, frozenset(drawn)) for columns, drawn in zip(bars, lines, strict=True)
    )


def _find_bars(columns: str) -> frozenset[int]:
    """Say before how many columns each ``|`` stands: ``|c|c`` has bars at 0 and 1."""
    return frozenset(
        len(columns[:place].replace("|", ""))
        for place, letter in enumerate(columns)
        if letter == "|"
    )


def _rename(match: re.Match[str]) -> str:
    if match["row"]:
        return r"\\ "
    name = match["name"] or match["ended"]
    if name is None:
        return match[0]
    if name.startswith("equation"):
        return "{" if match["begin"] else "}"
    verb = "begin" if match["begin"] else "end"
    return rf"\{verb}{{{_ENVIRONMENTS[name]}}}"
