"""Where each student's report goes: a folder name that any disk takes, and that is theirs alone."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_MOST = 80
_UNSAFE = re.compile(r"[^\w.\-]+", re.UNICODE)
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def name_folders(students: Iterable[str]) -> dict[str, str]:
    """Give each student a folder name of letters, digits, dots, dashes and underscores.

    A name that had to be changed, or that differs from another's in case only, gets a few digits of
    its hash, so that two students never share a folder and a rerun finds the same one.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for student in sorted(students):
        plain = unicodedata.normalize("NFC", student)
        safe = _UNSAFE.sub("_", plain).strip("._")[:_MOST]
        if safe != student or safe.casefold() in taken | _RESERVED:
            digest = hashlib.sha256(student.encode("utf-8", "surrogateescape")).hexdigest()[:6]
            safe = f"{safe or 'student'}-{digest}"
        taken.add(safe.casefold())
        found[student] = safe
    return found
