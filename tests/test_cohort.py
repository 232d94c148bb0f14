"""The example cohorts get the marks that they are filed with, no more and no less."""

import csv
import functools
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.cli import run
from grader.spec.base import Judged
from grader.spec.load import load_assignment

ROOT = Path(__file__).parent.parent
COHORTS = sorted(file.parent.name for file in (ROOT / "submissions").glob("*/expected.csv"))
HOMEWORK = "dsga1008-hw2"
"""The cohort whose pages are looked at as well."""

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    @functools.cache
    def once(name):
        out = tmp_path_factory.mktemp(name)
        folders = [str(ROOT / "problems" / name), str(ROOT / "submissions" / name)]
        assert run(["grade", *folders, "--out", str(out)]) == 0
        return out

    return once


@pytest.fixture(scope="module")
def graded(grade):
    return grade(HOMEWORK)


def read_reports(out):
    found = [json.loads(file.read_bytes()) for file in out.glob("*/report.json")]
    return {report["student"]: report for report in found}


@pytest.fixture(scope="module")
def reports(graded):
    return read_reports(graded)


def expected(name):
    file = ROOT / "submissions" / name / "expected.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", COHORTS)
def test_gets_the_marks_it_is_filed_with(grade, name):
    found = {}
    for student, report in read_reports(grade(name)).items():
        for part in report["parts"]:
            found[student, part["id"]] = part
            found |= {(student, f"{part['id']}/{a['name']}"): a for a in part["answers"]}

    for row in expected(name):
        result = found[row["student"], row["part"]]
        assert (result["earned"], result["verdict"], result["misconception"] or "") == (
            *(
                float(row["points"]) if row["points"] else None,
                row["verdict"],
                row["misconception"],
            ),
        ), (row["student"], row["part"])


@pytest.mark.parametrize("name", COHORTS)
def test_every_student_is_filed(grade, name):
    assert {row["student"] for row in expected(name)} == set(read_reports(grade(name)))


@pytest.mark.parametrize("name", COHORTS)
def test_every_named_mistake_is_made_by_somebody(grade, name):
    named = {
        (part.id, answer.name, mistake.id)
        for part in load_assignment(ROOT / "problems" / name)
        for answer in part.answers
        if isinstance(answer, Judged) and hasattr(answer, "name")
        for mistake in answer.misconceptions
    }
    made = {
        (part["id"], answer["name"], answer["misconception"])
        for report in read_reports(grade(name)).values()
        for part in report["parts"]
        for answer in part["answers"]
    }

    assert named <= made


@pytest.mark.parametrize("name", [each for each in COHORTS if each != HOMEWORK])
def test_the_starter_that_is_handed_out_is_in_the_cohort_and_misses_every_part(grade, name):
    module = f"{load_assignment(ROOT / 'problems' / name).head.module}.py"
    starter = (ROOT / "problems" / name / "starter.py").read_text(encoding="utf-8")
    folders = (ROOT / "submissions" / name).iterdir()
    (student,) = [
        each.name
        for each in folders
        if (each / module).is_file() and (each / module).read_text(encoding="utf-8") == starter
    ]

    parts = read_reports(grade(name))[student]["parts"]

    assert {part["verdict"] for part in parts} == {"missing"}


UNCOUNTED = re.compile(r"\s*(prompt|intro|says|next):")


@pytest.mark.parametrize("name", [each for each in COHORTS if each != HOMEWORK])
def test_an_assignment_takes_fewer_than_150_lines_but_for_what_a_student_reads(name):
    home = ROOT / "problems" / name
    counted = []
    for file in ("assignment.yaml", *load_assignment(home).head.problems):
        deeper = None
        for line in (home / file).read_text(encoding="utf-8").splitlines():
            indent = len(line) - len(line.lstrip())
            if deeper is not None and (not line.strip() or indent > deeper):
                continue
            deeper = indent if UNCOUNTED.match(line) else None
            if deeper is None and line.strip() and not line.lstrip().startswith("#"):
                counted.append(line)

    assert len(counted) < 150


ONE_WORD = re.compile(r"\$[^$]*\$|`[^`]*`")
"""Maths and code are read at one glance."""


def test_no_student_reads_more_than_60_words_before_the_fold(reports):
    """Of every verdict and every named mistake that the class comes to."""
    answers = [
        answer
        for report in reports.values()
        for part in report["parts"]
        for answer in part["answers"]
    ]
    texts = ("found", "cause", "evidence", "next")
    said = [" ".join(answer["feedback"][text] for text in texts) for answer in answers]

    assert len({answer["verdict"] for answer in answers}) > 8
    assert [text for text in said if len(ONE_WORD.sub("x", text).split()) > 60] == []


def test_every_student_has_a_page_and_the_class_has_one(graded, reports):
    assert len(list(graded.glob("*/report.html"))) == len(reports)
    assert (graded / "index.html").is_file()
    assert (graded / "gradebook.csv").is_file()


class Live(HTMLParser):
    """Gathers what a browser would run, fetch or follow elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "iframe", "object", "embed", "base", "form"}:
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (
                name in {"src", "href", "action", "srcset"}
                and not (address == "data:," or address.startswith(("#", "data:image/png")))
            ):
                self.found.append((tag, name, value))


def test_no_page_holds_live_markup_whatever_its_student_wrote(graded):
    pages = sorted(graded.glob("*/report.html"))
    hostile = [page for page in pages if "alert(1)" in page.read_text(encoding="utf-8")]
    assert hostile, "the cohort holds markup, or this test says nothing"

    for page in pages:
        live = Live()
        live.feed(page.read_text(encoding="utf-8"))
        assert live.found == [], page.parent.name


def test_no_cell_of_the_gradebook_is_a_formula(graded):
    with (graded / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
