"""A second run marks what has changed and nothing else."""

import shutil

import pytest
from sample_class import HALF, ONE, RIGHT, grade, reports, times, write_assignment, write_students

from grader.cli import run
from grader.course.cohort import ClassPages, grade_cohort
from grader.course.job import Setup
from grader.report.publish import publish
from grader.sandbox.level import Level

pytestmark = pytest.mark.sandbox

STUDENTS = ("ann", "ben", "cai")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A class that was marked once."""
    home = tmp_path_factory.mktemp("first")
    assignment = write_assignment(home / "hw")
    write_students(home / "inbox", dict.fromkeys(STUDENTS, RIGHT))
    done = grade(assignment, home / "inbox", home / "out")
    assert (done.returncode, done.stderr) == (0, "")
    return home


@pytest.fixture
def home(first, tmp_path):
    """A copy of it, to be changed."""
    shutil.copytree(first, tmp_path / "home", copy_function=shutil.copy2)
    return tmp_path / "home"


def again(home, *options):
    """Mark again; gives the reports that are new, by folder."""
    before = times(home / "out")
    arguments = [home / "hw", home / "inbox", "--out", home / "out", "-j1", *options]
    assert run(["grade", *map(str, arguments)]) == 0
    after = times(home / "out")
    found = reports(home / "out")
    return {folder: found[folder] for folder in after if after[folder] != before.get(folder)}


def test_nothing_has_changed_and_nothing_is_marked(home, capfd):
    assert again(home) == {}

    out, err = capfd.readouterr()
    assert "3 had not changed since they were marked, and were kept." in out
    assert err == ""


def test_one_submission_has_changed_and_is_marked(home):
    write_students(home / "inbox", {"ben": HALF})

    found = again(home)

    assert {student: report["earned"] for student, report in found.items()} == {"ben": 2.0}
    assert '"ben",2.0,' in (home / "out" / "gradebook.csv").read_text()


def test_one_submission_is_new_and_is_marked(home):
    write_students(home / "inbox", {"dan": HALF})

    assert set(again(home)) == {"dan"}
    assert "dan/report.html" in (home / "out" / "index.html").read_text()


def test_one_byte_of_the_spec_has_changed_and_all_are_marked(home):
    (home / "hw" / "one.yaml").write_text(ONE.replace("title: Sums", "title: sums"))

    assert set(again(home)) == set(STUDENTS)


def test_all_are_marked_where_that_is_asked_for(home):
    assert set(again(home, "--fresh")) == set(STUDENTS)


def test_a_report_that_is_not_whole_is_marked_again(home):
    spoilt = {
        "empty": lambda _: b"",
        "broken": lambda _: b"{",
        "list": lambda _: b"[]",
        "null": lambda _: b"null",
        "utf-16": lambda _: b"\xff\xfe",
        "half": lambda whole: whole[: len(whole) // 2],
        "another's": lambda _: (home / "out" / "ann" / "report.json").read_bytes(),
        "withheld": lambda whole: whole.replace(b'"earned": 5.0', b'"earned": null', 1),
    }
    pages = {"no page", "empty page"}
    write_students(home / "inbox", dict.fromkeys([*spoilt, *pages], RIGHT))
    folders = {found["student"]: home / "out" / name for name, found in again(home).items()}
    assert set(folders) == {*spoilt, *pages}
    for student, spoil in spoilt.items():
        file = folders[student] / "report.json"
        file.write_bytes(spoil(file.read_bytes()))
    (folders["no page"] / "report.html").unlink()
    (folders["empty page"] / "report.html").write_bytes(b"")

    found = again(home)

    assert {report["student"] for report in found.values()} == {*spoilt, *pages}
    assert {report["earned"] for report in found.values()} == {5.0}
    assert all((folder / "report.html").stat().st_size > 1000 for folder in folders.values())


def test_a_student_who_is_gone_is_off_the_class_page_and_keeps_the_report(home, capfd):
    shutil.rmtree(home / "inbox" / "cai")
    before = times(home / "out")

    assert again(home) == {}
    assert times(home / "out") == before
    assert "cai" not in (home / "out" / "index.html").read_text()
    assert "cai" not in (home / "out" / "gradebook.csv").read_text()
    assert "1 of the folders in" in capfd.readouterr().out


def test_another_level_of_isolation_is_another_marking(home):
    setup = Setup(home / "hw", home / "out", Level.BASIC, publish)
    pages = ClassPages(lambda *_: "index", lambda _: "book")

    reused = [
        grade_cohort(setup, home / "inbox", pages, 1, lambda *_: None).reused for _ in range(2)
    ]

    assert reused == [0, 3]
    assert {report["receipt"]["isolation"] for report in reports(home / "out").values()} == (
        {"basic"}
    )
