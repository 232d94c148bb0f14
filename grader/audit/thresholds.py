"""What must hold for an assignment to be published, and what does not hold of it.

Rule: every finding is one sentence that says where, what was wanted and what was found.
"""

from collections.abc import Iterator
from typing import Final

from grader.audit.results import AnswerFacts, AuditFacts, RunFacts

LEAST_SCORE: Final = 0.98
"""Share of the mutants that must be killed, those aside that are recorded as equivalent."""


def killable(answers: tuple[AnswerFacts, ...]) -> tuple[int, int]:
    """Count the mutants that were killed, and those that could be."""
    mutations = [each.mutation for each in answers if each.mutation is not None]
    killed = sum(each.killed for each in mutations)
    left = sum(not survivor.reason for each in mutations for survivor in each.survivors)
    return killed, killed + left


def score(answers: tuple[AnswerFacts, ...]) -> float:
    """Say which share of the killable mutants was killed; 1 where there are none."""
    killed, total = killable(answers)
    return killed / total if total else 1.0


def find_failures(audit: AuditFacts) -> tuple[str, ...]:
    """List what does not hold; empty for an assignment that proves itself."""
    return tuple(_failures(audit))


def _failures(audit: AuditFacts) -> Iterator[str]:
    for answer in audit.answers:
        where = name_answer(answer)
        yield from (f"{where}: {text}" for text in answer_failures(answer))
    if score(audit.answers) < LEAST_SCORE:
        killed, total = killable(audit.answers)
        is_offered = any(each.mutation and each.mutation.remedy for each in audit.answers)
        cure = "paste the cases that are offered" if is_offered else "ask for what tells them apart"
        yield (
            f"mutants: wanted {LEAST_SCORE:.0%} of the changes of the reference noticed, found "
            f"{killed} of {total} ({cure}, or record what is equivalent in audit.yaml)"
        )
    yield from audit.stale
    if audit.runs is not None:
        yield from _run_failures(audit.runs)


def name_answer(answer: AnswerFacts) -> str:
    """Name an answer as a reader does."""
    return f"{answer.label} {answer.name}"


def answer_failures(answer: AnswerFacts) -> Iterator[str]:
    """List what does not hold of one answer, mutants aside."""
    for form in answer.reference:
        yield f"wanted the reference {form} to be right, found it is not (widen the tolerance)"
    yield from _mistake_failures(answer)
    for junk in answer.junk:
        if junk.passed and not junk.excuse:
            yield (
                f"wanted {junk.name!r} to be wrong, found it right in every case (draw others, or "
                "record it under 'junk' in audit.yaml)"
            )
    for rule in answer.rules:
        if rule.tried and not rule.broken:
            yield (
                f"wanted {rule.id!r} broken by code that knows nothing, found that all "
                f"{rule.tried} tried keep to it (ask for more, or leave it out)"
            )
    yield from _solving_failures(answer)
    margin = answer.margin
    if margin is not None and margin.legitimate is not None and margin.legitimate > 1:
        yield (
            f"wanted {margin.legitimate_name} within the tolerance, found it "
            f"{margin.legitimate:.2g} times as far (widen the tolerance)"
        )


def _mistake_failures(answer: AnswerFacts) -> Iterator[str]:
    for mistake in answer.mistakes:
        if not mistake.is_caught:
            yield f"wanted misconception {mistake.id!r} to be wrong, found it right in every case"
        elif mistake.labels != (mistake.id,):
            found = " or ".join(map(repr, mistake.labels)) or "nothing that explains it"
            yield (
                f"wanted misconception {mistake.id!r} recognised as itself, found {found} "
                "(draw cases that tell them apart, or on which it gives a value)"
            )


def _solving_failures(answer: AnswerFacts) -> Iterator[str]:
    if not answer.is_repeatable:
        yield "wanted the same key when it is solved twice, found another (seed what is random)"
    if answer.hidden:
        yield f"another seed: {answer.hidden}"
    if answer.also == "differs":
        yield "wanted the second formulation to give what the oracle gives, found a difference"


def _run_failures(runs: RunFacts) -> Iterator[str]:
    if runs.starter == "earns":
        parts = ", ".join(runs.starter_parts)
        yield f"starter: wanted every part missing, found otherwise: {parts}"
    if runs.filed and not runs.full:
        yield "submissions: wanted one that is filed with all points, found none"
    for each in runs.misfiled:
        yield f"{each.student}, {each.part}: wanted {each.wanted} as filed, found {each.found}"
    for student in runs.unfiled:
        yield f"{student}: wanted a row in expected.csv, found none"
