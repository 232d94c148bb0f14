"""What an author sees of mistakes in code kinds; the table is `data/spec_flaws/called.txt`."""

import pytest
from test_spec_flaws import HEAD, flaws, mistakes

from grader.errors import SpecError
from grader.spec.load import load_assignment

GRADIENT = """\
id: 1
title: Products
parts:
  - id: a
    title: Backward
    points: 2
    answer:
      name: back
      kind: gradient
      arguments: {x: normal(3), w: normal(3)}
      of: x * w
      wrt: [x, w]
      call: back(upstream, x, w)
    misconceptions:
      - id: doubled
        oracle: {dx: 2 * upstream}
        says: It is doubled.
"""


@pytest.mark.parametrize("mistake", mistakes("called.txt"))
def test_what_makes_no_sense_of_code_is_named_at_its_place(tmp_path, mistake):
    assert flaws(tmp_path, GRADIENT, mistake) == mistake.flaws


def test_what_is_drawn_may_stand_on_the_problem(assignment):
    moved = GRADIENT.replace("      arguments: {x: normal(3), w: normal(3)}\n", "").replace(
        "parts:", "arguments: {x: normal(3), w: normal(3)}\nparts:"
    )

    (asked,) = assignment(moved).parts

    assert asked.answers[0].arguments == {"x": "normal(3)", "w": "normal(3)"}
    assert asked.key_path(0, "arguments") == ("arguments",)


@pytest.mark.parametrize(
    ("call", "ways"),
    [
        pytest.param("back(upstream, x, w)", {"": "back(upstream, x, w)"}, id="one"),
        pytest.param("{own: f(x), given: g(x)}", {"own": "f(x)", "given": "g(x)"}, id="two"),
    ],
)
def test_code_is_called_in_one_way_or_in_several(assignment, call, ways):
    (asked,) = assignment(GRADIENT.replace("back(upstream, x, w)", call)).parts

    assert asked.answers[0].ways == ways


def test_a_sequence_has_a_new_value_for_each_state(tmp_path):
    lines = GRADIENT[: GRADIENT.index("    answer:")]
    lines += (
        "    answer: {name: step, kind: sequence, state: {w: normal(2), v: zeros(2)},\n"
        "      oracle: {w: w - v, u: v}}\n"
    )
    head = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml]\n"
    (tmp_path / "assignment.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(lines, encoding="utf-8")

    with pytest.raises(SpecError) as caught:
        load_assignment(tmp_path)

    assert "wanted one of w, v, found 'u'" in str(caught.value)
    assert "wanted a new value for each state, found none for 'v'" in str(caught.value)


def test_an_unchanged_argument_and_a_value_are_not_called_alike(tmp_path):
    function = GRADIENT[: GRADIENT.index("      of:")].replace("gradient", "function")
    clash = "      unchanged: [w, x]\n      oracle: {x: x * w, y: x + w}\n"

    with pytest.raises(SpecError) as caught:
        load_text(tmp_path, function + clash)

    (flaw,) = caught.value.flaws
    assert flaw.text == (
        "wanted an argument that is called otherwise than the values under oracle, found 'x' "
        "(call the value 'new_x', say)"
    )


def load_text(folder, text):
    (folder / "assignment.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return load_assignment(folder)
