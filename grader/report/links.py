"""Links from the class page to students' pages."""

from typing import Final
from urllib.parse import quote

from grader.record import Record
from grader.summary import Summary
from grader.visible import cut, make_visible_line

MAX_NAME: Final = 60
"""Characters of a student's name that are shown."""


class Link(Record, frozen=True):
    """A student's page, a part on it, or a place on the class page."""

    text: str
    address: str


def link_student(summary: Summary, part: str = "") -> Link:
    """Link to a student's page.

    Args:
        summary: The student.
        part: The id of a part, to link to it.
    """
    name = cut(make_visible_line(summary.student or summary.folder), MAX_NAME)
    page = f"{quote(summary.folder, safe='')}/report.html"
    return Link(name, f"{page}#p{quote(part)}" if part else page)
