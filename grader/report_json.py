"""`report.json`: a report as it is kept, to and from its bytes."""

import msgspec

from grader.results import Report


def dump_report(report: Report) -> str:
    """Write a report as JSON, in lines."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


def load_report(content: bytes | str) -> Report:
    """Read a report, checking everything in it.

    Raises:
        ValueError: It is none, or of another version; says what is wrong, and where.
    """
    try:
        return msgspec.json.decode(content, type=Report)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
