"""Audit one answer: put together what each of the other modules finds about it."""

import functools
import tempfile
from pathlib import Path
from typing import Literal

from grader.audit.junk import audit_junk
from grader.audit.margins import audit_margin, measure_conditioning
from grader.audit.mistakes import audit_mistakes, name_cases
from grader.audit.mutants import reference_texts
from grader.audit.mutation import audit_mutation
from grader.audit.presenting import Audited, is_audited, mark, present
from grader.audit.pretending import audit_predictions, audit_rules, is_ruled
from grader.audit.results import AnswerFacts
from grader.errors import SpecError
from grader.key.kinds import (
    AnswerKey,
    ArrayKey,
    FigureKey,
    FormulaKey,
    FunctionKey,
    Key,
    NumberKey,
    PartKey,
    TextKey,
    TrainingKey,
)
from grader.key.store import save_key
from grader.oracle.cache import load_answer_key
from grader.oracle.change import Change
from grader.oracle.solve import Oracle
from grader.oracle.what_if import WhatIf
from grader.record import Record
from grader.spec.assignment import AskedPart
from grader.spec.base import Judged
from grader.spec.kinds import PropertyAnswer, RandomAnswer
from grader.spec.load import load_assignment

_SEEDS = 1
"""Added to the author's seed: another class's draw."""


class Subject(Record, frozen=True):
    """One answer to be audited."""

    asked: AskedPart
    index: int
    key: Key

    @property
    def kind(self) -> str:
        """What the author called its kind."""
        return self.asked.answers[self.index].kind


def audit_place(
    folder: Path, digest: str, cache: Path | None, part: str, index: int
) -> AnswerFacts:
    """Audit one answer of an assignment; what another process is asked to do.

    Args:
        folder: The assignment's.
        digest: Of its answer key.
        cache: Where that is kept; the user's cache where none is given.
        part: Which part.
        index: Which of the part's answers.
    """
    oracle, key = _open(folder, digest, cache)
    assignment = oracle.assignment
    asked = next(each for each in assignment.parts if each.id == part)
    answers = next(each.answers for each in key.parts if each.id == part)
    return audit_answer(oracle, Subject(asked, index, answers[index]), assignment.reference)


@functools.lru_cache(maxsize=1)
def _open(folder: Path, _digest: str, cache: Path | None) -> tuple[Oracle, AnswerKey]:
    assignment = load_assignment(folder)
    return Oracle(assignment), load_answer_key(assignment, cache)


def audit_answer(oracle: Oracle, subject: Subject, reference: str | None) -> AnswerFacts:
    """Audit one answer.

    Args:
        oracle: Of the assignment.
        subject: Which answer, and what is right.
        reference: The source of `reference.py`, if there is one.
    """
    asked, key = subject.asked, subject.key
    answer = asked.answers[subject.index]
    bare = AnswerFacts(part=asked.id, label=asked.label, name=key.name, kind=subject.kind)
    if not isinstance(answer, Judged):
        by_hand = isinstance(key, TextKey | FigureKey)
        why = "marked by a person" if by_hand else "what is right is listed, not computed"
        return bare.model_copy(update={"skipped": why})
    if isinstance(key, TrainingKey):
        return bare.model_copy(update={"junk": audit_predictions(key)})
    if is_ruled(key):
        return _audit_ruled(oracle, subject, bare, answer)
    if not is_audited(key):
        return bare.model_copy(update={"skipped": f"not audited: {subject.kind}"})
    audited: Audited = key  # type: ignore[assignment]  # as was just seen
    what_if = oracle.what_if(asked.id, subject.index, key)
    settle = functools.partial(oracle.settle, asked.id, subject.index)
    mutated = audit_mutation(what_if, audited, reference)
    return bare.model_copy(
        update={
            "cases": name_cases(audited),
            "points": len(key.points) if isinstance(key, FormulaKey) else 0,
            "reference": tuple(_reference(what_if, audited)),
            "mistakes": audit_mistakes(audited, answer.misconceptions),
            "junk": audit_junk(audited, asked.problem.given, settle),
            "mutation": mutated.mutation,
            "margin": audit_margin(what_if, audited, mutated),
            "is_repeatable": _fingerprint(what_if.again()) == _fingerprint(key),
            "hidden": _hidden(what_if),
            "ties": what_if.ties(),
            "conditioning": measure_conditioning(audited),
            "also": _also(what_if, audited, answer),
            "quoted": len(getattr(answer, "quoted", ())),
        }
    )


def _audit_ruled(
    oracle: Oracle, subject: Subject, bare: AnswerFacts, answer: Judged
) -> AnswerFacts:
    """Audit an answer that has no reference, by code that knows nothing."""
    key = subject.key
    junk, rules = audit_rules(key, _rule_names(answer))  # type: ignore[arg-type]  # ruled, as was seen
    again = oracle.what_if(subject.asked.id, subject.index, key).again()
    is_repeatable = _fingerprint(again) == _fingerprint(key)
    return bare.model_copy(update={"junk": junk, "rules": rules, "is_repeatable": is_repeatable})


def _rule_names(answer: Judged) -> tuple[str, ...]:
    """Name what must hold: properties by their ids, statistical checks by what they look at."""
    if isinstance(answer, PropertyAnswer):
        return tuple(each.id for each in answer.properties)
    if isinstance(answer, RandomAnswer):
        return tuple(each.of.strip() for each in answer.checks)
    return ()


def _reference(what_if: WhatIf, key: Audited) -> list[str]:
    """Give the reference as an answer, as it is and in float32; list what is not right."""
    wrong = [] if mark(key, present(key)).is_right else ["as it is"]
    if isinstance(key, NumberKey | ArrayKey | FunctionKey):
        single = what_if.in_single()
        if single is not None and not mark(key, present(single)).is_right:  # type: ignore[arg-type]  # of the same kind
            wrong.append("in float32")
    return wrong


def _hidden(what_if: WhatIf) -> str:
    """Say what another seed hides; where nothing is drawn, nothing can be."""
    try:
        what_if.again(seed=_SEEDS)
    except SpecError as error:
        return error.flaws[0].text
    return ""


def _also(what_if: WhatIf, key: Audited, answer: Judged) -> Literal["agrees", "differs", ""]:
    """Hold a second formulation against the reference, where the author gives one."""
    second = getattr(answer, "also", None)
    if not second:
        return ""
    for keys in reference_texts(answer):
        text = second if isinstance(second, str) else second.get(keys[-1])
        if text is None:
            continue
        found = what_if.changed(Change(keys, text))
        if found is None or not mark(key, present(found)).is_right:  # type: ignore[arg-type]  # of the same kind
            return "differs"
    return "agrees"


def _fingerprint(key: Key) -> bytes:
    """Write a key as its file is written: equal keys, equal bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "key"
        save_key(AnswerKey("", "", "", (PartKey("", (key,)),)), file)
        return file.read_bytes()
