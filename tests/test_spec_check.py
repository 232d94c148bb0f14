"""Checks across parts and files; those of one part are in `data/spec_flaws/checks.txt`."""

import pytest

from grader.errors import SpecError
from grader.spec.check_expressions import names_in, names_read, parse
from grader.spec.load import load_assignment

HEAD = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml, two.yaml]\n"
ONE = """\
id: 1
title: One
parts:
  - id: a
    title: First
    points: 2
    answer: {name: first, kind: number}
    oracle: '1'
"""
TWO = """\
id: 2
title: Two
parts:
  - id: a
    title: Second
    points: 3
    uses: {x: 1.a}
    answers:
      - {name: second, kind: number, oracle: x + 1, points: 2.5}
      - {name: third, kind: number, oracle: x + 2}
      - {name: prose, kind: text, points: 0, optional: true}
"""


@pytest.fixture
def load(tmp_path):
    def load(one=ONE, two=TWO):
        (tmp_path / "assignment.yaml").write_text(HEAD)
        (tmp_path / "one.yaml").write_text(one)
        (tmp_path / "two.yaml").write_text(two)
        return load_assignment(tmp_path)

    return load


@pytest.fixture
def flaws(load, tmp_path):
    def flaws(**files):
        with pytest.raises(SpecError) as caught:
            load(**files)
        return str(caught.value).replace(f"{tmp_path}/", "").split("\n")

    return flaws


def test_a_part_may_use_an_earlier_part_of_another_file(load):
    first, second = load()

    assert (first.id, second.id, second.part.uses) == ("1.a", "2.a", {"x": "1.a"})


def test_a_part_of_another_file_that_comes_later_cannot_be_used(flaws):
    one = ONE.replace("    answer:", "    uses: {y: 2.a}\n    answer:").replace("'1'", "y")

    assert flaws(one=one, two=TWO.replace("    uses: {x: 1.a}\n", "")) == [
        (
            "one.yaml:7:15: parts[0].uses.y: wanted an earlier part's id, found '2.a', which comes "
            "later (swap them)"
        )
    ]


def test_two_problems_with_one_id_are_named_once_a_file(flaws):
    assert flaws(two=TWO.replace("id: 2", "id: 1").replace("id: a", "id: b")) == [
        (
            "two.yaml:1:5: id: wanted an id of its own for each problem, found '1' again (it is "
            "that of one.yaml; rename one)"
        )
    ]


def test_a_name_is_one_answers_in_the_whole_assignment(flaws):
    assert flaws(two=TWO.replace("name: third", "name: first")) == [
        (
            "two.yaml:10:16: parts[0].answers[1].name: wanted a name of its own for each answer, "
            "found 'first' again (it is that of one.yaml:7; rename one)"
        )
    ]


def test_an_unknown_of_a_relation_is_a_name_like_any_other(flaws):
    relation = (
        "{kind: relation, unknowns: {first: number}, arguments: {X: 'normal(2)'}, "
        "claim: first == x, oracle: {first: x}}"
    )

    assert flaws(two=TWO.replace("{name: third, kind: number, oracle: x + 2}", relation)) == [
        (
            "two.yaml:10:37: parts[0].answers[1].unknowns.first: wanted a name of its own for each "
            "answer, found 'first' again (it is that of one.yaml:7; rename one)"
        )
    ]


def test_a_part_that_is_flawed_itself_is_not_called_unknown(flaws):
    assert flaws(one=ONE.replace("points: 2", "points: two")) == [
        "one.yaml:6:13: parts[0].points: wanted a number, found 'two'"
    ]


def test_sound_parts_are_checked_beside_flawed_ones(flaws):
    other = (
        "  - {id: b, title: Other, points: 1, answer: {name: other, kind: number}, oracle: '2 +'}\n"
    )

    assert flaws(one=ONE.replace("points: 2", "points: two") + other) == [
        "one.yaml:6:13: parts[0].points: wanted a number, found 'two'",
        (
            "one.yaml:9:86: parts[1].oracle: wanted a Python expression, found '2 +' (one "
            "expression only; statements go to reference.py)"
        ),
    ]


@pytest.mark.parametrize(
    ("points", "is_fine"),
    [("2.5, 0.5", True), ("0.1, 2.9", True), ("3, 0", True), ("2.5, 1", False), ("1, 1", False)],
)
def test_shares_that_are_all_given_add_up_to_the_part(load, points, is_fine):
    second, third = points.split(", ")
    two = TWO.replace("points: 2.5", f"points: {second}")
    two = two.replace("x + 2}", f"x + 2, points: {third}}}")

    if is_fine:
        assert load(two=two).possible == 5
    else:
        with pytest.raises(SpecError, match="sum of its answers' points"):
            load(two=two)


@pytest.mark.parametrize(
    "oracle",
    [
        pytest.param("|\n      (1 +\n       2)\n", id="several lines in brackets"),
        pytest.param(">\n      1 +\n      2\n", id="folded"),
        pytest.param("[v for v in (1, 2)][0]", id="comprehension in quotes"),
        pytest.param("'{1: 2}[1]'", id="quoted"),
        pytest.param("1 if 2 > 1 else 0", id="conditional"),
    ],
)
def test_one_python_expression_may_take_any_form(load, oracle):
    quoted = f"'{oracle}'" if oracle.startswith("[") else oracle

    assert load(one=ONE.replace("'1'", quoted)).possible == 5


def test_names_that_are_only_called_are_told_from_those_that_are_read():
    tree = parse("floor(I / S) + f.g(x) + [k for k in y][0]")

    assert tree is not None
    assert names_read(tree) == {"I", "S", "f", "x", "k", "y"}
    assert names_in(tree) == {"floor", "I", "S", "f", "x", "k", "y"}
