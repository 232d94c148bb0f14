r"""TeX formulas as MathML, which browsers draw without JavaScript.

This module reads and checks the TeX; `latex2mathml` converts it; `grader.report.mathml` mends the
tree. Its rule: a formula is drawn whole and right or not at all. One with any problem is shown as
its TeX in ``<code class="tex">``, and `find_maths_problems` says why. Nothing of a formula becomes
a link, a style, a class or a macro.
"""

import re
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element, tostring

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from grader.record import Record
from grader.report.mathml import find_tree_problems, mend
from grader.report.tex import STRAY, find_source_problems, read_source

MATHS_CSS = """\
math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math",
  "DejaVu Math TeX Gyre", math }
.eq { display: flex; align-items: center; gap: 1em }
.eq > math { flex: 1 }
code.tex { white-space: pre-wrap; overflow-wrap: anywhere }
.tex-left { text-align: left; text-align: -webkit-left }
.tex-right { text-align: right; text-align: -webkit-right }
.tex-top { border-top: 1px solid } .tex-bottom { border-bottom: 1px solid }
.tex-start { border-left: 1px solid } .tex-end { border-right: 1px solid }
.tex-tight mtd { padding: 0 .2em }
.tex-aligned mtd { padding-inline: 0 }
.tex-aligned mtd:nth-child(odd):not(:first-child) { padding-left: 2em }
.tex-over { border-top: 1px solid; padding-top: .1em }
.tex-under { border-bottom: 1px solid; padding-bottom: .1em }
.tex-box { border: 1px solid; padding: .2em }
.tex-bold { font-weight: bold } .tex-italic { font-style: italic }
.tex-mono { font-family: monospace }
"""
"""What a page's stylesheet needs for rendered formulas.

The fonts named can stretch fences; what browsers call ``math`` often cannot. Chromium lays the
content of a cell out as a block, which only its own ``-webkit-right`` moves.
"""

_FAILURES: tuple[type[Exception], ...] = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
    *(AttributeError, LookupError, RuntimeError, StopIteration, TypeError, ValueError),
)
"""What the converter raises on malformed TeX; its own exceptions share no base class."""


class _Drawing(Record, frozen=True):
    """A formula as far as it could be drawn."""

    markup: str
    """The mended rows as XML, without ``<math>`` around them; empty if there are problems."""

    tag: str
    """The equation number with its brackets, or nothing."""

    problems: tuple[str, ...]


def render_maths(tex: str, *, display: bool) -> str:
    r"""Draw a formula.

    Args:
        tex: A formula without its dollars; anyone's, so nothing in it is trusted.
        display: As a line of its own rather than within a sentence.

    Returns:
        ``<math>`` with the TeX as its annotation, and its number beside it if it has a ``\tag``;
        or the TeX in ``<code class="tex">`` if it has a problem.
    """
    drawing = _draw(tex)
    if drawing.problems:
        shown = escape(STRAY.sub("\N{REPLACEMENT CHARACTER}", tex), quote=False)
        return f'<code class="tex">{shown}</code>'

    mode = "block" if display else "inline"
    annotation = escape(tex, quote=False)
    maths = (
        f'<math display="{mode}"><semantics>{drawing.markup}'
        f'<annotation encoding="application/x-tex">{annotation}</annotation></semantics></math>'
    )
    if not drawing.tag:
        return maths
    numbered = f'{maths} <span class="eq-number">{escape(drawing.tag, quote=False)}</span>'
    return f'<span class="eq">{numbered}</span>' if display else numbered


def find_maths_problems(tex: str) -> tuple[str, ...]:
    r"""Say why a formula cannot be drawn.

    Returns:
        One sentence a problem, such as ``unknown command \foo``; empty exactly if `render_maths`
        draws the formula.
    """
    return _draw(tex).problems


@lru_cache(maxsize=2048)
def _draw(tex: str) -> _Drawing:
    problems = find_source_problems(tex)
    if problems:
        return _Drawing("", "", problems)

    source = read_source(tex)
    try:
        root = convert_to_element(source.tex)
    except _FAILURES as failure:
        return _Drawing("", "", (f"cannot be read as TeX: {_in_words(failure)}",))
    problems = find_tree_problems(root)
    if problems:
        return _Drawing("", "", problems)
    mend(root, source.rules)
    return _Drawing(_serialise(root), source.tag, ())


def _serialise(root: Element) -> str:
    return "".join(tostring(child, encoding="unicode") for child in root)


def _in_words(failure: BaseException) -> str:
    if type(failure).__module__ != exceptions.__name__:
        return "an argument is missing or misplaced"
    words = re.findall("[A-Z][a-z]*", type(failure).__name__.removesuffix("Error"))
    return " ".join(words).lower()
