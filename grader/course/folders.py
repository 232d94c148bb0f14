"""Where each student's report goes: a folder name that any disk takes, and that is theirs alone.

A name that is safe stays as it is; any other is made safe and gets digits of its hash.
"""

import hashlib
import unicodedata
from collections.abc import Iterable

_MOST_BYTES = 200
"""Of the readable half; disks take 255."""

_DIGITS = 6
_DEVICES = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
"""Names that Windows takes for devices, whatever their suffix."""

_OURS = {"index.html", "gradebook.csv"}


def name_folders(students: Iterable[str]) -> dict[str, str]:
    """Give each student a folder name of letters, digits, dots, dashes and underscores.

    A name that had to be changed, or that differs from another's in case only, gets a few digits of
    its hash, so that two students never share a folder and a rerun finds the same one.

    Args:
        students: Names as they were handed in, each once; hostile.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    # Names that may stay go first: nobody gets another's folder by choosing a name like a hash.
    for student in sorted(students, key=lambda name: (_make_safe(name) != name, name)):
        safe = _make_safe(student)
        if safe != student or _is_reserved(safe) or _caseless(safe) in taken:
            safe = _add_digits(safe, student, taken)
        taken.add(_caseless(safe))
        found[student] = safe
    return found


def _make_safe(student: str) -> str:
    """Turn what a path, a shell or a link could trip over into underscores; may leave nothing.

    Nor does a name begin like an option or a hidden file.
    """
    plain = unicodedata.normalize("NFC", student)
    joined = "".join(each if _is_plain(each) else " " for each in plain)
    safe = "_".join(joined.split())
    safe = safe.encode()[:_MOST_BYTES].decode(errors="ignore").strip("._-")
    is_device = safe.partition(".")[0].casefold() in _DEVICES
    return safe.replace(".", "_") if is_device else safe


def _is_reserved(safe: str) -> bool:
    return safe.casefold() in _DEVICES | _OURS


def _is_plain(character: str) -> bool:
    """Whether it is a letter, a mark on one, a digit, or one of ``.-_``."""
    if "\N{VARIATION SELECTOR-1}" <= character <= "\N{VARIATION SELECTOR-16}":
        return False  # they stand behind emoji and cannot be seen
    return character in ".-_" or unicodedata.category(character)[0] in "LMN"


def _add_digits(safe: str, student: str, taken: set[str]) -> str:
    """Add as many digits of the hash of the whole name as make it unique; six, as a rule."""
    digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()
    named = [f"{safe or 'student'}-{digest[:n]}" for n in range(_DIGITS, len(digest))]
    return next(name for name in named if _caseless(name) not in taken)


def _caseless(name: str) -> str:
    """What two names have in common that some disks take for one (Unicode, definition D145)."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
