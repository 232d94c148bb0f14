"""The few colours of the pages: which one a verdict has."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from grader.score import Verdict


class Tone(StrEnum):
    """A colour of a page, by the name of its class in the stylesheets."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    READY = "ready"
    """Nothing is wrong with what was looked at, which was not all."""

    OPEN = "open"
    """Neither right nor wrong: nothing was given, or nobody has judged it yet."""


_TONES: Final[Mapping[Verdict, Tone]] = {
    Verdict.RIGHT: Tone.RIGHT,
    Verdict.RIGHT_BY_FOLLOW_THROUGH: Tone.RIGHT,
    Verdict.PARTLY_RIGHT: Tone.PARTLY,
    Verdict.IMPRECISE: Tone.PARTLY,
    Verdict.WRONG: Tone.WRONG,
    Verdict.WRONG_SHAPE: Tone.WRONG,
    Verdict.UNREADABLE: Tone.WRONG,
    Verdict.CRASHED: Tone.WRONG,
    Verdict.TIMED_OUT: Tone.WRONG,
    Verdict.OUT_OF_MEMORY: Tone.WRONG,
    Verdict.MISSING: Tone.OPEN,
    Verdict.SKIPPED: Tone.OPEN,
    Verdict.AWAITING_MARKER: Tone.OPEN,
    Verdict.GRADER_ERROR: Tone.OPEN,
}


def tone_of(verdict: Verdict) -> Tone:
    """Say which colour a verdict has."""
    return _TONES[verdict]
