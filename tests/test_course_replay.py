"""A receipt is enough to mark the same again; what is not the same is refused, by name."""

import json

import pytest
from sample_class import HALF, RIGHT, grade, write_assignment, write_students

from grader.cli import run

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    assignment = write_assignment(folder / "tiny")
    sources = {"ann": RIGHT, "bob": HALF, "dee": "def double(X:\n"}
    students = write_students(folder / "inbox", sources)
    grade(assignment, students, folder / "out")
    return folder


@pytest.fixture
def copy(marked, tmp_path):
    """Write a changed copy of a report, and give the call that replays it."""

    def write(student, change=dict):
        report = json.loads((marked / "out" / student / "report.json").read_text())
        change(report)
        file = tmp_path / "report.json"
        file.write_text(json.dumps(report))
        return ["replay", str(file), str(marked / "inbox" / student), str(marked / "tiny")]

    return write


@pytest.mark.parametrize("student", ["ann", "dee"])
def test_the_same_marks_come_out_again(copy, capsys, student):
    assert run(copy(student)) == 0
    assert capsys.readouterr().out.startswith("The marks are the same: ")


def test_a_mark_that_was_changed_by_hand_is_found(copy, capsys):
    def raise_mark(report):
        report["earned"] = report["parts"][1]["earned"] = 3.0

    assert run(copy("bob", raise_mark)) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == ["total", "1 (b)"]
    assert said[1] == "1 (b): 3, wrong on the report, 0, wrong now"


@pytest.mark.parametrize(
    ("field", "value", "cure"),
    [
        ("spec", "0" * 64, "check out the assignment as it was then"),
        ("key", "0" * 64, "it follows from the spec, the grader and torch"),
        ("grader", "0.0.9", "install that version"),
        ("torch", "1.0", "install that release"),
        ("numpy", "1.0", "install that release"),
        ("python", "3.9.1", "use that release"),
        ("seed", 5, "check out the assignment as it was then"),
    ],
)
def test_is_refused_where_what_marks_depend_on_differs(copy, capsys, field, value, cure):
    def replace(report):
        report["receipt"][field] = value

    assert run(copy("ann", replace)) == 2
    said = capsys.readouterr().err
    assert f"{field}: wanted {str(value)[:12]}" in said
    assert cure in said


def test_another_submission_is_refused(copy, capsys, marked):
    call = copy("ann")
    call[2] = str(marked / "inbox" / "bob")

    assert run(call) == 2
    assert "give the files that were marked" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda report: report.update(version=2), "wanted a report.json of version 1"),
        (lambda report: report.update(assignment="other"), "wanted the assignment 'other'"),
        (lambda report: report["receipt"].update(submission=""), "submission that was marked"),
        (lambda report: report["receipt"].update(isolation="none"), "submission that was marked"),
    ],
    ids=["version", "assignment", "withheld", "level"],
)
def test_a_report_that_cannot_be_replayed_is_refused(copy, capsys, change, said):
    assert run(copy("ann", change)) == 2
    assert said in capsys.readouterr().err


def test_an_assignment_is_found_by_its_id(copy, capsys, marked, monkeypatch, tmp_path):
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "tiny").symlink_to(marked / "tiny")
    (tmp_path / "problems" / "broken").mkdir()
    (tmp_path / "problems" / "broken" / "assignment.yaml").write_text("id: [\n")
    monkeypatch.chdir(tmp_path)

    assert run(copy("ann")[:-1]) == 0
    monkeypatch.chdir(marked)
    assert run(copy("ann")[:-1]) == 2
    assert "wanted an assignment with the id 'tiny'" in capsys.readouterr().err
