"""Read a formula as a person types it, and evaluate it exactly.

Python, Unicode and a subset of LaTeX, in one grammar with Python's precedence. Text from a student
is hostile: it is never run, and everything about it (length, depth, numbers, powers) is bounded.

Each module imports only from those before it: `errors`, `tree`, `literal`, `words`, `spellings`,
`tokens`, `evaluate`, `constants`, `write`, `cursor`, `parse`, `read`, `number`.
"""

from grader.formula.errors import FormulaError, Undefined
from grader.formula.number import read_number
from grader.formula.read import Formula, read_formula

__all__ = ["Formula", "FormulaError", "Undefined", "read_formula", "read_number"]
