"""No wrong implementation of the benchmark corpus is given a label that is not its own."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))  # where the corpus is

from corpus import CORPUS
from corpus.judging import run, solve

from grader.compare.kinds import read
from grader.diagnose.pattern import explain_pattern

OWN = {
    "transposed": "transposed",
    "kernel transposed": "transposed",
    "kernel not turned": "turned-by-180",
    "negated": "negated",
    "signs lost": "sign-lost",
    "cut to whole numbers": "cut-to-whole-numbers",
    "divided down": "rounded-down",
    "batch and channel kept": "dimension-too-many",
    "one axis too many": "dimension-too-many",
    "a list of one": "dimension-too-many",
    "a column, not a row": "dimension-too-many",
    "every pair": "stretched-to-a-square",
    "averaged": "scaled",
    "upstream averaged": "scaled",
    "upstream averaged over the batch": "scaled",
    "half forgotten": "scaled",
    "in bits": "scaled",
    "weights decayed": "scaled",
    "a small number in the sum": "scaled",
    "a ten-thousandth part too large": "scaled",
    "a thousand ulps off everywhere": "scaled",
    "a thousand ulps off in one cell": "scaled",
    "halves kept of int8": "shifted",
    "bias of a thousandth": "shifted",
}
"""What each implementation that has a general mistake's label does, told by its own name."""


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_a_label_of_a_general_mistake_is_never_false(folder):
    given, keys = solve(folder)
    labels = []
    for entry in CORPUS[folder]:
        key = keys[entry.answer]
        for name, implementation in entry.wrong.items():
            found = explain_pattern(key, read(key, run(implementation, key, given)))
            labels += [] if found is None else [(name, found.id.value)]

    assert len(labels) > 20
    assert [label for label in labels if OWN.get(label[0]) != label[1]] == []
