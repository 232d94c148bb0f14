"""The recorded log and summary of a job are what a student of the cohort gets today."""

from pathlib import Path

import pytest
from readers import summary, workflow
from sample_reports import RECEIPT

from grader.ci.places import find_sources
from grader.ci.source import mark_by_assignment
from grader.exchange.annotations import write_annotations
from grader.exchange.log import write_github_log
from grader.exchange.summary import write_summary
from grader.record import replace
from grader.sandbox.level import Level
from grader.submission.load import Found

ROOT = Path(__file__).parent.parent
STUDENT = ROOT / "submissions" / "dsga1008-hw2" / "umar"
TOKEN = "0123456789abcdef" * 3
"""Random in a real log."""

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def told():
    assignment = ROOT / "problems" / "dsga1008-hw2"
    return mark_by_assignment(assignment, Found("umar", STUDENT), Level.KERNEL)


@pytest.fixture(scope="module")
def recorded(told):
    """What the job leaves, but for what differs from run to run: the token and the receipt."""
    report = replace(told.report, receipt=RECEIPT)
    sources = find_sources(report, STUDENT, told.module, STUDENT)
    log = write_github_log(report, TOKEN) + write_annotations(report, sources)
    return {"example-log.txt": log, "example-summary.md": write_summary(report)}


@pytest.mark.parametrize("name", ["example-log.txt", "example-summary.md"])
def test_the_example_is_what_a_job_leaves_today(recorded, name, update_golden):
    file = ROOT / "docs" / "ci" / name
    if update_golden:
        file.write_text(recorded[name], encoding="utf-8")

    assert file.read_text(encoding="utf-8") == recorded[name]


def test_the_example_shows_every_loudness_at_the_students_own_lines(recorded):
    found = workflow.annotations(recorded["example-log.txt"])

    assert {each.name for each in found} == {"error", "warning", "notice"}
    lines = (STUDENT / "hw2.py").read_text(encoding="utf-8").splitlines()
    first = next(each for each in found if "output_width" in each.data)
    assert lines[int(first.properties["line"]) - 1].startswith("def output_width(")


def test_the_example_summary_is_a_page(recorded):
    tags, text, _ = summary.read(recorded["example-summary.md"])

    assert "details" in tags
    assert "9 of 15 points" in text
