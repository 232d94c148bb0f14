"""Other words that do not fit their sentence are refused, with line, column and cure."""

import pytest
from sample_class import RIGHT, grade, reports, write_students

from grader.errors import SpecError
from grader.spec.load import load_assignment

HEAD = "{id: t, title: T, module: t, problems: [p.yaml]}\n"
PROBLEM = """\
id: 1
title: One
parts:
  - id: a
    title: A
    points: 1
    says:
      SAYS
    answer: {name: n, kind: number}
    oracle: "3"
"""
FLAWS = [
    (
        "shpae: x",
        "1: says.shpae: wanted the id of a sentence, found 'shpae' (did you mean 'shape'?)",
    ),
    (
        "zzz: x",
        "1: says.zzz: wanted the id of a sentence, found 'zzz' (docs/spec-reference.md lists them)",
    ),
    (
        "right-cases: Good.",
        "14: says.right-cases: wanted the places {size}, found none (use every one of them)",
    ),
    (
        "right: Good, {name}!",
        "8: says.right: wanted the places none, found {name} (doubled braces stand for themselves)",
    ),
    (
        "right-cases: '{size:>9} {size!r}'",
        (
            "14: says.right-cases: wanted the places {size}, found {size!r}, {size:>9} (doubled "
            "braces stand for themselves)"
        ),
    ),
    (
        "right-cases: '{size} {size.__class__}'",
        (
            "14: says.right-cases: wanted the places {size}, found {size}, {size.__class__} "
            "(doubled braces stand for themselves)"
        ),
    ),
    (
        "right: 'Good }'",
        (
            "8: says.right: wanted places such as {name}, found a lone brace (write {{ and }} for "
            "braces that stand for themselves)"
        ),
    ),
]


def flaws_of(folder, head, problem):
    (folder / "assignment.yaml").write_text(head)
    (folder / "p.yaml").write_text(problem)
    with pytest.raises(SpecError) as caught:
        load_assignment(folder)
    return str(caught.value).replace(f"{folder}/", "").split("\n")


@pytest.mark.parametrize(("words", "said"), FLAWS)
def test_words_in_a_part_that_do_not_fit_are_refused_at_their_place(tmp_path, words, said):
    column, _, rest = said.partition(": ")

    found = flaws_of(tmp_path, HEAD, PROBLEM.replace("SAYS", words))

    assert found == [f"p.yaml:8:{int(column) + 6}: parts[0].{rest}"]


@pytest.mark.parametrize(("words", "said"), FLAWS)
def test_words_for_all_parts_that_do_not_fit_are_refused_at_their_place(tmp_path, words, said):
    column, _, rest = said.partition(": ")
    head = f"id: t\ntitle: T\nmodule: t\nproblems: [p.yaml]\nsays:\n  {words}\n"

    found = flaws_of(tmp_path, head, PROBLEM.replace("SAYS", "right: Good."))

    assert found == [f"assignment.yaml:6:{int(column) + 2}: {rest}"]


def test_every_flaw_is_found_at_once(tmp_path):
    head = HEAD.replace("}", ", says: {rihgt: Good.}}")

    found = flaws_of(tmp_path, head, PROBLEM.replace("SAYS", "number: It is {actual}."))

    assert [line.partition(":")[0] for line in found] == ["assignment.yaml", "p.yaml"]
    assert found[0].endswith("(did you mean 'right'?)")
    assert found[1].endswith("places {actual}, {expected}, found {actual} (use every one of them)")


@pytest.mark.sandbox
def test_a_part_says_its_own_words_and_the_others_those_of_all(tmp_path):
    home = tmp_path / "hw"
    home.mkdir()
    words = "says: {number: 'Not {actual} but {expected}.', right-cases: 'All {size}.'}\n"
    (home / "assignment.yaml").write_text(
        "id: t\ntitle: T\nmodule: hw\nproblems: [p.yaml]\n" + words
    )
    (home / "p.yaml").write_text(
        PROBLEM.replace("SAYS", "number: '{expected}! ({actual})'")
        + """\
  - {id: b, title: B, points: 1, answer: {name: m, kind: number}, oracle: "4"}
  - id: c
    title: C
    points: 1
    answer: {name: double, kind: function, arguments: {X: normal(3)}}
    oracle: 2 * X
"""
    )
    write_students(tmp_path / "in", {"ada": RIGHT + "n = 5\nm = 6\n"})
    done = grade(home, tmp_path / "in", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")

    report = reports(tmp_path / "out")["ada"]

    assert [part["feedback"] for part in report["parts"]] == [
        "3! (5)",
        "Not 6 but 4.",
        "All 8.",
    ]
