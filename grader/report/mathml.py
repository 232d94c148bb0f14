"""Mends the MathML that `latex2mathml` builds until browsers draw it as TeX would.

Browsers implement MathML Core, which dropped much of MathML 3: styled letters, table rules,
alignment and named spaces are written differently there. This module mends what an element *is*;
`grader.report.operators` mends how operators stand. Its rule: only elements, attributes and
classes named here leave it, whatever came in.

Source:
    https://www.w3.org/TR/mathml-core/
"""

import re
from xml.etree.ElementTree import Element, SubElement

from latex2mathml.symbols_parser import convert_symbol

from grader.record import Record
from grader.report.letters import join_upright_letters, set_letters
from grader.report.operators import mend_operators

FIRST_MARK = 0xE000
"""The private-use character that starts the first array; the next one starts the second."""

ROWS = frozenset({"math", "mrow", "mtd", "msqrt", "mstyle", "mpadded", "mphantom"})
"""Elements whose children simply follow each other."""

_CHILDREN = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "mspace"})
_ELEMENTS = ROWS | _LEAVES | {*_CHILDREN, "mtable", "mtr"}

_VALUES = {
    **dict.fromkeys(("accent", "accentunder", "displaystyle", "fence"), "true|false"),
    **dict.fromkeys(("movablelimits", "separator", "stretchy"), "true|false"),
    "class": "tex-[a-z]+( tex-[a-z]+)*",
    "form": "prefix|infix|postfix",
    "mathvariant": "normal",
    "scriptlevel": "[0-2]",
}
"""What a value must match; an attribute that is neither here nor a length is dropped."""

_LENGTHS = frozenset(
    {"depth", "height", "linethickness", "lspace", "mathsize", "maxsize", "minsize", "rspace"}
    | {"voffset", "width"}
)
_MOST_EM = 10.0
_MOST_LEVELS = 100
_EMS = {
    "em": 1.0,
    "ex": 0.43,
    "mu": 1 / 18,
    "pt": 0.1,
    "px": 1 / 16,
    "pc": 1.2,
    "cm": 2.8,
    "mm": 0.28,
}
_NAMED_EMS = {"thin": 3 / 18, "medium": 4 / 18, "thick": 5 / 18}

_ALIGNMENT_CLASSES = {"left": "tex-left", "right": "tex-right"}
_PRIMES = frozenset("\u2032\u2033\u2034\u2057")
_ACCENTS = frozenset("^¯~˙¨`˘ˇ→←↔˚⃛⃜⏞⏟⎴⎵⏜⏝\u00b4")
_UNIT = re.compile(r"(-?)([\d.]+)\s*([a-z]{2})")


class Rules(Record, frozen=True):
    """Where an array has lines; 0 is its left or upper edge, n the far side of its n-th cell."""

    columns: frozenset[int]
    rows: frozenset[int]


def find_tree_problems(root: Element) -> tuple[str, ...]:
    """Say what the converter left unread; also puts characters in place of its references."""
    problems = []
    for element in list(root.iter()):
        is_bare_ampersand = element.text == "&"
        element.text = _read_text(element)
        text = element.text or ""
        wanted = _CHILDREN.get(element.tag)
        if wanted is not None and len(element) != wanted:
            problems.append("an argument is missing")
        elif element.tag == "mtext" and re.search(r"[\\{}$]", text):
            found = text.replace("\N{NO-BREAK SPACE}", " ")
            problems.append(rf"\text holds plain text only, found {found!r}")
        elif text.startswith("\\"):
            problems.append(f"unknown command {text}")
        elif is_bare_ampersand:
            problems.append("& outside a table (write \\&, or use aligned)")
        elif element.get("linebreak"):
            problems.append(r"\\ outside a table (use aligned)")
    if _measure_depth(root) > _MOST_LEVELS:
        problems.append("nested too deeply")
    return tuple(dict.fromkeys(problems))


def mend(root: Element, rules: tuple[Rules, ...]) -> None:
    """Make a converted formula drawable.

    Args:
        root: What the converter built and `find_tree_problems` found nothing in; changed in place.
        rules: The rules of the arrays, in the order of their marks.
    """
    _mend_tables(root, rules)
    for element in list(root.iter()):
        _mend_element(element)
    mend_operators(root, ROWS)
    for element in list(root.iter()):
        if element.tag in ROWS:
            join_upright_letters(element)
    for element in list(root.iter()):
        _keep_known_attributes(element)


def _measure_depth(root: Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for parent in level for child in parent]
    return depth


def _read_text(element: Element) -> str | None:
    text = element.text
    if text is None:
        return None
    text = re.sub(r"&#x([0-9A-Fa-f]{1,6});", lambda match: chr(int(match[1], 16)), text)
    if element.tag == "mtext":
        return re.sub(r"\\([_%&#$ ])", r"\1", text)
    if len(text) > 1 and text.startswith("\\"):
        symbol = convert_symbol(text)
        return chr(int(symbol, 16)) if symbol else text
    return text


def _mend_element(element: Element) -> None:
    if element.tag in _LEAVES and len(element):
        _flatten(element)
    if element.tag == "menclose":
        boxed = element.get("notation") == "box"
        element.tag = "mrow"
        element.set("class", "tex-box" if boxed else "")
    if element.tag == "mpadded" and element.get("width", "").startswith("+"):
        _mend_arrow_label(element)
    if element.tag not in _ELEMENTS:
        element.tag = "mrow"
    if element.tag in {"mn", "mi", "mo"} and element.text:
        _split_unit(element)
    set_letters(element)
    if element.tag in {"mover", "munder"} and len(element) == 2:
        _mend_accent(element)
    if element.tag in {"msup", "msubsup"}:
        _lower_primes(element)


