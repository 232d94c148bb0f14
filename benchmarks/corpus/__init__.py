"""Right and wrong implementations of every answer that is judged by numbers.

`layers` is an assignment made for this: layers and losses on real numbers.
"""

from collections.abc import Mapping
from pathlib import Path

from corpus import (
    attention,
    convolution,
    convolution_gradient,
    cross_entropy,
    homework2,
    homework2_pooling,
    normalization,
    pointwise,
    pooling,
)
from corpus.entry import Entry

_HERE = Path(__file__).parent

CORPUS: Mapping[Path, tuple[Entry, ...]] = {
    _HERE.parents[1] / "problems" / "dsga1008-hw2": (
        homework2.OUTPUT,
        homework2.GRADIENT,
        homework2.POOLED,
        homework2_pooling.MAXIMUM,
        homework2_pooling.AVERAGE,
        homework2_pooling.LP,
    ),
    _HERE / "layers": (
        convolution.FORWARD,
        convolution_gradient.INPUT_GRADIENT,
        pooling.AVERAGE,
        pooling.LP,
        cross_entropy.LOSS,
        cross_entropy.GRADIENT,
        normalization.LAYER_NORM,
        normalization.BATCH_NORM_GRADIENT,
        attention.ATTENTION,
        pointwise.GELU,
        pointwise.COSINE,
        pointwise.ADAM,
    ),
}
"""Each assignment's folder to its entries."""
