"""How operators of a formula stand: limits under or beside, fences as tall as what, space around.

TeX decides these from the neighbours of an operator, browsers from its character alone, so the
neighbours are looked at here and the decision is written down. Its rule: works on a MathML tree
and moves nothing but fences, which get a row of their own.

Source:
    The TeXbook, chapter 18, for the space between atoms; https://www.w3.org/TR/mathml-core/ for
    what browsers do by themselves.
"""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from itertools import pairwise
from xml.etree.ElementTree import Element

_UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SCRIPTS = frozenset({*_UNDER, *_UNDER.values()})
_LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨀⨁⨂⨃⨄⨅⨆")  # noqa: RUF001 - operators, not letters
_LIMIT_NAMES = frozenset({"max", "min", "sup", "inf", "lim"})
_NAME = re.compile(r"[A-Za-z]+(?:[\u2006\u2009][a-z]+)?")
_ORDINARY = frozenset("∞∅∂∇∀∃∄…⋯⋮⋱∠")
"""Drawn as letters: the converter calls them operators, which stand apart from their neighbours."""

_OPENING = frozenset("([{⟨⌈⌊⟦")
_CLOSING = frozenset(")]}⟩⌉⌋⟧")
_BARS = frozenset("|‖∥")
_SIGNS = frozenset("+\N{MINUS SIGN}±∓")
_THIN = "0.1667em"


def mend_operators(root: Element, rows: AbstractSet[str]) -> None:
    """Give each operator the place and the space TeX would.

    Args:
        root: A converted formula, its characters in place; changed in place.
        rows: Tags of the elements whose children simply follow each other.
    """
    for element in root.iter():
        _sort_leaf(element)
    for element in root.iter():
        _place_limits(element)
    for element in list(root.iter()):
        if element.tag in rows:
            _join_negations(element)
            _space_out(element)
            _wrap_fences(element)


def _sort_leaf(element: Element) -> None:
    """Call operators operators and letters letters."""
    text = element.text or ""
    if element.tag == "mi" and len(text) > 1 and _NAME.fullmatch(text) and text != "mod":
        element.tag = "mo"
    elif element.tag == "mi" and len(text) == 1:
        symbol = unicodedata.category(text) in {"Sm", "Ps", "Pe"} or text in ":;"
        if symbol and text not in _ORDINARY:
            element.tag = "mo"
    elif element.tag == "mo" and (text in _ORDINARY or _is_styled(text)):
        element.tag = "mi"
        element.attrib.clear()
    if element.tag == "mi" and text in {"∇", "∞"}:
        element.set("mathvariant", "normal")


def _is_styled(text: str) -> bool:
    return len(text) == 1 and unicodedata.name(text, "").startswith("MATHEMATICAL BOLD")


def _place_limits(element: Element) -> None:
    """Let the browser put limits under an operator in display and beside it in a sentence."""
    if element.tag not in _SCRIPTS or not len(element) or element[0].tag != "mo":
        return
    base = element[0]
    text = base.text or ""
    if not (text in _LARGE | _LIMIT_NAMES or base.get("movablelimits") == "true"):
        return
    # Converted as if in a sentence, so only the author's own \limits is an under already.
    base.set("movablelimits", "true" if element.tag in _UNDER else "false")
    element.tag = _UNDER.get(element.tag, element.tag)


def _join_negations(row: Element) -> None:
    """Make one character of a slash and the relation it strikes."""
    children = list(row)
    for slash, struck in pairwise(children):
        if slash.tag == "mpadded" and slash.findtext("mtext") == "\N{BIG SOLIDUS}" and struck.text:
            struck.text = unicodedata.normalize("NFC", f"{struck.text}\u0338")
            row.remove(slash)


def _space_out(row: Element) -> None:
    cores = [_find_core(child) for child in row]
    for at, core in enumerate(cores):
        if core is None:
            continue
        text = core.text or ""
        before = cores[at - 1] if at else None
        after = cores[at + 1] if at + 1 < len(cores) else None
        if _is_name(core):
            core.set("lspace", "0" if at == 0 or _leans_right(before) else _THIN)
            core.set("rspace", "0" if at + 1 == len(cores) or _leans_left(after) else _THIN)
        elif text in _SIGNS and (at == 0 or _leans_right(before)):
            core.set("form", "prefix")
        elif text in _BARS | {"/"} and core.get("stretchy") != "true":
            core.attrib.update(lspace="0", rspace="0")


def _find_core(element: Element) -> Element | None:
    """Find the operator an element is or has scripts on."""
    while element.tag in _SCRIPTS and len(element):
        element = element[0]
    return element if element.tag == "mo" else None


def _is_name(core: Element) -> bool:
    return core.text != "mod" and _NAME.fullmatch(core.text or "") is not None


def _leans_right(core: Element | None) -> bool:
    """Say whether an operator belongs to what follows: anything but a closing fence."""
    return core is not None and (core.text or "") not in _CLOSING | _BARS | {"!"}


def _leans_left(core: Element | None) -> bool:
    """Say whether what precedes an operator should touch it, or the operator brings its space."""
    return core is not None and not _is_name(core)


def _wrap_fences(row: Element) -> None:
    """Give a fenced matrix a row of its own, lest its fences stretch over its neighbours."""
    children = list(row)
    wrapped: list[Element] = []
    at = 0
    while at < len(children):
        if _is_fenced(children[at : at + 3]):
            wrapped.append(Element("mrow"))
            wrapped[-1].extend(children[at : at + 3])
            at += 3
            continue
        child = children[at]
        is_fence = child.tag == "mo" and (child.text or "") in _OPENING | _CLOSING | _BARS
        if is_fence and {"minsize", "stretchy"}.isdisjoint(child.keys()):
            child.set("stretchy", "false")
        wrapped.append(child)
        at += 1
    for child in children:
        row.remove(child)
    row.extend(wrapped)


def _is_fenced(children: list[Element]) -> bool:
    return (
        [child.tag for child in children[::2]] == ["mo", "mo"]
        and (children[1].tag == "mtable" or children[1].get("linethickness") == "0")
        and all(child.get("stretchy") != "false" for child in children[::2])
    )
