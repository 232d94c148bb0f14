"""One small assignment, solved, and a submission to it marked behind real walls."""

from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.oracle.cache import load_answer_key
from grader.oracle.waking import make_lazy
from grader.spec.sheets import make_sheet
from grader.submission.model import Submission


def graded(worker, read, files, entry="tiny.py"):
    """Mark a submission; gives the results of its answers.

    Args:
        worker: Warm.
        read: The assignment.
        files: Text by name.
        entry: The module, or the notebook whose cells are among the files.
    """
    key = load_answer_key(read, read.folder / "cache")
    marking = Marking(make_sheet(read), key, make_lazy(read), "full", "spec")
    contents = {name: text.encode() for name, text in files.items()}
    report = grade_submission(marking, worker, Submission("ada", contents, entry))
    return [answer for part in report.parts for answer in part.answers]
