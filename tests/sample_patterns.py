"""One pattern of each kind, with all that its sentence tells."""

from grader.diagnose.axis import Along
from grader.diagnose.pattern import Pattern, PatternId


def pattern_of(name):
    along = Along("sum", 0, None) if name is PatternId.WRONG_AXIS else None
    return Pattern(name, 2.5, (2, 0, 1), along)
