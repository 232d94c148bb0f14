"""Audit an assignment: every answer that has changed, in as many processes as are given.

Each process solves nothing twice: it reads the stored answer key and changes references.
"""

import functools
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from grader.audit.equivalents import apply_equivalents, load_equivalents
from grader.audit.kept import answer_digest, keep, recall
from grader.audit.results import AnswerFacts, AuditFacts
from grader.oracle.cache import load_answer_key
from grader.spec.assignment import Assignment

Place = tuple[str, int]
"""An answer: its part, and which of the part's answers."""

_FEW = 2
"""Answers that are audited at once without starting another process, which imports torch first."""


def audit_assignment(
    assignment: Assignment,
    *,
    processes: int = 1,
    cache: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> AuditFacts:
    """Audit every answer; running submissions is `grader.audit.runs`.

    Args:
        assignment: What its author wrote.
        processes: How many to use.
        cache: Where keys and findings are kept; the user's cache where none is given.
        progress: Told how many of how many answers are done.

    Raises:
        SpecError: The spec, or `audit.yaml`, is wrong.
    """
    recorded = load_equivalents(assignment.folder)
    digests = {
        (asked.id, index): answer_digest(assignment, asked, index)
        for asked in assignment.parts
        for index in range(len(asked.answers))
    }
    found: dict[Place, AnswerFacts] = {}
    for place, digest in digests.items():
        kept = recall(AnswerFacts, digest, cache)
        if kept is not None:
            found[place] = kept
    left = [place for place in digests if place not in found]
    progress(len(found), len(digests))
    for place, facts in _audit_all(assignment, left, processes, cache):
        keep(facts, digests[place], cache)
        found[place] = facts
        progress(len(found), len(digests))
    labelled = _labels(assignment)
    answers = (found[place].model_copy(update={"label": labelled[place[0]]}) for place in digests)
    explained, stale = apply_equivalents(answers, recorded)
    head = assignment.head
    return AuditFacts(
        assignment=head.id, title=head.title, course=head.course, answers=explained, stale=stale
    )


def _labels(assignment: Assignment) -> dict[str, str]:
    return {asked.id: asked.label for asked in assignment.parts}


def _audit_all(
    assignment: Assignment, places: Sequence[Place], processes: int, cache: Path | None
) -> Iterator[tuple[Place, AnswerFacts]]:
    if not places:
        return
    key = load_answer_key(assignment, cache)  # stored once, before several processes want it
    from grader.audit.answer import audit_place  # noqa: PLC0415 - torch takes a second to import

    ask = functools.partial(audit_place, assignment.folder, key.digest, cache)
    if processes == 1 or len(places) <= _FEW:
        for place in places:
            yield place, ask(*place)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(places)), context) as pool:
        waiting = {pool.submit(ask, *place): place for place in places}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
