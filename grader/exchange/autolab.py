"""The last line of an Autolab autograder: the points of each problem, as JSON.

A problem that is left out has no score in Autolab, which is what an open or withheld mark is.

Source:
    Autolab's documentation, "Guide for Lab Authors", on the autograder's output.
"""

import json

from grader.exchange.marks import settled
from grader.exchange.plain import line
from grader.results import Report


def write_scores(report: Report) -> str:
    """Write the line, without its end; problems are called by the ids of the parts."""
    scores = {line(part.id): part.earned for part in settled(report)}
    return json.dumps({"scores": scores}, allow_nan=False)
