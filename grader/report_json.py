"""`report.json`: a report as it is kept, to and from its bytes.

Apart from the records, since only who reads or writes the file needs what checks it.
"""

from typing import Final

from pydantic import TypeAdapter

from grader.results import Report

_REPORT: Final = TypeAdapter(Report)


def dump_report(report: Report) -> str:
    """Write a report as JSON, in lines."""
    return _REPORT.dump_json(report, indent=1).decode() + "\n"


def load_report(content: bytes | str) -> Report:
    """Read a report, checking everything in it.

    Raises:
        pydantic.ValidationError: It is none, or of another version; a `ValueError`.
    """
    return _REPORT.validate_json(content)
