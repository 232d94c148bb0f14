"""The receipt of a marking: what it takes to do it again."""

import datetime as dt
import platform

import numpy as np

import grader
from grader.grade.marking import Marking
from grader.results import Receipt


def write_receipt(marking: Marking, submission: str) -> Receipt:
    """Note what a submission is marked by, and when.

    Args:
        marking: What the class is marked by.
        submission: The submission's digest; empty where it could not be read.
    """
    return Receipt(
        grader=grader.__version__,
        torch=marking.key.torch,
        numpy=np.__version__,
        python=platform.python_version(),
        spec=marking.spec,
        key=marking.key.digest,
        submission=submission,
        seed=marking.sheet.seed,
        variant=marking.variant,
        isolation=marking.isolation,
        marked_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )
