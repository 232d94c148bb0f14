"""What the parts of a formula without variables come to, computed once each while it is read.

So ``9**9**9`` and ``1/0`` are refused where they stand, at one step an operation.
"""

from grader.formula.evaluate import evaluate
from grader.formula.tree import Binary, Call, Negative, Node, Number, Value


class Constants:
    """The values found so far.

    Kept by identity: every node made while a formula is read stays alive until it is.
    """

    def __init__(self) -> None:
        self._values: dict[int, Value] = {}

    def learn(self, node: Negative | Binary | Call) -> None:
        """Evaluate an operation if all it works on is known.

        Raises:
            Undefined: If it has no exact value.
        """
        operands = [self._literal(operand) for operand in _operands(node)]
        literals = [literal for literal in operands if literal is not None]
        if len(literals) == len(operands):
            self._values[id(node)] = evaluate(_with_operands(node, literals), {})

    def _literal(self, node: Node) -> Number | None:
        if isinstance(node, Number):
            return node
        return Number(self._values[id(node)]) if id(node) in self._values else None


def _operands(node: Negative | Binary | Call) -> tuple[Node, ...]:
    match node:
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments


def _with_operands(node: Negative | Binary | Call, operands: list[Number]) -> Node:
    match node:
        case Negative():
            return Negative(*operands)
        case Binary(operator):
            return Binary(operator, *operands)
        case Call(function):
            return Call(function, tuple(operands))
