"""The products that the entries of an array add up, found by differentiating.

An entry that is linear in B is the sum of ``∂y/∂B_j · B_j``; one that is linear in A and in B is
the sum of ``∂²y/∂A_i∂B_j · A_i · B_j``. Where these do not add up to the entry, it is no such sum.
"""

import itertools
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from grader.key.terms import Terms
from grader.key.truth import Floats
from grader.oracle.expression import Evaluator, Expression, Names, leaves, precision

_NEAR = 1e-9


def find_terms(
    evaluator: Evaluator, reference: Expression, names: Names, factors: Sequence[str]
) -> Terms:
    """Find what each entry of a reference adds up.

    Args:
        evaluator: Evaluates the reference.
        reference: Gives the array.
        names: What it reads.
        factors: One or two names of tensors.

    Raises:
        SpecError: A name is no tensor, or the entries are no sums of such products.
    """
    for factor in factors:
        if not isinstance(names.get(factor), Tensor):
            raise reference.fail(f"wanted terms in given arrays, found {factor!r}")
    inputs = tuple(names[factor].detach().to(torch.float64) for factor in factors)

    given = leaves(names, torch.float64)

    def evaluate(*values: Tensor) -> Tensor:
        with precision(torch.float64):
            bound = dict(zip(factors, values, strict=True))
            return torch.as_tensor(evaluator.evaluate(reference, {**given, **bound}))

    value = evaluate(*(each.clone().requires_grad_() for each in inputs)).detach()
    coefficients = _coefficients(evaluate, inputs)
    products = coefficients * _product(inputs).expand_as(coefficients)
    flat = products.reshape(*value.shape, -1).numpy()
    if not np.allclose(flat.sum(axis=-1), value.numpy(), atol=_NEAR):
        raise reference.fail(
            f"wanted entries that add up products of {' and '.join(factors)}, found others "
            "(leave terms out)"
        )
    return _kept(_labels(factors, inputs), flat)


def _coefficients(evaluate: object, inputs: tuple[Tensor, ...]) -> Tensor:
    """Differentiate by each factor in turn; shape (*array, *factor, …)."""
    function = evaluate
    jacobian = torch.autograd.functional.jacobian
    if len(inputs) == 1:
        return jacobian(function, inputs[0].clone())  # type: ignore[no-untyped-call, no-any-return]
    first, second = inputs

    def by_second(one: Tensor) -> Tensor:
        return jacobian(  # type: ignore[no-untyped-call, no-any-return]
            lambda other: function(one, other),  # type: ignore[operator]
            second.clone(),
            create_graph=True,
        )

    mixed = jacobian(by_second, first.clone())  # type: ignore[no-untyped-call]
    # (*array, *second, *first): bring the first factor forward.
    array = mixed.ndim - second.ndim - first.ndim
    order = [*range(array), *range(array + second.ndim, mixed.ndim)]
    return mixed.permute(*order, *range(array, array + second.ndim))  # type: ignore[no-any-return]


def _product(inputs: tuple[Tensor, ...]) -> Tensor:
    if len(inputs) == 1:
        return inputs[0]
    first, second = inputs
    return first.reshape(*first.shape, *(1 for _ in second.shape)) * second


def _labels(factors: Sequence[str], inputs: tuple[Tensor, ...]) -> list[str]:
    spelled = [
        [f"{name}[{','.join(str(side + 1) for side in index)}]" for index in np.ndindex(each.shape)]
        for name, each in zip(factors, inputs, strict=True)
    ]
    return ["·".join(labels) for labels in itertools.product(*spelled)]


def _kept(labels: list[str], products: Floats) -> Terms:
    """Keep the products that take part in some entry."""
    taken = np.flatnonzero(np.abs(products).reshape(-1, products.shape[-1]).max(axis=0) > 0)
    return Terms(
        tuple(labels[place] for place in taken), np.ascontiguousarray(products[..., taken])
    )
