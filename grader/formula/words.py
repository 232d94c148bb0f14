"""What a word means in a formula: a variable, a product of variables, or a function.

No letter is special: ``I`` is never the imaginary unit, ``e`` never Euler's number.
"""

from collections.abc import Sequence

from grader.formula.tree import Function

_FUNCTIONS = {
    **{function.value: function for function in Function},
    "ceiling": Function.CEIL,
    "trunc": Function.INT,
    "fix": Function.INT,
    "fabs": Function.ABS,
    "maximum": Function.MAX,
    "minimum": Function.MIN,
}

_LIBRARIES = frozenset({"math", "np", "numpy", "torch"})


def meaning(word: str, names: Sequence[str]) -> Function | tuple[str, ...] | None:
    """Look a word up: as typed, as a function, in the other case, then letter by letter.

    Letter by letter only in the case of `names`: ``IK`` is a product, ``skip`` is not.

    Args:
        word: As typed, perhaps dotted: ``math.floor``.
        names: The variables the formula may use.

    Returns:
        The variable in a tuple, several for a product; or the function; or None if unknown.
    """
    if word in names:
        return (word,)
    library, _, function = word.lower().rpartition(".")
    if function in _FUNCTIONS and (not library or library in _LIBRARIES):
        return _FUNCTIONS[function]
    caseless = [name for name in names if name.lower() == word.lower()]
    if len(caseless) == 1:
        return (caseless[0],)
    return tuple(word) if all(letter in names for letter in word) else None


def known_functions() -> str:
    """List the functions for a message."""
    return ", ".join(function.value for function in Function)
