"""Bold, script and upright letters of a formula.

MathML Core knows no variant but ``normal``, so a bold x is the character of that name. Its rule:
characters are found by their Unicode names, never by arithmetic on code points, which has holes.
"""

import re
import unicodedata
from itertools import groupby
from xml.etree.ElementTree import Element

_TEXT_CLASSES = {"bold": "tex-bold", "italic": "tex-italic", "monospace": "tex-mono"}


def set_letters(element: Element) -> None:
    """Write a variant into the characters themselves, for Core knows only ``normal``."""
    variant = element.attrib.pop("mathvariant", None)
    if variant is None or not element.text:
        return
    if element.tag == "mtext":
        element.set("class", _TEXT_CLASSES.get(variant, ""))
    elif variant == "normal":
        element.set("mathvariant", "normal")
    else:
        element.text = "".join(_find_letter(letter, variant) for letter in element.text)


def _find_letter(letter: str, variant: str) -> str:
    """Find, say, the bold italic X by its Unicode name; the letter itself if there is none."""
    name = unicodedata.name(letter, "")
    name = re.sub(r"LATIN |GREEK |LUNATE |LETTER ", "", name)
    style = variant.upper().replace("-", " ").replace("DOUBLE STRUCK", "DOUBLE-STRUCK")
    fallback = style.replace("BOLD ITALIC", "BOLD")  # digits have no italic
    for candidate in (
        f"MATHEMATICAL {style} {name}",
        f"{style} {name}",
        f"{style.replace('FRAKTUR', 'BLACK-LETTER')} {name}",
        f"MATHEMATICAL {fallback} {name}",
    ):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return letter


def join_upright_letters(row: Element) -> None:
    r"""Make one word of the letters of ``\mathrm{out}``; a word is upright by itself."""
    children = list(row)
    for upright, group in groupby(children, lambda child: child.get("mathvariant") == "normal"):
        letters = list(group)
        if upright and len(letters) > 1 and all(letter.tag == "mi" for letter in letters):
            letters[0].text = "".join(letter.text or "" for letter in letters)
            del letters[0].attrib["mathvariant"]
            for letter in letters[1:]:
                row.remove(letter)
