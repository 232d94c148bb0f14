"""Read what is to be checked, as it would be read when handed in.

A file that was named is read with what lies beside it, wherever it is: however it was named, the
same file gets the same answer.
"""

from grader.check.find import Target
from grader.handout.head import Head
from grader.language import speak
from grader.record import replace
from grader.submission.archive_name import archive_stem
from grader.submission.load import Found, load_named, load_submission
from grader.submission.model import Submission


def read_target(head: Head, target: Target) -> Submission:
    """Read a student's files.

    Raises:
        OSError: The disk failed us, or a file has just gone.
    """
    path = target.path
    is_named = not path.is_dir() and archive_stem(path.name) is None
    with speak(head.language):
        load = load_named if is_named else load_submission
        submission = load(Found(target.shown, path), head.module)
    if target.shown:
        return submission
    return replace(submission, student=submission.entry or path.resolve().name)
