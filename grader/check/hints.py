"""What a student can do about failures that are no mistake in an answer: packages and versions.

A hint is made of our words and of names that are plain identifiers; no other text of a student's.
"""

import importlib.util
import platform
import re
import sys
from collections.abc import Iterator
from typing import Final

from grader.language import say
from grader.results import Report

_MISSING: Final = re.compile(r"No module named '([A-Za-z_][A-Za-z0-9_]{0,60})[.']")
_UNREADABLE: Final = re.compile(r"\b(?:SyntaxError|IndentationError|TabError)\b")
_CALLED: Final = {
    "PIL": "pillow",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""What a package is called where it is installed from, where that is not what is imported."""

_MOST: Final = 3


def tell_hints(report: Report) -> tuple[str, ...]:
    """Say what the failures of a check have to do with this machine's Python.

    Args:
        report: Of the check.
    """
    texts = [mishap.text for mishap in report.mishaps]
    texts += [answer.feedback.found for part in report.parts for answer in part.answers]
    return (*_packages(texts), *_version(texts))


def _packages(texts: list[str]) -> Iterator[str]:
    found = dict.fromkeys(name for text in texts for name in _MISSING.findall(text))
    for name in [each for each in found if not _is_installed(each)][:_MOST]:
        yield say(
            "The package {name} is not installed in the Python that runs this check. To install "
            "it there: {python} -m pip install {called}",
            name=name,
            python=sys.executable,
            called=_CALLED.get(name, name),
        )


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _version(texts: list[str]) -> Iterator[str]:
    if any(_UNREADABLE.search(text) for text in texts):
        yield say(
            "This check runs Python {version}. If the file works for you, yours may be another.",
            version=platform.python_version(),
        )
