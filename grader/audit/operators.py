"""Small changes of an expression, of the kind that people make: the operators of mutation.

Each takes one node of a syntax tree and yields nodes to put in its place, with what was done. Pure:
nothing is evaluated, and the tree is not touched.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import TypeVar

Changed = Iterator[tuple[str, ast.expr]]
"""What was done, and the node that stands there instead."""

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_TWINS: dict[str, tuple[str, ...]] = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "amax": ("amin",),
    "amin": ("amax",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "exp": ("expm1",),
    "expm1": ("exp",),
    "log": ("log1p", "log2"),
    "log1p": ("log",),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
    "var": ("std",),
    "std": ("var",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "tril": ("triu",),
    "triu": ("tril",),
    "tanh": ("sigmoid",),
    "sigmoid": ("tanh",),
    "sin": ("cos",),
    "cos": ("sin",),
    "floor": ("ceil", "round"),
    "ceil": ("floor",),
    "max_pool2d": ("avg_pool2d",),
    "avg_pool2d": ("max_pool2d",),
    "any": ("all",),
    "all": ("any",),
}
Node = TypeVar("Node", bound=ast.AST)

_TRANSPARENT = frozenset(
    {
        *("T", "mT", "t", "transpose", "permute", "flip", "rot90", "roll", "swapaxes"),
        *("abs", "sqrt", "relu", "clamp", "square", "log", "exp", "neg", "softmax", "sigmoid"),
        *("tanh", "cumsum", "tril", "triu", "rsqrt", "masked_fill"),
    }
)
"""What can be left out, so that its first operand remains."""


def swap_arithmetic(node: ast.AST) -> Changed:
    """Put another operator between the same operands."""
    if isinstance(node, ast.BinOp):
        for other in _ARITHMETIC.get(type(node.op), ()):
            yield "arithmetic swapped", _with(node, op=other())


def drop_operand(node: ast.AST) -> Changed:
    """Leave out a term or a factor."""
    if isinstance(node, ast.BinOp):
        what = "term" if isinstance(node.op, ast.Add | ast.Sub) else "factor"
        yield f"{what} left out", copy.deepcopy(node.left)
        if isinstance(node.op, ast.Add | ast.Mult | ast.MatMult):
            yield f"{what} left out", copy.deepcopy(node.right)


def swap_operands(node: ast.AST) -> Changed:
    """Turn around what is not symmetric."""
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow
    ):
        yield "operands swapped", _with(node, left=node.right, right=node.left)


def drop_sign(node: ast.AST) -> Changed:
    """Leave out a minus or a not."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return  # a number with a sign; its neighbours are tried
        yield "sign left out", copy.deepcopy(node.operand)


def flip_comparison(node: ast.AST) -> Changed:
    """Compare otherwise."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in _COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison flipped", _with(node, ops=[other()])


def shift_constant(node: ast.AST) -> Changed:
    """Be off by one, or by a factor; flip a truth value."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield "switch flipped", ast.Constant(not value)
    elif isinstance(value, int):
        yield "off by one", ast.Constant(value + 1)
        if value > -1:
            yield "off by one", _number(value - 1)
    elif isinstance(value, float):
        yield "constant changed", ast.Constant(value * (10 if abs(value) < 1e-2 else 2))


def shift_bounds(node: ast.AST) -> Changed:
    """Cut a slice elsewhere."""
    if not isinstance(node, ast.Slice):
        return
    if node.lower is None and node.upper is None:
        return
    if node.lower is not None and not isinstance(node.lower, ast.Constant):
        yield "bound shifted", _slice(node, lower=_plus_one(node.lower))
    if node.upper is not None and not isinstance(node.upper, ast.Constant):
        yield "bound shifted", _slice(node, upper=_plus_one(node.upper))


def swap_function(node: ast.AST) -> Changed:
    """Call the function that is often taken for it."""
    if isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Name):
            for other in _TWINS.get(func.id, ()):
                yield "function swapped", _with(node, func=ast.Name(other, ast.Load()))
        elif isinstance(func, ast.Attribute):
            for other in _TWINS.get(func.attr, ()):
                yield "function swapped", _with(node, func=_with(func, attr=other))


def drop_call(node: ast.AST) -> Changed:
    """Leave out a transpose, an absolute value, a root: what it works on remains."""
    if isinstance(node, ast.Attribute) and node.attr in {"T", "mT"}:
        yield "transpose left out", copy.deepcopy(node.value)
    if not isinstance(node, ast.Call):
        return
    func = node.func
    if isinstance(func, ast.Attribute) and func.attr in _TRANSPARENT:
        is_module = isinstance(func.value, ast.Name) and func.value.id in {"torch", "F", "nn"}
        if not is_module:
            yield f"{func.attr} left out", copy.deepcopy(func.value)
        elif node.args:
            yield f"{func.attr} left out", copy.deepcopy(node.args[0])
    elif isinstance(func, ast.Name) and func.id in _TRANSPARENT and node.args:
        yield f"{func.id} left out", copy.deepcopy(node.args[0])