def _flatten(element: Element) -> None:
    r"""Make one operator of ``\mathop{\mathrm{argmax}}``, and a row of anything richer."""
    parts = list(element.iter())
    if all(part.tag in {"mrow", *_LEAVES} for part in parts):
        text = "".join(part.text or "" for part in parts)
        variants = {part.get("mathvariant") for part in parts if part.text}
        for child in list(element):
            element.remove(child)
        element.text = text
        if element.tag == "mo" and text.isalpha() and variants == {"normal"}:
            element.set("movablelimits", "true")
    else:
        element.tag, element.text = "mrow", None


def _mend_arrow_label(label: Element) -> None:
    r"""Pad the label of ``\xrightarrow`` with spaces, for Core has no relative lengths."""
    label.tag = "mrow"
    label.attrib.clear()
    label[-1].attrib = {"width": "0.5em"}
    label.insert(0, Element("mspace", width="0.5em"))


def _split_unit(element: Element) -> None:
    """Undo the converter's reading of ``2in``, two times i times n, as a length."""
    match = _UNIT.fullmatch(element.text or "")
    if match is None:
        if element.tag == "mi" and re.fullmatch(r"\.\d+", element.text or ""):
            element.tag = "mn"
        return
    minus, number, letters = match.groups()
    element.tag, element.text = "mrow", None
    if minus:
        SubElement(element, "mo").text = "\u2212"
    SubElement(element, "mn").text = number
    for letter in letters:
        SubElement(element, "mi").text = letter


def _mend_accent(element: Element) -> None:
    accent = element[1]
    if accent.tag == "mo" and accent.text == "―":
        # Few fonts stretch a bar, every browser draws a border.
        element.set("class", "tex-over" if element.tag == "mover" else "tex-under")
        element.tag = "mrow"
        element.remove(accent)
    elif accent.tag == "mo" and accent.text in _ACCENTS:
        element.set("accent" if element.tag == "mover" else "accentunder", "true")


def _lower_primes(element: Element) -> None:
    """Put primes beside the letter, for their characters are small and raised already."""
    script = element[-1]
    if not set(script.text or "") & _PRIMES:
        return
    inner = Element("msub" if element.tag == "msubsup" else "mrow")
    inner.extend(element[:-1])
    script.tag = "mo"
    script.attrib.update(lspace="0", rspace="0")
    element.tag = "mrow"
    element[:] = [inner, script]


def _mend_tables(root: Element, rules: tuple[Rules, ...]) -> None:
    for table in root.iter("mtable"):
        if table.get("rowspacing") == "3pt":
            table.set("class", "tex-aligned")
        first = table.find("mtr/mtd")
        mark = first.find("mi") if first is not None else None
        if first is None or mark is None or mark is not first[0] or not mark.text:
            continue
        number = ord(mark.text[0]) - FIRST_MARK
        if 0 <= number < len(rules):
            first.remove(mark)
            _draw_rules(table, rules[number])
    for style in root.iter("mstyle"):
        if style.get("scriptlevel") == "1" and len(style) == 1 and style[0].tag == "mtable":
            style[0].set("class", "tex-tight")
    for cell in root.iter("mtd"):
        aligned = _ALIGNMENT_CLASSES.get(cell.attrib.pop("columnalign", ""), "")
        cell.set("class", f"{cell.get('class', '')} {aligned}".strip())


def _draw_rules(table: Element, rules: Rules) -> None:
    rows = table.findall("mtr")
    width = max(len(row) for row in rows)
    for at, row in enumerate(rows):
        for _ in range(width - len(row)):
            SubElement(row, "mtd")
        for across, cell in enumerate(row):
            sides = {
                "tex-top": at == 0 and 0 in rules.rows,
                "tex-bottom": at + 1 in rules.rows,
                "tex-start": across == 0 and 0 in rules.columns,
                "tex-end": across + 1 in rules.columns,
            }
            cell.set("class", " ".join(side for side, drawn in sides.items() if drawn))


def _keep_known_attributes(element: Element) -> None:
    attributes = dict(element.attrib)
    element.attrib.clear()
    for name, value in attributes.items():
        kept = _read_length(value) if name in _LENGTHS else value
        if kept is not None and (name in _LENGTHS or re.fullmatch(_VALUES.get(name, ""), kept)):
            element.set(name, kept)


def _read_length(value: str) -> str | None:
    """Write a length in ems, within reason; None if Core has no such length."""
    if named := re.fullmatch(r"(negative|very)?(thin|medium|thick)mathspace", value):
        ems = _NAMED_EMS[named[2]] * (-1 if named[1] == "negative" else 1)
        return f"{ems:.3g}em"
    match = re.fullmatch(r"(-?(?:\d{1,4}(?:\.\d{0,6})?|\.\d{1,6}))\s*([a-z]{2})?", value)
    if match is None or (match[2] or "em") not in _EMS:
        return None
    ems = float(match[1]) * _EMS[match[2] or "em"]
    return f"{max(-_MOST_EM, min(_MOST_EM, ems)):.4g}em"
