"""A folder of YAML files to an assignment, or to every flaw of every file."""

import shutil
from pathlib import Path

import pytest

from grader.errors import SpecError, UsageError
from grader.spec.load import load_assignment

SHIPPED = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"

HEAD = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml]\n"
ONE = """\
id: 1.10
title: Sums
given:
  A: [[1, 2], [3, 4]]
parts:
  - id: a
    title: Sum
    points: 2
    answer: {name: total, kind: number}
    oracle: A.sum()
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.yaml").write_text(HEAD)
    (tmp_path / "one.yaml").write_text(ONE)
    return tmp_path


def flaws(folder):
    with pytest.raises(SpecError) as caught:
        load_assignment(folder)
    return str(caught.value).replace(f"{folder}/", "").split("\n")


def test_the_shipped_assignment_holds_every_part_of_homework_2():
    assignment = load_assignment(SHIPPED)

    assert [(asked.id, asked.label, asked.part.points) for asked in assignment] == [
        ("1.1.a", "1.1 (a)", 1),
        ("1.1.b", "1.1 (b)", 2),
        ("1.1.c", "1.1 (c)", 2),
        ("1.1.d", "1.1 (d)", 3),
        ("1.2.a", "1.2 (a)", 1),
        ("1.2.b", "1.2 (b)", 3),
        ("1.2.c", "1.2 (c)", 1),
        ("1.2.d", "1.2 (d)", 2),
    ]
    assert assignment.possible == 15


def test_keeps_the_bytes_of_every_file_the_truth_depends_on():
    assignment = load_assignment(SHIPPED)

    assert dict(assignment.sources) == {
        name: (SHIPPED / name).read_bytes()
        for name in ("assignment.yaml", "convolution.yaml", "pooling.yaml", "reference.py")
    }


def test_a_part_knows_its_place(folder):
    (asked,) = load_assignment(folder)

    assert asked.source.file == folder / "one.yaml"
    assert asked.source.marks[(*asked.path, "oracle")] == (10, 13)
    assert asked.key_path(0, "oracle") == ("parts", 0, "oracle")
    assert asked.key_path(0, "name") == ("parts", 0, "answer", "name")


def test_an_id_that_looks_like_a_number_stays_as_typed(folder):
    (asked,) = load_assignment(folder)

    assert asked.id == "1.10.a"


def test_the_folder_may_be_named_by_its_assignment_file(folder):
    by_file = load_assignment(folder / "assignment.yaml")

    assert by_file == load_assignment(folder)


def test_messages_name_files_as_the_caller_did(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    (folder / "one.yaml").write_text(ONE.replace("points: 2", "points: no"))

    with pytest.raises(SpecError) as caught:
        load_assignment(Path(folder.name))

    assert str(caught.value) == (
        f"{folder.name}/one.yaml:8:13: parts[0].points: wanted a number, found 'no'"
    )


def test_a_missing_folder_is_the_callers_mistake(tmp_path):
    with pytest.raises(UsageError) as caught:
        load_assignment(tmp_path / "hw3")

    assert str(caught.value) == (
        f"{tmp_path}/hw3: wanted an assignment's folder, found nothing (check the path; an "
        "assignment is a folder with assignment.yaml in it)"
    )


def test_a_folder_of_assignments_names_those_in_it(tmp_path):
    for name in ("hw2", "hw1"):
        shutil.copytree(SHIPPED, tmp_path / name)

    with pytest.raises(UsageError) as caught:
        load_assignment(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path}: wanted a folder with assignment.yaml, found none (name one of hw1, hw2 in it)"
    )


def test_a_problem_file_is_no_assignment(folder):
    with pytest.raises(UsageError) as caught:
        load_assignment(folder / "one.yaml")

    assert str(caught.value) == (
        f"{folder}/one.yaml: wanted an assignment's folder, found a file (name its folder)"
    )


def test_every_flaw_of_every_file_comes_at_once_in_reading_order(folder):
    (folder / "assignment.yaml").write_text(
        "id: hw\ntitle: Homework\nmodul: hw\nproblems: [one.yaml, two.yaml, three.yaml]\n"
    )
    (folder / "one.yaml").write_text(
        ONE.replace("points: 2", "pionts: 2").replace("[3, 4]", "[3]")
        + "  - id: b\n    title: Other\n    points: 1\n"
        + "    answer: {name: other, kind: number}\n    oracle: A.sum(\n"
    )
    (folder / "two.yaml").write_text("id: 2\ntitle: x: y\n")
    (folder / "three.yaml").write_text(ONE.replace("1.10", "3").replace("total", "other"))
    (folder / "reference.py").write_text("def f(:\n    return 1\n")

    assert flaws(folder) == [
        (
            "assignment.yaml:1:1: .: wanted the key 'module', found none (add it: the module a "
            "student hands in)"
        ),
        (
            "assignment.yaml:3:1: modul: wanted a key that is known here, found 'modul' (did you "
            "mean 'module'?)"
        ),
        "reference.py:1:7: .: wanted Python, found invalid syntax",
        "one.yaml:4:15: given.A[1]: wanted 2 numbers in row 2, as in row 1, found 1",
        (
            "one.yaml:6:5: parts[0]: wanted the key 'points', found none (add it: what the part "
            "is worth)"
        ),
        (
            "one.yaml:8:5: parts[0].pionts: wanted a key that is known here, found 'pionts' (did "
            "you mean 'points'?)"
        ),
        (
            "one.yaml:15:18: parts[1].oracle: wanted a Python expression, found 'A.sum(' ('(' was "
            "never closed)"
        ),
        (
            "two.yaml:2:9: .: wanted one 'key: value', found a second ':' (put a value that holds "
            "': ' in quotes)"
        ),
        (
            "three.yaml:9:20: parts[0].answer.name: wanted a name of its own for each answer, "
            "found 'other' again (it is that of one.yaml:14; rename one)"
        ),
    ]


@pytest.mark.parametrize(
    ("listed", "wanted"),
    [
        pytest.param(
            "[on.yaml]",
            "4:12: problems[0]: wanted a file in this folder, found no 'on.yaml' (did you mean "
            "'one.yaml'?)",
            id="misspelt",
        ),
        pytest.param(
            "[one.yaml, zzz]",
            "4:22: problems[1]: wanted a file in this folder, found no 'zzz' (create it, or remove "
            "it here)",
            id="missing",
        ),
        pytest.param(
            f"[{'x' * 300}]",
            f"4:12: problems[0]: wanted a file in this folder, found no {'x' * 300!r} (create it, "
            "or remove it here)",
            id="no file can have that name",
        ),
        pytest.param(
            "[../one.yaml]",
            "4:12: problems[0]: wanted a file in this folder, found '../one.yaml' (move it here)",
            id="outside",
        ),
        pytest.param(
            "[/etc/passwd]",
            "4:12: problems[0]: wanted a file in this folder, found '/etc/passwd' (move it here)",
            id="absolute",
        ),
        pytest.param(
            "[one.yaml, ./one.yaml]",
            "4:22: problems[1]: wanted each file once, found 'one.yaml' again (remove one)",
            id="twice",
        ),
        pytest.param(
            "[one.yaml, assignment.yaml]",
            "4:22: problems[1]: wanted a problem's file, found 'assignment.yaml' itself (name the "
            "others)",
            id="itself",
        ),
        pytest.param(
            "one.yaml",
            "4:11: problems: wanted a list, found 'one.yaml' (write [one.yaml])",
            id="text",
        ),
        pytest.param("[]", "4:11: problems: wanted at least one, found none", id="none"),
    ],
)
def test_problem_files_are_those_in_the_folder(folder, listed, wanted):
    (folder / "assignment.yaml").write_text(HEAD.replace("[one.yaml]", listed))

    assert flaws(folder) == [f"assignment.yaml:{wanted}"]


def test_a_reference_that_is_not_utf_8_is_refused(folder):
    (folder / "reference.py").write_bytes(b"x = 1\ny = '\xe9'\n")

    assert flaws(folder) == [
        "reference.py:2:6: .: wanted UTF-8, found the byte 0xe9 (save the file as UTF-8)"
    ]
