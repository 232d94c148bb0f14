"""What fields take as typed, and the cures for what they cannot take."""

import pytest

from grader.spec.load import load_assignment
from grader.spec.misread import dimensions_cure, flag_cure, number_cure, range_cure
from grader.spec.scalar import Scalar

HEAD = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml]\n"
ONE = """\
id: 1.1
title: Convolution
given:
  A: [[1, 2], [3, 4]]
parts:
  - id: a
    title: Sum
    points: 2
    prompt: Add up $A$.
    answer: {name: total, kind: number}
    oracle: A.sum()
"""


def load(folder, one):
    (folder / "assignment.yaml").write_text(HEAD)
    (folder / "one.yaml").write_text(one)
    return load_assignment(folder)


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        pytest.param("points: 2", "points: 1e-3", lambda part: part.points == 0.001, id="1e-3"),
        pytest.param("points: 2", "points: 1E5", lambda part: part.points == 1e5, id="1E5"),
        pytest.param("points: 2", "points: .5", lambda part: part.points == 0.5, id=".5"),
        pytest.param("id: a", "id: 010", lambda part: part.id == "010", id="010"),
        pytest.param("id: a", "id: no", lambda part: part.id == "no", id="no"),
        pytest.param(
            "title: Sum", "title: 12:30:45", lambda part: part.title == "12:30:45", id="time"
        ),
        pytest.param(
            "title: Sum", "title: 2026-10-01", lambda part: part.title == "2026-10-01", id="date"
        ),
        pytest.param("title: Sum", "title: 1_1", lambda part: part.title == "1_1", id="1_1"),
        pytest.param("title: Sum", "title: =", lambda part: part.title == "=", id="equals sign"),
        pytest.param("title: Sum", "title: <<", lambda part: part.title == "<<", id="merge sign"),
        pytest.param("title: Sum", "title: 'a: b'", lambda part: part.title == "a: b", id="quoted"),
        pytest.param("oracle: A.sum()", "oracle: 1", lambda part: part.oracle == "1", id="number"),
        pytest.param(
            "{name: total, kind: number}\n    oracle: A.sum()\n",
            "{name: total, kind: choice, options: {yes: Ja, no: Nein, 1.1: x, 1.10: y}, "
            "expected: [no, 1.10]}\n",
            lambda part: (
                part.answer.options == {"yes": "Ja", "no": "Nein", "1.1": "x", "1.10": "y"}
                and part.answer.expected == ("no", "1.10")
            ),
            id="options",
        ),
    ],
)
def test_what_yaml_would_have_guessed_wrong_is_read_as_its_field_says(tmp_path, old, new, read):
    assert old in ONE

    (asked,) = load(tmp_path, ONE.replace(old, new, 1))

    assert read(asked.part)


@pytest.mark.parametrize(
    "data", [".inf", "[.inf, -.inf]", "[]", "[1, ]", "valid", "'1,000'", "true"]
)
def test_data_may_be_infinite_empty_or_text(tmp_path, data):
    (asked,) = load(tmp_path, ONE.replace("[[1, 2], [3, 4]]", data))

    assert "A" in asked.problem.given


@pytest.mark.parametrize(
    ("cure", "value", "words"),
    [
        (number_cure, Scalar("-1,234,567.5"), "write -1234567.5"),
        (number_cure, Scalar("٣"), "its digits are not the ASCII ones; write 3"),
        (number_cure, Scalar("hello"), ""),
        (number_cure, Scalar("Oslo"), ""),
        (number_cure, ["3"], ""),
        (flag_cure, Scalar("Off"), "write false"),
        (flag_cure, Scalar("maybe"), ""),
        (flag_cure, [], ""),
        (range_cure, Scalar("1 to 9"), "write 1..9"),
        (range_cure, Scalar("1...9"), "write 1..9"),
        (range_cure, Scalar("1:9"), "write 1..9"),
        (range_cure, Scalar("-3, 3"), "write -3..3"),
        (range_cure, Scalar("many"), ""),
        (range_cure, {}, ""),
        (dimensions_cure, Scalar("(3, 3)"), "write 3x3"),
        (dimensions_cure, Scalar("3 X 4"), "write 3x4"),
        (dimensions_cure, Scalar("-1x3"), ""),
        (dimensions_cure, {}, ""),
    ],
)
def test_a_cure_is_offered_where_one_reading_is_likeliest(cure, value, words):
    assert cure(value) == words
