"""The words for why an answer is wrong: a general mistake, a slip, and what speaks for it.

Says what the values show and no more: a slip is a "maybe". The words for a named mistake are its
author's own.
"""

from grader.diagnose.pattern import Pattern, PatternId
from grader.diagnose.slip import Slip
from grader.exhibit import spell_index, spell_number
from grader.key.kinds import ArrayKey, FormulaKey, FunctionKey, Key
from grader.language import later, say


def explain_cause(pattern: Pattern) -> str:
    """Say what a general mistake is, as Markdown."""
    constant = "" if pattern.constant is None else spell_number(pattern.constant)
    order = ", ".join(map(str, pattern.order))
    back = ", ".join(str(pattern.order.index(axis)) for axis in range(len(pattern.order)))
    along = pattern.along
    if along is None:
        return say(_PATTERNS[pattern.id], constant=constant, order=order, back=back)
    values = {"what": say(along.what), "found": _axis(along.found), "right": _axis(along.right)}
    return say(_PATTERNS[pattern.id], **values)


def _axis(axis: int | None) -> str:
    return say("all axes") if axis is None else say("axis {axis}", axis=axis)


_PATTERNS = {
    PatternId.TRANSPOSED: later("These are the right values with rows and columns swapped."),
    PatternId.ROWS_REVERSED: later("These are the right values with the rows in reverse order."),
    PatternId.COLUMNS_REVERSED: later(
        "These are the right values with the columns in reverse order."
    ),
    PatternId.HALF_TURN: later("These are the right values turned by 180°."),
    PatternId.NEGATED: later("These are the right values with the opposite sign."),
    PatternId.ABSOLUTE: later("These are the right values without their signs."),
    PatternId.TRUNCATED: later("These are the right values cut to whole numbers."),
    PatternId.FLOORED: later(
        "These are the right values rounded down to whole numbers, as `//` does."
    ),
    PatternId.OVERFLOWED: later("These are the right values stored in 8 bits, which overflow."),
    PatternId.PERMUTED: later(
        "These are the right values with their axes, counted from 0, in the order {order}; taking "
        "them in the order {back} puts that right."
    ),
    PatternId.WRONG_AXIS: later("The {what} is taken over {found}; over {right} is right."),
    PatternId.KEPT: later("Dimensions of size 1 are left over; `squeeze` drops them."),
    PatternId.DROPPED: later(
        "These are the right values with a dimension of size 1 missing; `keepdims` or "
        "`unsqueeze` keeps it."
    ),
    PatternId.REPEATED: later("These are the right values, repeated along dimensions too many."),
    PatternId.ROW_REPEATED: later("One right row stands in the place of every row."),
    PatternId.COLUMN_REPEATED: later("One right column stands in the place of every column."),
    PatternId.OUTER: later(
        "The right values are on the diagonal only: an (N,) met an (N, 1), and both were "
        "stretched to (N, N)."
    ),
    PatternId.CROSSED: later(
        "What belongs to each row was applied to each column; `v[:, None]` has one value a row."
    ),
    PatternId.SCALED: later("Every value is {constant} times the right one."),
    PatternId.SHIFTED: later("Every value differs from the right one by {constant}."),
}


def explain_slips(slips: tuple[Slip, ...]) -> str:
    """Point at the products that a few entries are off by, as Markdown; empty for no slips."""
    return " ".join(_slip(slip) for slip in slips)


def _slip(slip: Slip) -> str:
    terms = say(" or ").join(f"`{term}`" for term in slip.terms)
    place = spell_index(slip.cell)
    if slip.is_missing:
        return say("Maybe the entry at {place} leaves out {terms}.", place=place, terms=terms)
    return say("Maybe the entry at {place} counts {terms} twice.", place=place, terms=terms)


def evidence(key: Key, pattern: Pattern | None = None) -> str:
    """Say what speaks for a mistake that explains the answer: a named one, or a general one."""
    if pattern is not None and pattern.id is PatternId.OUTER:
        return say("The whole diagonal is right.")
    match key:
        case ArrayKey():
            size = key.case.truth.value.size
            return say("All {size} entries are those of this mistake.", size=size)
        case FormulaKey():
            size = len(key.points)
            return say("It agrees with this mistake at all {size} admissible points.", size=size)
        case FunctionKey():
            return say("It agrees with this mistake on all {size} cases.", size=len(key.cases))
        case _:
            return say("It is just what this mistake gives.")
