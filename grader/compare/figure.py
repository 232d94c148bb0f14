"""Take a `figure` as a picture: a person marks it, and only the browser ever decodes it."""

import numpy as np

from grader.compare.describe import describe, one_line
from grader.compare.reading import Picture, Problem, returned
from grader.compare.result import Absent, Awaits, Comparison, Stopped, Unreadable
from grader.key.kinds import FigureKey
from grader.language import later, say
from grader.outcome import Outcome
from grader.request import Fetch, Request, Run
from grader.values import Array

MOST_BYTES = 2 << 20
MOST_PIXELS = 16_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def ask_figure(key: FigureKey) -> tuple[Request, ...]:
    """Ask what the name is, and for it as a picture."""
    return (Fetch(key.name), Run(key.name, f"picture({key.name})", ()))


def read_figure(_key: FigureKey, outcomes: tuple[Outcome, ...]) -> Picture | Problem:
    """Read the picture: a PNG of a sensible size, and nothing else."""
    what = returned(outcomes[0])
    if isinstance(what, Absent | Stopped | Unreadable):
        return what
    given = returned(outcomes[1])
    if isinstance(given, Absent | Stopped | Unreadable):
        return given
    if not (isinstance(given, Array) and given.data.dtype == np.uint8 and given.data.ndim == 1):
        return Unreadable(later("a figure or the name of a PNG file"), describe(what))
    png = given.data.tobytes()
    if not is_png(png):
        name = one_line(repr(what)) if isinstance(what, str) else describe(what)
        return Unreadable(later("a PNG file"), say("another format in {name}", name=name))
    if not is_picture(png):
        most = say(
            "a picture of at most {size} MiB and {pixels} million pixels",
            size=MOST_BYTES >> 20,
            pixels=MOST_PIXELS // 10**6,
        )
        return Unreadable(most, say("a larger one"))
    return Picture(png)


def is_png(png: bytes) -> bool:
    """Whether bytes begin as a PNG does that has any pixels.

    Source:
        PNG specification, third edition, §5.2 (signature) and §11.2.1 (IHDR).
    """
    return png.startswith(_SIGNATURE + b"\x00\x00\x00\rIHDR") and _pixels(png) > 0


def is_picture(png: bytes) -> bool:
    """Whether bytes are a PNG that a page can hold: its first chunk says how large it is."""
    return is_png(png) and len(png) <= MOST_BYTES and _pixels(png) <= MOST_PIXELS


def _pixels(png: bytes) -> int:
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    return width * height


def compare_figure(_key: FigureKey, _reading: Picture) -> Comparison:
    """Leave it to a person."""
    return Awaits("")
