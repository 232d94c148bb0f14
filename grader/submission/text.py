"""Write a Python file as UTF-8, as Python reads it, however an editor had saved it."""

import codecs
import re

_COOKIE = re.compile(rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=]")
_BYTE_ORDERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def straighten(content: bytes) -> tuple[bytes, bool]:
    """Write a text as UTF-8 without a mark at its start; line ends stay, Python takes them all.

    Returns:
        The text, and whether it was in another encoding than it said.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if content.startswith(_BYTE_ORDERS):
        return content.decode("utf-16", "replace").encode(errors="replace"), True
    if _COOKIE.match(content):
        return content, False
    try:
        content.decode()
    except UnicodeDecodeError:
        if b"\0" in content:
            return content, False  # no text at all
        return content.decode("cp1252", "replace").encode(), True
    return content, False
