"""Answers with large arrays, as the program itself shows them."""

from typing import Final

import numpy as np
from sample_reports import answer

from grader.compare.reading import Numbers
from grader.compare.values import compare_values
from grader.feedback import explain
from grader.key.kinds import ArrayKey
from grader.key.truth import Case, Truth
from grader.results import AnswerResult
from grader.score import verdict_of
from grader.showing import show_answer


def show_array(name: str, given: np.ndarray, right: np.ndarray, points: float) -> AnswerResult:
    key = ArrayKey(name, Case((), Truth(right, np.full(right.shape, 1e-4)), ()), "cells")
    reading = Numbers(given)
    found = compare_values(reading, key.case.truth)
    showing = show_answer(key, reading, found, "expected")
    return answer(
        name,
        "array",
        points,
        verdict_of(found, key),
        found=explain(found, key, "expected"),
        given=showing.given,
        expected=showing.expected,
        difference=showing.difference,
    )


def _image() -> tuple[np.ndarray, np.ndarray]:
    """A smooth 512 × 512 image, and the same blurred wrongly at its border."""
    rows, columns = np.mgrid[0:512, 0:512] / 64
    right = np.sin(rows) * np.cos(columns)
    given = right.copy()
    for depth in range(24):
        edge = np.zeros(right.shape, bool)
        edge[[depth, -1 - depth], depth : 512 - depth] = True
        edge[depth : 512 - depth, [depth, -1 - depth]] = True
        given[edge] += 0.5 * (1 - depth / 24)
    return given, right


def _maps() -> tuple[np.ndarray, np.ndarray]:
    """Two batches of three 20 × 24 feature maps, one of them off in a corner."""
    right = np.arange(2 * 3 * 20 * 24, dtype=float).reshape(2, 3, 20, 24) / 100
    given = right.copy()
    given[1, 2, 4:11, 6:17] *= 1.5
    given[1, 2, 7, 9] = np.nan
    return given, right


def _matrix() -> tuple[np.ndarray, np.ndarray]:
    """An 8 × 8 matrix that is off by more and more."""
    right = np.arange(64.0).reshape(8, 8)
    return right + np.triu(right) / 8, right


IMAGE: Final = show_array("conv_output", *_image(), 2)
MAPS: Final = show_array("input_gradient", *_maps(), 3)
MATRIX: Final = show_array("max_pooled", *_matrix(), 1)
