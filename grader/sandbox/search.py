"""Where a student's code finds what is installed. Imports next to nothing: a check starts with it.

An interpreter of ours looks there, too, before it imports a library for a student's code: what one
imports is what the other gets.
"""

import os
import sys

_INSTALLED = {"site-packages", "dist-packages", "lib-dynload"}


def package_paths() -> tuple[str, ...]:
    """The entries of `sys.path` that hold installed packages or the standard library."""
    standard = os.path.dirname(os.__file__)  # noqa: PTH120 - `pathlib` takes long to import
    return tuple(
        entry
        for entry in dict.fromkeys(sys.path)
        if os.path.isabs(entry)  # noqa: PTH117
        and (
            entry == standard
            or entry.endswith(".zip")
            or _INSTALLED.intersection(entry.replace(os.sep, "/").split("/"))
        )
    )
