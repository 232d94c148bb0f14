"""A report as what is written of it: a page, and a row of the class page.

By name, so that a marking process can import it and render in parallel.
"""

from grader.course.job import Published
from grader.report.page import render_report
from grader.results import Report
from grader.summary import summarise


def publish(report: Report, folder: str) -> Published:
    """Render a report.

    Args:
        report: All results of one submission.
        folder: The name of the folder that the page is written to.
    """
    return Published(render_report(report), summarise(report, folder))
