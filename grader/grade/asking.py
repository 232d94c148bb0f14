"""Put every question of an assignment to a student's module, in one go."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from grader.compare.kinds import ask
from grader.grade.answer import Question
from grader.grade.marking import Marking
from grader.outcome import Incident, NotFound, Outcome, Raised
from grader.record import Record, replace
from grader.sandbox.inside.statements import ANY_NAME
from grader.sandbox.session import Session
from grader.sandbox.worker import Worker
from grader.submission.model import Submission


class Seen(Record, frozen=True):
    """What came back from a student's module."""

    outcomes: tuple[tuple[Outcome, ...], ...]
    """For each question, its outcomes in the order they were asked for."""

    incidents: tuple[Incident, ...] = ()
    unread_from: Incident | None = None
    """The statement from which on the file was not read any more, if it was given up; one of the
    incidents, or where the time for all of them was up."""

    unread_names: tuple[str, ...] = ()
    """What the statements from there on would define."""

    printed: str = ""
    was_read: bool = True
    """Whether there is a module at all, so that something could be asked."""

    @property
    def is_unparsed(self) -> bool:
        """Whether Python could not even read the file: one error, at no statement, and no names.

        What the error calls itself does not tell: a statement of a sound file may raise it too.
        """
        if len(self.incidents) != 1 or ANY_NAME not in self.incidents[0].names:
            return False
        error = self.incidents[0].outcome
        return (
            isinstance(error, Raised)
            and not error.frames
            and all(isinstance(each, NotFound) for asked in self.outcomes for each in asked)
        )


@contextmanager
def open_module(
    marking: Marking, worker: Worker, submission: Submission
) -> Iterator[Session | None]:
    """Read a student's module behind its walls; None where there is no module.

    Raises:
        SandboxError: Our worker failed.
    """
    if submission.entry is None:
        yield None
        return
    sheet = marking.sheet
    with worker.open(
        submission.files, submission.entry, seed=sheet.seed, stubs=sheet.stubs
    ) as session:
        yield session


def ask_module(marking: Marking, session: Session | None, questions: Sequence[Question]) -> Seen:
    """Ask everything at once.

    Calls of one answer stand or fall together: after one that ends the process, its later ones are
    not run, so that an endless loop costs its limit once.

    Raises:
        SandboxError: Our worker failed.
    """
    asked = [ask(question.key) for question in questions]
    if session is None:
        return Seen(tuple(tuple(NotFound(r.name, ()) for r in requests) for requests in asked))
    flat = [
        (request, marking.seconds(question.asked))
        for question, requests in zip(questions, asked, strict=True)
        for request in requests
    ]
    groups = [number for number, requests in enumerate(asked) for _ in requests]
    answers = iter(session.ask(flat, groups))
    wanted = {question.key.name for question in questions}
    outcomes = tuple(
        tuple(_without_others(next(answers), wanted) for _ in requests) for requests in asked
    )
    return Seen(
        outcomes,
        session.incidents,
        session.unread_from,
        session.unread_names,
        session.printed_at_import,
        session.was_read,
    )


def _without_others(outcome: Outcome, wanted: AbstractSet[str]) -> Outcome:
    """Take from what looks like a missing name what is there for another question."""
    if not isinstance(outcome, NotFound):
        return outcome
    return replace(outcome, similar=tuple(each for each in outcome.similar if each not in wanted))
