"""Tell an archive by its name. Apart from reading one, for which most submissions have no need."""

import re

MOST_BYTES = 64 << 20
"""Of an archive as it was handed in."""

_SUFFIX = re.compile(r"\.(?:zip|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz))$", re.IGNORECASE)


def archive_stem(name: str) -> str | None:
    """Take the ending off an archive's name; None for the name of anything else."""
    found = _SUFFIX.search(name)
    return name[: found.start()] if found else None
