"""The first homework's answer key against the answers its text prints, and against its mutants."""

import itertools
import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from grader.errors import SpecError
from grader.oracle.cases import differs
from grader.oracle.solve import Oracle
from grader.record import replace
from grader.spec.load import load_assignment

FOLDER = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"

A = [[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]
B = [[4, 3, 3], [5, 5, 5], [2, 4, 3]]
C = [[109, 92, 72], [108, 85, 74], [110, 74, 79]]
M = [[109, 92], [110, 85]]


def printed_gradient():
    """Eq. (7) of the text, literally: 1-based, with its row and column conditions."""
    return [
        [
            sum(
                B[i + 1 - n - 1][j + 1 - m - 1]
                for n, m in itertools.product((1, 2, 3), repeat=2)
                if i - 1 <= n + 1 <= i + 1 and j - 1 <= m + 1 <= j + 1
            )
            for j in range(1, 6)
        ]
        for i in range(1, 6)
    ]


def printed_width(i, k, s, p):
    """Eq. (3) of the text, literally."""
    return math.ceil(((i + 2 * p) - (k - 1)) / s)


@pytest.fixture(scope="module")
def parts():
    return solved(load_assignment(FOLDER))


def solved(assignment, *only):
    parts = tuple(asked for asked in assignment.parts if not only or asked.id in only)
    key = Oracle(replace(assignment, parts=parts)).solve("digest")
    return {part.id: part.answers for part in key.parts}


def names_value(answers):
    """What a key wants, as plain data that can be compared with what the text prints."""
    (answer,) = answers
    if hasattr(answer, "case"):
        return answer.case.truth.value.tolist()
    return answer.expected


def test_every_part_of_the_text_is_there(parts):
    letters = ["1.1.a", "1.1.b", "1.1.c", "1.1.d", "1.2.a", "1.2.b", "1.2.c", "1.2.d"]
    assert list(parts) == letters


@pytest.mark.parametrize(
    ("part", "printed"),
    [
        ("1.1.a", (3, 3)),
        ("1.1.c", C),
        ("1.1.d", printed_gradient()),
        ("1.2.a", (("MaxPool2d",), ("AvgPool2d",), ("LPPool2d",))),
        ("1.2.c", M),
    ],
)
def test_the_key_is_what_the_text_prints(parts, part, printed):
    assert names_value(parts[part]) == printed


def test_the_gradient_is_the_one_worked_out_by_hand(parts):
    assert names_value(parts["1.1.d"]) == [
        [4, 7, 10, 6, 3],
        [9, 17, 25, 16, 8],
        [11, 23, 34, 23, 11],
        [7, 16, 24, 17, 8],
        [2, 6, 9, 7, 3],
    ]


@pytest.mark.parametrize("part", ["1.1.c", "1.1.d", "1.2.c"])
def test_whole_numbers_are_wanted_exactly(parts, part):
    (answer,) = parts[part]

    assert answer.case.truth.is_exact
    assert answer.case.truth.coarse == ()


def test_the_width_is_that_of_the_text_and_of_most_books_at_all_908_points(parts):
    (answer,) = parts["1.1.b"]

    domain = itertools.product(range(1, 13), range(1, 6), range(1, 5), range(4))
    assert set(answer.points) == {(i, k, s, p) for i, k, s, p in domain if i + 2 * p >= k}
    assert len(answer.points) == 908
    for (i, k, s, p), expected in zip(answer.points, answer.expected, strict=True):
        assert type(expected) is int
        assert expected == printed_width(i, k, s, p) == (i + 2 * p - k) // s + 1


def test_the_smallest_points_come_first(parts):
    (answer,) = parts["1.1.b"]

    sums = [sum(point) for point in answer.points]
    assert answer.points[0] == (1, 1, 1, 0)
    assert sums == sorted(sums)


@pytest.mark.parametrize(
    ("part", "mistake", "value"),
    [
        ("1.1.c", "kernel-flipped", [[113, 87, 75], [114, 80, 75], [112, 73, 81]]),
        (
            "1.1.d",
            "kernel-not-flipped",
            [row[::-1] for row in printed_gradient()[::-1]],  # the 180° rotation
        ),
        ("1.1.d", "kernel-sum-everywhere", [[34] * 5] * 5),
        ("1.2.c", "stride-of-kernel-size", [[109]]),
    ],
)
def test_a_misconception_gives_what_it_says(parts, part, mistake, value):
    (answer,) = parts[part]

    assert answer.as_if(mistake).case.truth.value.tolist() == value


def test_not_rounding_the_width_is_a_fraction_exactly_where_the_stride_does_not_divide(parts):
    (answer,) = parts["1.1.b"]

    for (i, k, s, p), value, right in zip(
        answer.points, answer.mistakes["not-rounded"], answer.expected, strict=True
    ):
        assert (value == right) == ((i + 2 * p - k) % s == 0)


def test_pooling_is_that_of_equations_8_9_and_10_on_every_case(parts):
    def entries(feature_map, indexes):
        return [float(feature_map.data[row][column]) for row, column in indexes]

    maximum, average, lp = parts["1.2.b"]
    for case in maximum.cases:
        assert case.truth.value == max(entries(*case.arguments))
    for case in average.cases:
        picked = entries(*case.arguments)
        assert case.truth.value == pytest.approx(math.fsum(picked) / len(picked), rel=1e-12)
    for case in lp.cases:
        feature_map, indexes, p = case.arguments
        literal = math.fsum(abs(x) ** p for x in entries(feature_map, indexes)) ** (1 / p)
        assert case.truth.value == pytest.approx(literal, rel=1e-12)


def test_feature_maps_have_entries_of_both_signs(parts):
    for answer in parts["1.2.b"]:
        signs = {np.sign(x) for case in answer.cases for x in case.arguments[0].data.flat}
        assert {-1.0, 1.0} <= signs


def test_pooling_as_lp_pooling_holds_for_the_printed_exponents(parts):
    maximum, average, _ = parts["1.2.d"]

    assert maximum.settled[0].binding == ((math.inf,),)
    assert average.settled[0].binding == ((1.0,), tuple(1 / n for n in range(1, 17)))
    for settled in (maximum.settled[0], average.settled[0]):
        for trial in settled.trials:
            np.testing.assert_allclose(trial.left.value, trial.right.value, rtol=1e-12)


def test_every_misconception_is_shown_by_a_wide_margin(parts):
    missed = []
    for answers in parts.values():
        for answer in answers:
            if hasattr(answer, "settled"):
                missed += [s.mistake for s in answer.settled[1:] if not any(map(apart, s.trials))]
            cases = getattr(answer, "cases", None) or [getattr(answer, "case", None)]
            for mistake in {each.id for case in cases if case for each in case.mistakes}:
                value = [(case.truth, by_id(case, mistake)) for case in cases]
                if not any(differs(truth, given) for truth, given in value):
                    missed.append(mistake)
            for mistake, value in getattr(answer, "mistakes", {}).items():
                missed += [mistake] * (value == answer.expected)
    assert missed == []


def apart(trial):
    return bool(np.any(abs(trial.left.value - trial.right.value) > 8 * trial.right.allowed))


def by_id(case, mistake):
    return next(each.value for each in case.mistakes if each.id == mistake)


@pytest.mark.parametrize("seed", range(6))
def test_no_seed_makes_the_homework_contradict_itself(seed):
    assignment = load_assignment(FOLDER)
    head = assignment.head.model_copy(update={"seed": seed})

    key = Oracle(replace(assignment, head=head)).solve("digest")

    assert [part.id for part in key.parts] == [asked.id for asked in assignment.parts]


MUTANTS = [
    ("convolution.yaml", "oracle: conv2d(A, B)\n", "oracle: conv2d(A, -B)\n", "1.1.c"),
    ("convolution.yaml", "oracle: conv2d(A, B)\n", "oracle: conv2d(A.T, B)\n", "1.1.c"),
    ("convolution.yaml", "oracle: conv2d(A, B)\n", "oracle: conv2d(A, B.roll(1, 1))\n", "1.1.c"),
    ("convolution.yaml", "oracle: conv2d(A, B)\n", "oracle: conv2d(A, B).T\n", "1.1.c"),
    ("convolution.yaml", "upstream=ones(3, 3))\n", "upstream=-ones(3, 3))\n", "1.1.d"),
    ("convolution.yaml", "oracle: grad(conv2d(A, B)", "oracle: grad(conv2d(A, B.T)", "1.1.d"),
    ("convolution.yaml", "oracle: conv2d(A, B).shape\n", "oracle: B.shape + (1,)\n", "1.1.a"),
    (
        "pooling.yaml",
        "oracle: max_pool2d(C, 2, stride=1)",
        "oracle: -max_pool2d(-C, 2, 1)",
        "1.2.c",
    ),
    (
        "pooling.yaml",
        "oracle: max_pool2d(C, 2, stride=1)",
        "oracle: max_pool2d(C.T, 2, 1)",
        "1.2.c",
    ),
]


@pytest.mark.parametrize(("file", "right", "wrong", "part"), MUTANTS)
def test_a_mutated_reference_no_longer_agrees_with_the_text(
    parts, tmp_path, file, right, wrong, part
):
    shutil.copytree(FOLDER, tmp_path / "mutant")
    spec = tmp_path / "mutant" / file
    assert right in spec.read_text()
    spec.write_text(spec.read_text().replace(right, wrong, 1))
    assignment = load_assignment(tmp_path / "mutant")

    assert names_value(solved(assignment, part, "1.1.c")[part]) != names_value(parts[part])


def test_a_reference_of_another_shape_than_promised_is_refused(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "mutant")
    spec = tmp_path / "mutant" / "pooling.yaml"
    spec.write_text(spec.read_text().replace("max_pool2d(C, 2, stride=1)", "max_pool2d(C, 3, 1)"))

    with pytest.raises(SpecError, match=r"wanted shape \(2, 2\) as promised"):
        solved(load_assignment(tmp_path / "mutant"), "1.1.c", "1.2.c")


@pytest.mark.parametrize(
    "wrong",
    [
        "conv2d(zeros(I, I), zeros(K, K), stride=S, padding=P).shape[-1] + 1",
        "conv2d(zeros(I, I), zeros(K, K), stride=S, padding=P).shape[-1] - 1",
        "-conv2d(zeros(I, I), zeros(K, K), stride=S, padding=P).shape[-1]",
        "ceil((I + 2*P - K) / S) + 1",
    ],
)
def test_a_mutated_width_is_caught_by_the_formula_quoted_from_the_text(tmp_path, wrong):
    shutil.copytree(FOLDER, tmp_path / "mutant")
    spec = tmp_path / "mutant" / "convolution.yaml"
    right = "conv2d(zeros(I, I), zeros(K, K), stride=S, padding=P).shape[-1]"
    spec.write_text(spec.read_text().replace(right, wrong, 1))

    with pytest.raises(SpecError, match="but the quoted formula gives"):
        solved(load_assignment(tmp_path / "mutant"), "1.1.b")
