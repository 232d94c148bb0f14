"""`report.json`: what is read is what was written, and nothing else passes for a report."""

import json

import pytest
from sample_states import STATES

from grader.report_json import dump_report, load_report

WRITTEN = [name for name in STATES if name != "hostile"]
"""That one holds half of a surrogate pair, which is no text and which no reading lets through."""


@pytest.mark.parametrize("name", WRITTEN)
def test_a_report_is_read_as_it_was_written(name):
    written = dump_report(STATES[name])

    assert load_report(written) == STATES[name]
    assert written == json.dumps(json.loads(written), indent=1, ensure_ascii=False) + "\n"


def exhibit(report):
    """An exhibit of the report that has one, deep within it."""
    answers = [answer for part in report["parts"] for answer in part["answers"]]
    return next(answer["given"] for answer in answers if answer["given"])


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda report: report.update(version=2), "version"),
        (lambda report: report.update(marks=15), "unknown field `marks`"),
        (lambda report: report.pop("student"), "missing required field `student`"),
        (lambda report: report["parts"][0].update(verdict="excellent"), "excellent"),
        (lambda report: report["parts"][0].update(earned="15"), r"\$\.parts\[0\]\.earned"),
        (lambda report: exhibit(report).update(colour="red"), "unknown field `colour`"),
        (lambda report: exhibit(report).update(form="page"), "page"),
    ],
    ids=["version", "unknown", "missing", "verdict", "number", "deep", "form"],
)
def test_what_is_no_report_of_this_version_is_refused_with_its_place(change, wanted):
    report = json.loads(dump_report(STATES["wrong"]))
    change(report)

    with pytest.raises(ValueError, match=wanted):
        load_report(json.dumps(report))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"version": 1}'])
def test_what_is_no_json_of_a_report_is_refused(content):
    with pytest.raises(ValueError, match=r"\w"):
        load_report(content)