_SYMMETRIC = frozenset({"transpose", "swapaxes", "mse_loss", "maximum", "minimum", "dot", "zip"})
"""What gives the same when two of its arguments change places."""


def swap_arguments(node: ast.AST) -> Changed:
    """Give neighbouring arguments in the other order: operands, axes, padding and stride."""
    if not isinstance(node, ast.Call) or _called(node) in _SYMMETRIC:
        return
    for number in range(len(node.args) - 1):
        one, other = node.args[number : number + 2]
        if ast.dump(one) != ast.dump(other):
            args = [*node.args[:number], other, one, *node.args[number + 2 :]]
            yield "arguments swapped", _with(node, args=args)
    for number in range(len(node.keywords) - 1):
        one_word, other_word = node.keywords[number : number + 2]
        if ast.dump(one_word.value) != ast.dump(other_word.value):
            swapped = [
                ast.keyword(one_word.arg, other_word.value),
                ast.keyword(other_word.arg, one_word.value),
            ]
            keywords = [*node.keywords[:number], *swapped, *node.keywords[number + 2 :]]
            yield "arguments swapped", _with(node, keywords=keywords)


def drop_keyword(node: ast.AST) -> Changed:
    """Leave an option at its default: dim, keepdim, stride, padding."""
    if isinstance(node, ast.Call):
        for number, word in enumerate(node.keywords):
            if word.arg == "strict":
                continue  # of zip: a guard, not a computation
            keywords = [*node.keywords[:number], *node.keywords[number + 1 :]]
            yield f"{word.arg or '**'} left out", _with(node, keywords=keywords)


_OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("conv2d", "max_pool2d", "avg_pool2d"), ("stride=2", "padding=1")),
    **dict.fromkeys(("var", "std"), ("correction=0",)),
}
_REDUCTIONS = frozenset({"sum", "mean", "amax", "amin", "max", "min", "var", "std", "logsumexp"})


def add_option(node: ast.AST) -> Changed:
    """Give an option that the author left at its default."""
    if not isinstance(node, ast.Call):
        return
    name = _called(node)
    given = {word.arg for word in node.keywords}
    options = list(_OPTIONS.get(name, ()))
    if name in _REDUCTIONS and "dim" in given:
        options.append("keepdim=True")
    if name in {"var", "std"} and given & {"unbiased", "correction"}:
        options = []
    for option in options:
        word, _, value = option.partition("=")
        if word not in given:
            added = ast.keyword(word, ast.parse(value, mode="eval").body)
            yield f"{word} added", _with(node, keywords=[*node.keywords, added])


_MATRICES = frozenset({"conv2d", "matmul", "mm", "bmm", "linear", "softmax"})


def transpose_operand(node: ast.AST) -> Changed:
    """Turn a matrix around before it is used."""
    if isinstance(node, ast.Call) and _called(node) in _MATRICES:
        for number, each in enumerate(node.args):
            if isinstance(each, ast.Name):
                args = [*node.args[:number], _turned(each), *node.args[number + 1 :]]
                yield "operand transposed", _with(node, args=args)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if isinstance(node.left, ast.Name):
            yield "operand transposed", _with(node, left=_turned(node.left))
        if isinstance(node.right, ast.Name):
            yield "operand transposed", _with(node, right=_turned(node.right))


def _called(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _turned(node: ast.Name) -> ast.expr:
    return ast.Attribute(copy.deepcopy(node), "mT", ast.Load())


def take_branch(node: ast.AST) -> Changed:
    """Decide without looking."""
    if isinstance(node, ast.IfExp):
        yield "condition ignored", copy.deepcopy(node.body)
        yield "condition ignored", copy.deepcopy(node.orelse)
    if isinstance(node, ast.BoolOp):
        for number in range(len(node.values)):
            values = [*node.values[:number], *node.values[number + 1 :]]
            kept = values[0] if len(values) == 1 else _with(node, values=values)
            yield "condition left out", copy.deepcopy(kept)


OPERATORS: tuple[Callable[[ast.AST], Changed], ...] = (
    *(swap_arithmetic, drop_operand, swap_operands, drop_sign, flip_comparison, shift_constant),
    *(shift_bounds, swap_function, drop_call, swap_arguments, drop_keyword, take_branch),
    *(add_option, transpose_operand),
)


def _with(node: Node, **fields: object) -> Node:
    """Copy a node with some fields changed."""
    found = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(found, name, copy.deepcopy(value))
    return found


def _number(value: int) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _plus_one(node: ast.expr) -> ast.expr:
    return ast.BinOp(copy.deepcopy(node), ast.Add(), ast.Constant(1))


def _slice(node: ast.Slice, **bounds: ast.expr) -> ast.expr:
    # Where it is legal, Python's own tree has slices among the expressions.
    return _with(node, **bounds)
