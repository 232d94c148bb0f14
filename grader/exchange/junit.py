"""JUnit XML: each part as a test case, for whatever reads test results.

The format knows passed, failed, skipped and error, and no points: those stand among the properties
of the suite, and are left out there while a mark is withheld. A part that a person marks is
skipped, a fault of ours is an error, and what earned less than all of its points is a failure.

Source:
    The schema that pytest tests its own reports with, `junit-10.xsd`; XML 1.0, production 2 (Char).
"""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from grader.exchange.marks import is_full, plain_number
from grader.exchange.plain import (
    explain_part,
    line,
    name_part,
    quote_printed,
    tell_mishap,
    text_of,
)
from grader.exchange.telling import MARKED, Telling
from grader.language import speak
from grader.results import PartResult, Report
from grader.score import Verdict
from grader.summary import summarise

_SECONDS: Final = 19
"""Characters of an ISO 8601 time up to its seconds."""

_OUTCOMES: Final = {Verdict.AWAITING_MARKER: "skipped", Verdict.GRADER_ERROR: "error"}
"""What is not a failure although it is not right."""


def write_junit(report: Report, telling: Telling = MARKED) -> str:
    """Write a report as JUnit XML; encode it as UTF-8.

    Args:
        report: All results of one submission.
        telling: In which words.
    """
    with speak(report.language):
        cases = [_case(report, part, telling) for part in report.parts]
        counts = {
            name: str(sum(case.find(tag) is not None for case in cases))
            for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        }
        total = {"name": line(report.title), "tests": str(len(cases)), **counts}
        total["time"] = f"{sum(float(case.attrib['time']) for case in cases):.3f}"
        suite = ET.Element("testsuite", {**total, "timestamp": report.receipt.marked_at[:_SECONDS]})
        properties = ET.SubElement(suite, "properties")
        for name, value in _properties(report):
            ET.SubElement(properties, "property", {"name": name, "value": value})
        suite.extend(cases)
        told = [quote_printed(report.printed), *(tell_mishap(each) for each in report.mishaps)]
        if any(told):
            ET.SubElement(suite, "system-out").text = "\n".join(filter(None, told))
        del total["skipped"]
        root = ET.Element("testsuites", total)
        root.append(suite)
        ET.indent(root)
        written = ET.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    """List what the format has no place for."""
    yield "assignment", line(report.assignment)
    yield "student", line(report.student)
    yield "status", summarise(report, "").status
    if report.earned is not None:
        yield "score", plain_number(report.earned)
    yield "max-score", plain_number(report.points)
    for part in report.parts:
        if part.earned is not None:
            yield f"score {line(part.id)}", plain_number(part.earned)
    yield "isolation", line(report.receipt.isolation)
    yield "grader", line(report.receipt.grader)


def _case(report: Report, part: PartResult, telling: Telling) -> ET.Element:
    seconds = sum(answer.seconds or 0.0 for answer in part.answers)
    owner = line(f"{report.assignment}.{part.problem}".rstrip("."))
    case = ET.Element(
        "testcase", {"name": name_part(part), "classname": owner, "time": f"{seconds:.3f}"}
    )
    outcome = "" if _passes(part, telling) else _OUTCOMES.get(part.verdict, "failure")
    if outcome:
        message = f"{telling.verdict(part)}, {telling.mark(part)}: {text_of(part.feedback)}"
        found = ET.SubElement(case, outcome, {"message": line(message), "type": str(part.verdict)})
        found.text = explain_part(part)
    printed = "\n".join(quote_printed(each.printed) for each in part.answers if each.printed)
    if printed:
        ET.SubElement(case, "system-out").text = printed
    return case


def _passes(part: PartResult, telling: Telling) -> bool:
    return is_full(part) or telling.is_fine(part)
