"""What a value that cannot be read was probably meant to be: the cures in messages.

Rule: a cure is offered only where one reading is by far the likeliest; the empty text means none
is. Pure text: no I/O.
"""

import re
import unicodedata
from typing import Final

from grader.spec.scalar import Data, Scalar

_MINUS: Final = "−–—﹣－"  # noqa: RUF001  the signs that word processors write for minus
_TO_MINUS: Final = str.maketrans(_MINUS, "-" * len(_MINUS))
_COMMAS: Final = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_COMMA_DECIMAL: Final = re.compile(r"([-+]?[0-9]+),([0-9]+)")
_LEADING_ZERO: Final = re.compile(r"([-+]?)0+([0-9]+)")
_FRACTION: Final = re.compile(r"(-?[0-9]+)\s*/\s*([1-9][0-9]*)")
_PERCENT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_INFINITE: Final = re.compile(r"([-+]?)(?:inf|infinity|∞)", re.IGNORECASE)
_RANGE: Final = re.compile(r"\[?\s*(-?[0-9]+)\s*(?:\.{1,3}|…|-|–|,|:|to|\s)\s*(-?[0-9]+)\s*\]?")
_LETTERS: Final = str.maketrans("OoQlI|", "000111")
_TRUTHS: Final = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false"} | {
    "n": "false",
    "1": "true",
    "0": "false",
}


def number_cure(value: Data) -> str:
    """Say how to write the number that a value was meant to be."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    if not isinstance(value, Scalar) and is_number(text):
        return "drop the quotes"
    for cure in (_sign_cure, _digit_cure, _separator_cure, _notation_cure):
        words = cure(text)
        if words:
            return words
    return ""


def is_number(text: str) -> bool:
    """Whether a plain scalar of these letters would be a number."""
    value = Scalar(text).value
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sign_cure(text: str) -> str:
    for sign in _MINUS:
        plain = text.replace(sign, "-")
        if sign in text and is_number(plain):
            return f"its minus sign is U+{ord(sign):04X}; write {plain}"
    return ""


def _digit_cure(text: str) -> str:
    """Digits of other scripts and widths, and letters that look like digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_TO_MINUS)
    plain = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain
    )
    if plain != text and is_number(plain):
        return f"its digits are not the ASCII ones; write {plain}"
    for letter in text:
        digits = text.translate(_LETTERS)
        if ord(letter) in _LETTERS and is_number(digits) and any(map(str.isdigit, text)):
            return f"it holds the letter {letter}; write {digits}"
    return ""


def _separator_cure(text: str) -> str:
    if _COMMAS.fullmatch(text):
        return f"write {text.replace(',', '')}"
    found = _COMMA_DECIMAL.fullmatch(text)
    if found:
        return f"write {found[1]}.{found[2]}"
    if re.fullmatch(r"[-+]?[0-9]+(?:_[0-9]+)+", text):
        return f"write {text.replace('_', '')}"
    return ""


def _notation_cure(text: str) -> str:
    if found := _LEADING_ZERO.fullmatch(text):
        return f"leave out the leading zero: {found[1]}{found[2]}"
    if (found := _FRACTION.fullmatch(text)) or (found := _PERCENT.fullmatch(text)):
        below = float(found[2]) if found.re is _FRACTION else 100.0
        return f"write {float(found[1]) / below:g}"
    if re.fullmatch(r"0[xXoObB][0-9a-fA-F]+", text):
        return f"write {int(text, 0)}"
    return "write it as one number" if re.fullmatch(r"[0-9]+(?::[0-9]+)+", text) else ""


def infinity_cure(text: str) -> str:
    """Say how to write the infinity that a text was meant to be."""
    found = _INFINITE.fullmatch(text.strip())
    return f"write {found[1].removeprefix('+')}.inf" if found else ""


def numbers_in(text: str) -> str:
    """The numbers that a text holds instead of a list, with commas; the empty text if none."""
    inside = text.strip().removeprefix("(").removesuffix(")")
    items = [item for item in re.split(r"[\s,;]+", inside) if item]
    return ", ".join(items) if len(items) > 1 and all(map(is_number, items)) else ""


def flag_cure(value: Data) -> str:
    """Say how to write the truth value that a value was meant to be."""
    if not isinstance(value, str):
        return ""
    if not isinstance(value, Scalar) and value in {"true", "false"}:
        return "drop the quotes"
    meant = _TRUTHS.get(value.lower())
    return f"write {meant}" if meant else ""


def range_cure(value: Data) -> str:
    """Say how to write the range that a value was meant to be."""
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    found = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if found:
        low, high = sorted((int(found[1]), int(found[2])))
        return f"write {low}..{high}"
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value):
        return f"write {value}..{value}"
    return ""


def dimensions_cure(value: Data) -> str:
    """Say how to write the dimensions that a value was meant to be."""
    text = ", ".join(str(item) for item in value) if isinstance(value, list) else value
    if not isinstance(text, str):
        return ""
    if not re.fullmatch(r"[\[(]?\s*[0-9]+(?:\s*[xX×*,]\s*[0-9]+)*\s*,?\s*[\])]?", text):
        return ""
    sides = re.findall(r"[0-9]+", text)
    return f"write {'x'.join(sides)}"
