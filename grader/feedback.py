"""The words a student reads about one answer, in plain text.

States what was found, then what was wanted; no praise and no blame. Never more of the truth than
`reveal` allows. Text of a student's is quoted as data; whoever shows a sentence escapes it.
"""

from grader.compare.describe import one_line
from grader.compare.reading import Problem, Reading
from grader.compare.result import (
    Absent,
    Awaits,
    BelowWanted,
    BrokenClaim,
    Comparison,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    UnlikelyDraws,
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
from grader.exhibit import spell_apart, spell_exact, spell_index, spell_number
from grader.key.kinds import (
    ChoiceKey,
    FigureKey,
    FormulaKey,
    FunctionKey,
    Key,
    RandomKey,
    ShapeKey,
    TrainingKey,
)
from grader.language import say, say_count, write_count
from grader.running import explain_running, tell_runs, tell_way
from grader.sheet import Reveal
from grader.stops import explain_stop

_MOST_NAMES = 6

_CLOSE = 0.01
"""How far off, as a share of the right number, one may still be thought to be off by rounding."""


def explain(  # noqa: C901, PLR0911, PLR0912 - one case for each finding
    comparison: Comparison, key: Key, reveal: Reveal
) -> str:
    """Say in a sentence or two what was found."""
    match comparison:
        case Match():
            return _right(key)
        case Absent():
            return _absent(comparison, key)
        case Stopped(is_unparsed=True):
            return say("There is no `{name}`: Python could not read the file.", name=key.name)
        case Stopped(outcome):
            return explain_stop(outcome, key.name)
        case Unreadable(wanted, found):
            return say("Wanted {wanted}, found {found}.", wanted=say(wanted), found=found)
        case WrongShape():
            return _shape(comparison, key, reveal)
        case NonFinite(first=()):
            return say("It is nan or infinite.")
        case NonFinite():
            return say_count(
                "{number} of {size} entries is nan or infinite, at {place}.",
                "{number} of {size} entries are nan or infinite, the first at {place}.",
                comparison.count,
                size=write_count(comparison.size),
                place=spell_index(comparison.first),
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
            return say(
                "The claim does not hold with these values on {number} of {size} inputs tried.",
                number=comparison.count,
                size=comparison.size,
            )
        case WrongCases():
            return _cases(comparison, key, reveal)
        case BrokenClaim() | BelowWanted() | UnlikelyDraws():
            return explain_running(comparison, key, reveal)
        case Awaits():
            is_seen = isinstance(key, FigureKey)
            return (
                say("A person will look at this.") if is_seen else say("A person will read this.")
            )
        case Unsettled():
            return say("This could not be judged; the fault is the grader's.")


def _right(key: Key) -> str:
    match key:
        case FormulaKey():
            size = len(key.points)
            return say("The formula is right at all {size} admissible points.", size=size)
        case FunctionKey():
            return say("Right on all {size} cases.", size=len(key.cases))
        case _:
            return ""  # the verdict says it


def _absent(comparison: Absent, key: Key) -> str:
    name = one_line(comparison.name) or key.name
    match comparison.found:
        case "nothing":
            near = ", ".join(f"`{one_line(each)}`" for each in comparison.similar[:3])
            said = say("`{name}` is not defined.", name=name)
            return f"{said} {say('Did you mean {near}?', near=near)}" if near else said
        case "none" if _is_code(key):
            return say(
                "`{name}` gives None, so there is nothing to mark. What a function prints, it must "
                "return as well.",
                name=name,
            )
        case "none":
            return say("`{name}` is None, so there is nothing to mark.", name=name)
        case "placeholder":
            return say("`{name}` is still the placeholder of the starter.", name=name)
        case "not-implemented":
            return say("`{name}` raises NotImplementedError, as in the starter.", name=name)


def _is_code(key: Key) -> bool:
    """Whether the answer is called, so that what is None may be its result."""
    return isinstance(key, TrainingKey | RandomKey) or (
        isinstance(key, FunctionKey) and not key.text
    )


def _shape(comparison: WrongShape, key: Key, reveal: Reveal) -> str:
    """Where the shape is the answer, showing it is showing everything."""
    shape = _dimensions(comparison.actual)
    if comparison.same_values:
        return say(
            "The shape is {shape}; the values are right, but not the dimensions around them.",
            shape=shape,
        )
    if reveal == "none" or (isinstance(key, ShapeKey) and reveal != "expected"):
        return say("The shape is {shape}, which is not the one asked for.", shape=shape)
    right = _dimensions(comparison.expected)
    return say("The shape is {shape}; {right} is right.", shape=shape, right=right)


def _dimensions(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) if len(shape) > 1 else str(shape)


def _imprecise(comparison: Imprecise, reveal: Reveal) -> str:
    precision = comparison.label
    if comparison.says:
        return say(
            "The values are right but for what this way of computing loses: off by up to {off}, "
            "where rounding explains {allowed}.",
            off=spell_number(comparison.off, 2),
            allowed=spell_number(comparison.allowed, 1),
        )
    if reveal != "expected":
        return say(
            "The values are right only to the precision of {precision}.", precision=precision
        )
    return say(
        "The values are right only to the precision of {precision}: off by up to {off}, where "
        "rounding explains {allowed}.",
        precision=precision,
        off=spell_number(comparison.off, 2),
        allowed=spell_number(comparison.allowed, 1),
    )


def _values(comparison: WrongValues, reveal: Reveal) -> str:
    actual, expected = spell_apart(comparison.actual, comparison.expected)
    values = {"actual": actual, "expected": expected}
    shows_truth = reveal == "expected"
    if comparison.wrong.ndim:
        said = []
        if comparison.wrong.size > 1 or not shows_truth:
            said.append(
                say_count(
                    "{number} of {size} entries is off.",
                    "{number} of {size} entries are off.",
                    int(comparison.wrong.sum()),
                    size=write_count(comparison.wrong.size),
                )
            )
        if shows_truth:
            place = spell_index(comparison.worst)
            said.append(
                say("At {place} you gave {actual}; {expected} is right.", place=place, **values)
            )
    elif shows_truth:
        said = [say("It is {actual}; {expected} is right.", **values)]
    else:
        said = [say("It is {actual}.", **values)]
    off = abs(comparison.actual - comparison.expected)
    if shows_truth and comparison.allowed and off <= _CLOSE * abs(comparison.expected):
        said.append(
            say(
                "It is off by {off}; rounding explains {allowed}.",
                off=spell_number(off, 2),
                allowed=spell_number(comparison.allowed, 1),
            )
        )
    return " ".join(said)


def _formula(comparison: WrongFormula, reveal: Reveal) -> str:
    often = {"number": comparison.count, "size": comparison.size}
    if reveal in ("none", "shape"):
        return say("The formula is wrong at {number} of {size} admissible points.", **often)
    point = ", ".join(f"{name} = {value}" for name, value in comparison.point)
    actual, expected = spell_exact(comparison.actual), spell_exact(comparison.expected)
    values = {"point": point, "actual": actual, "expected": expected}
    if isinstance(comparison.actual, str):
        first = say("At {point} it has no value ({actual}); {expected} is right.", **values)
    else:
        first = say("At {point} it gives {actual}; {expected} is right.", **values)
    return f"{first} {say('It is wrong at {number} of {size} admissible points.', **often)}"


def _names(comparison: WrongNames, reveal: Reveal) -> str:
    said = []
    if comparison.missing:
        count, listed = len(comparison.missing), ", ".join(comparison.missing)
        if reveal == "expected":
            said.append(
                say_count(
                    "{number} missing: {names}.", "{number} missing: {names}.", count, names=listed
                )
            )
        else:
            said.append(say_count("{number} missing.", "{number} missing.", count))
    if comparison.extra:
        said.append(say("Not asked for: {names}.", names=_listed(comparison.extra)))
    if comparison.harmless:
        listed = _listed(comparison.harmless)
        said.append(say("Not needed, at no cost: {names}.", names=listed))
    return " ".join(said)


def _listed(names: tuple[str, ...]) -> str:
    """List a student's names, the first few if there are many."""
    listed = ", ".join(one_line(name) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return say("{names} and {number} more", names=listed, number=more) if more > 0 else listed


def _choice(comparison: WrongChoice, key: Key, reveal: Reveal) -> str:
    chosen = ", ".join(comparison.actual) or say("nothing")
    said = say("You chose {chosen}.", chosen=chosen)
    if reveal != "expected" or not isinstance(key, ChoiceKey):
        return said
    right = "; ".join(f"{option}: {key.options[option]}" for option in comparison.expected)
    return f"{said} {say('Right is {right}.', right=right)}"


def _cases(comparison: WrongCases, key: Key, reveal: Reveal) -> str:
    count, size = comparison.count, comparison.size
    often = say("Wrong on {number} of {size} cases.", number=count, size=size)
    if reveal in ("none", "shape") and not isinstance(comparison.found, Stopped | Unreadable):
        return often
    inner: Reveal = "expected" if reveal == "example" else reveal
    found = explain(comparison.found, key, inner)
    output = key.cases[comparison.case].output if isinstance(key, FunctionKey) else ""
    if isinstance(key, FunctionKey) and output in key.unchanged:
        said = say("The call changes its argument `{name}`, which must stay as it is.", name=output)
        return f"{often} {said}"
    if output and not isinstance(comparison.found, Stopped | BrokenClaim):
        found = say("in `{output}`: {found}", output=output, found=found)
    return f"{often} {say('On the smallest: {found}', found=found)}"


def tell_finding(
    comparison: Comparison, key: Key, reading: Reading | Problem, reveal: Reveal
) -> str:
    """Say what was given and what is off, how it was called, and what its runs came to."""
    said = (
        explain(comparison, key, reveal),
        tell_way(key, reading),
        tell_runs(key, reading, comparison),
    )
    return " ".join(filter(None, said))
