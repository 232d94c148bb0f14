"""Annotations of GitHub Actions: workflow commands that a runner turns into notes beside lines.

Only what is escaped here may stand in a command; everything else that is printed goes between
`stop_commands` and `resume_commands`, or is one line without any (`disarm`), lest a student's own
output be obeyed.

Source:
    GitHub's documentation, "Workflow commands for GitHub Actions": the syntax and its escapes, and
    the limits of 10 annotations of each type a step and 50 a job.
    The runner's source, `ActionCommand.cs`: the older form ``##[name]``, obeyed anywhere in a line.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from grader.exchange.remarks import Gravity, Remark, Sources, list_remarks
from grader.exchange.telling import MARKED, Telling
from grader.language import say_count, speak
from grader.results import Report
from grader.visible import make_visible_line

FORGET_MATCHER: Final = "::remove-matcher owner=python::\n"
"""After which a traceback that is only shown is no annotation: `actions/setup-python` has a runner
look for them, which it does also while commands are stopped.
"""

MOST_OF_A_TYPE: Final = 10
"""Annotations of one type that a step may have; a runner drops what is beyond."""


def write_annotations(report: Report, sources: Sources, telling: Telling = MARKED) -> str:
    """Write workflow commands, one a line, gravest first.

    Where there is more to say than a step may, the last one of its type counts the rest.

    Args:
        report: All results of one submission.
        sources: Where the repository has the student's files.
        telling: In which words.
    """
    with speak(report.language):
        remarks = list_remarks(report, sources, telling)
        chosen = [each for gravity in Gravity for each in _choose(remarks, gravity)]
        return "".join(f"{write_command(each)}\n" for each in chosen)


def write_command(remark: Remark) -> str:
    """Write one workflow command."""
    properties = ",".join(f"{key}={escape_property(value)}" for key, value in _properties(remark))
    return f"::{remark.gravity} {properties}::{escape_data(remark.text)}"


def stop_commands(token: str) -> str:
    """Write the command after which a runner obeys nothing; `token` is random, made just now."""
    return f"::stop-commands::{token}\n"


def resume_commands(token: str) -> str:
    """Write the command after which a runner obeys again."""
    return f"::{token}::\n"


def disarm(text: str) -> str:
    """Make one line that a runner would obey one that it shows; any other stays as it is."""
    start = len(text) - len(text.lstrip())
    text = f"{text[:start]}: {text[start + 1 :]}" if text.startswith("::", start) else text
    return text.replace("##[", "## [")


def escape_data(text: str) -> str:
    """Escape what stands behind the second pair of colons."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape the value of a property, which a colon or a comma would end."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _properties(remark: Remark) -> Iterator[tuple[str, str]]:
    if remark.place is not None:
        yield "file", make_visible_line(remark.place.path)
        if remark.place.first:
            yield "line", str(remark.place.first)
            yield "endLine", str(remark.place.last)
    yield "title", remark.title


def _choose(remarks: Sequence[Remark], gravity: Gravity) -> list[Remark]:
    """Take what fits of one type; the total, which is the last notice, always does."""
    found = [each for each in remarks if each.gravity is gravity]
    if len(found) <= MOST_OF_A_TYPE:
        return found
    kept = MOST_OF_A_TYPE - (2 if gravity is Gravity.NOTICE else 1)
    rest = found[kept:-1] if gravity is Gravity.NOTICE else found[kept:]
    more = say_count(
        "There is {number} more; the report has it.",
        "There are {number} more; the report has them.",
        len(rest),
    )
    last = found[-1:] if gravity is Gravity.NOTICE else []
    return [*found[:kept], Remark(gravity, rest[0].title, more), *last]
