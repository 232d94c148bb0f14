"""The words a student reads about one answer, in plain text.

States what was found, then what was wanted; no praise and no blame. Never more of the truth than
`reveal` allows. Text of a student's is quoted as data; whoever shows a sentence escapes it.
"""

from grader.compare.reading import one_line
from grader.compare.result import (
    Absent,
    Awaits,
    Comparison,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    Unreadable,
    Unsettled,
    WrongCases,
    WrongChoice,
    WrongFormula,
    WrongNames,
    WrongShape,
    WrongSides,
    WrongValues,
)
from grader.diagnose.pattern import Pattern, PatternId
from grader.exhibit import spell_apart, spell_exact, spell_index, spell_number
from grader.key.kinds import ArrayKey, ChoiceKey, FormulaKey, FunctionKey, Key, ShapeKey
from grader.outcome import Killed, KillReason, NotRun, Raised, TimedOut
from grader.spec.model import Reveal

_MOST_MESSAGE = 300
_MOST_NAMES = 6


def explain(  # noqa: C901, PLR0911, PLR0912 - one case for each finding
    comparison: Comparison, key: Key, reveal: Reveal
) -> str:
    """Say in a sentence or two what was found."""
    match comparison:
        case Match():
            return _right(key)
        case Absent():
            return _absent(comparison, key.name)
        case Stopped(outcome):
            return explain_stop(outcome, key.name)
        case Unreadable():
            return f"Wanted {comparison.wanted}, found {comparison.found}."
        case WrongShape():
            return _shape(comparison, key, reveal)
        case NonFinite():
            return (
                f"{comparison.count} of {comparison.size} entries are nan or infinite, the first "
                f"at {spell_index(comparison.first)}."
            )
        case WrongValues():
            return _values(comparison, reveal)
        case Imprecise():
            return _imprecise(comparison, reveal)
        case WrongFormula():
            return _formula(comparison, reveal)
        case WrongNames():
            return _names(comparison, reveal)
        case WrongChoice():
            return _choice(comparison, key, reveal)
        case WrongSides():
            return (
                f"The claim does not hold with these values on {comparison.count} of "
                f"{comparison.size} inputs tried."
            )
        case WrongCases():
            return _cases(comparison, key, reveal)
        case Awaits():
            return "A person will read this."
        case Unsettled():
            return "This could not be judged; the fault is the grader's."


def explain_stop(outcome: Raised | TimedOut | Killed | NotRun, name: str) -> str:
    """Say how the student's code stopped short of a value."""
    match outcome:
        case Raised():
            message = one_line(outcome.message, _MOST_MESSAGE)
            said = f"`{name}` raised {one_line(outcome.type_name)}"
            said += f": {message}" if message else ""
            said += "" if said.endswith((".", "!", "?", "…")) else "."
            return f"{said} {one_line(outcome.hint, 200)}".rstrip()
        case TimedOut():
            return (
                f"`{name}` was still running after {spell_number(outcome.seconds)} s and was "
                "stopped. Nothing else was affected."
            )
        case Killed():
            return f"{_KILLED[outcome.reason].format(name=name)} Nothing else was affected."
        case NotRun():
            return f"`{name}` was not run: {outcome.why}."


_KILLED = {
    KillReason.EXITED: "Python was ended from inside while `{name}` was run, as `os._exit` does.",
    KillReason.SIGNAL: "Python crashed while `{name}` was run, as a fault in native code does.",
    KillReason.MEMORY: "`{name}` wanted more memory than there is for one submission.",
    KillReason.OUTPUT_FLOOD: "`{name}` printed without end and was stopped.",
    KillReason.PROTOCOL: "`{name}` broke the connection to the grader.",
    KillReason.FORBIDDEN_CALL: "`{name}` tried something that no homework needs and was stopped.",
}


def explain_cause(pattern: Pattern) -> str:
    """Say what a general mistake is, as Markdown."""
    constant = "" if pattern.constant is None else spell_number(pattern.constant)
    return _PATTERNS[pattern.id].format(constant=constant)


_PATTERNS = {
    PatternId.TRANSPOSED: "These are the right values with rows and columns swapped.",
    PatternId.ROWS_REVERSED: "These are the right values with the rows in reverse order.",
    PatternId.COLUMNS_REVERSED: "These are the right values with the columns in reverse order.",
    PatternId.HALF_TURN: "These are the right values turned by 180°.",
    PatternId.NEGATED: "These are the right values with the opposite sign.",
    PatternId.ABSOLUTE: "These are the right values without their signs.",
    PatternId.TRUNCATED: "These are the right values cut to whole numbers.",
    PatternId.SCALED: "Every value is {constant} times the right one.",
    PatternId.SHIFTED: "Every value differs from the right one by {constant}.",
}


