"""A student's plot and learning curve on the page: the one as handed in, the other drawn here."""

import math
import re

from grader.exhibit import spell_number
from grader.language import say
from grader.record import Record

WIDTH, HEIGHT = 320, 120
"""Of the curve's drawing, in its own units."""

_PNG = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/]+={0,2}")
"""The signature of a PNG, and nothing that could end an attribute."""


class CurveView(Record, frozen=True):
    """A learning curve as a line."""

    points: str
    """As SVG wants them: ``x,y x,y …``."""

    said: str
    """What it shows, in words."""


def view_curve(losses: tuple[float, ...]) -> CurveView | None:
    """Draw losses over the steps, on a logarithmic scale where they span decades; None for none."""
    if len(losses) < 2 or not all(map(math.isfinite, losses)):
        return None
    least, most = min(losses), max(losses)
    is_wide = least > 0 and most / least > 100
    largest = max(abs(least), abs(most)) or 1.0  # the largest floats have no difference
    heights = [math.log(each) if is_wide else each / largest for each in losses]
    low, high = min(heights), max(heights)
    span = (high - low) or 1.0
    step = WIDTH / (len(losses) - 1)
    points = " ".join(
        f"{number * step:.1f},{HEIGHT * (high - each) / span:.1f}"
        for number, each in enumerate(heights)
    )
    said = say(
        "Learning curve as the code reported it: from {first} to {last} in {number} steps.",
        first=spell_number(losses[0], 4),
        last=spell_number(losses[-1], 4),
        number=len(losses),
    )
    return CurveView(points, f"{said} {say('Logarithmic scale.')}" if is_wide else said)


def view_picture(base64: str) -> str:
    """Make the address of a plot that a page holds itself; empty for none, or for anything else."""
    return f"data:image/png;base64,{base64}" if _PNG.fullmatch(base64) else ""