def evidence(key: Key) -> str:
    """Say what speaks for a named mistake that explains the answer."""
    match key:
        case ArrayKey():
            size = key.case.truth.value.size
            return f"All {size} entries are those of this mistake."
        case FormulaKey():
            return f"It agrees with this mistake at all {len(key.points)} admissible points."
        case FunctionKey():
            return f"It agrees with this mistake on all {len(key.cases)} cases."
        case _:
            return "It is just what this mistake gives."


def _right(key: Key) -> str:
    match key:
        case FormulaKey():
            return f"The formula is right at all {len(key.points)} admissible points."
        case FunctionKey():
            return f"Right on all {len(key.cases)} cases."
        case _:
            return "Right."


def _absent(comparison: Absent, name: str) -> str:
    match comparison.found:
        case "nothing":
            near = ", ".join(f"`{one_line(each)}`" for each in comparison.similar[:3])
            return f"`{name}` is not defined." + (f" Did you mean {near}?" if near else "")
        case "none":
            return f"`{name}` is None, so there is nothing to mark."
        case "placeholder":
            return f"`{name}` is still the placeholder of the starter."
        case "not-implemented":
            return f"`{name}` raises NotImplementedError, as in the starter."


def _shape(comparison: WrongShape, key: Key, reveal: Reveal) -> str:
    """Where the shape is the answer, showing it is showing everything."""
    found = f"The shape is {_dimensions(comparison.actual)}"
    if comparison.same_values:
        return f"{found}; the values are right, but not the dimensions around them."
    if reveal == "none" or (isinstance(key, ShapeKey) and reveal != "expected"):
        return f"{found}, which is not the one asked for."
    return f"{found}; {_dimensions(comparison.expected)} is right."


def _dimensions(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if len(shape) > 1 else str(shape)


def _imprecise(comparison: Imprecise, reveal: Reveal) -> str:
    text = f"The values are right only to the precision of {comparison.precision}"
    if reveal != "expected":
        return f"{text}."
    off, allowed = f"{comparison.off:.2g}", f"{comparison.allowed:.1g}"
    return f"{text}: off by up to {off}, where rounding explains {allowed}."


def _values(comparison: WrongValues, reveal: Reveal) -> str:
    size = comparison.wrong.size
    actual, expected = spell_apart(comparison.actual, comparison.expected)
    if comparison.wrong.ndim == 0:
        text = f"It is {actual}" + (f"; {expected} is right." if reveal == "expected" else ".")
    else:
        count = int(comparison.wrong.sum())
        text = f"{count} of {size} entries {'is' if count == 1 else 'are'} off."
        if reveal == "expected":
            text += f" At {spell_index(comparison.worst)} you gave {actual}; {expected} is right."
    if comparison.allowed and reveal == "expected":
        off = abs(comparison.actual - comparison.expected)
        text += f" It is off by {off:.2g}; rounding explains {comparison.allowed:.1g}."
    return text


def _formula(comparison: WrongFormula, reveal: Reveal) -> str:
    often = f"{comparison.count} of {comparison.size} admissible points"
    if reveal in ("none", "shape"):
        return f"The formula is wrong at {often}."
    point = ", ".join(f"{name} = {value}" for name, value in comparison.point)
    actual, expected = spell_exact(comparison.actual), spell_exact(comparison.expected)
    gives = "has no value" if isinstance(comparison.actual, str) else f"gives {actual}"
    reason = f" ({actual})" if isinstance(comparison.actual, str) else ""
    return f"At {point} it {gives}{reason}; {expected} is right. It is wrong at {often}."


def _names(comparison: WrongNames, reveal: Reveal) -> str:
    said = []
    if comparison.missing:
        listed = ", ".join(comparison.missing)
        shown = f": {listed}" if reveal == "expected" else ""
        said.append(f"{len(comparison.missing)} missing{shown}.")
    if comparison.extra:
        said.append(f"Not asked for: {_listed(comparison.extra)}.")
    if comparison.harmless:
        said.append(f"Not needed, at no cost: {_listed(comparison.harmless)}.")
    return " ".join(said)


def _listed(names: tuple[str, ...]) -> str:
    """List a student's names, the first few if there are many."""
    rest = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(one_line(name) for name in names[:_MOST_NAMES]) + rest


def _choice(comparison: WrongChoice, key: Key, reveal: Reveal) -> str:
    chosen = ", ".join(comparison.actual) or "nothing"
    if reveal != "expected" or not isinstance(key, ChoiceKey):
        return f"You chose {chosen}."
    right = "; ".join(f"{option}: {key.options[option]}" for option in comparison.expected)
    return f"You chose {chosen}. Right is {right}."


def _cases(comparison: WrongCases, key: Key, reveal: Reveal) -> str:
    often = f"Wrong on {comparison.count} of {comparison.size} cases."
    if reveal in ("none", "shape") and not isinstance(comparison.found, Stopped | Unreadable):
        return often
    inner: Reveal = "expected" if reveal == "example" else reveal
    return f"{often} On the smallest: {_lowered(explain(comparison.found, key, inner))}"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
