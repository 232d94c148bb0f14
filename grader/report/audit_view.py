"""What the page of an audit shows, worked out: its template only places it.

Its reader is an author, so it speaks English, as messages to authors do.
"""

import math
from collections.abc import Iterator

from grader.audit.results import AnswerFacts, AuditFacts, Margin, MistakeFacts, RunFacts, Survivor
from grader.audit.thresholds import (
    LEAST_SCORE,
    answer_failures,
    find_failures,
    killable,
    score,
)
from grader.record import Record
from grader.report.tones import Tone
from grader.visible import make_visible_line

_MOST_CASES = 32
"""Columns of a table of cases; a formula's points are counted instead."""

_DECADES = 8
"""To the right of the line; to its left there are four."""

_LEFT = 4
_WIDTH = 600


class Mark(Record, frozen=True):
    """A sign with its colour and what it means, for who sees neither."""

    sign: str
    tone: Tone
    said: str


GOOD = Mark("✓", Tone.RIGHT, "holds")
BAD = Mark("✗", Tone.WRONG, "does not hold")
NONE = Mark("–", Tone.OPEN, "not audited")


class MistakeRow(Record, frozen=True):
    """One misconception."""

    id: str
    shown: tuple[bool, ...]
    """Empty where points are counted."""

    counted: str
    mark: Mark
    taken: str


class Scale(Record, frozen=True):
    """The line between right and wrong, drawn by powers of ten."""

    right: float | None
    wrong: float | None
    line: float
    ticks: tuple[tuple[float, str], ...]
    right_text: str
    wrong_text: str


class AnswerView(Record, frozen=True):
    """One answer."""

    anchor: str
    title: str
    kind: str
    mark: Mark
    skipped: str
    failures: tuple[str, ...]
    mistakes: str
    junk: str
    mutants: str
    right: str
    wrong: str
    rows: tuple[MistakeRow, ...]
    cases: tuple[str, ...]
    columns: int
    junk_names: tuple[tuple[str, str, Mark], ...]
    open_survivors: tuple[Survivor, ...]
    recorded: tuple[Survivor, ...]
    remedy: str
    remedied: int
    scale: Scale | None
    facts: tuple[tuple[str, str], ...]


class AuditView(Record, frozen=True):
    """The page."""

    title: str
    homework: str
    mark: Mark
    headline: str
    failures: tuple[str, ...]
    score: str
    answers: tuple[AnswerView, ...]
    runs: tuple[tuple[str, str], ...]
    misfiled: tuple[tuple[str, str, str, str], ...]


def view_audit(audit: AuditFacts) -> AuditView:
    """Work out what the page shows."""
    failures = find_failures(audit)
    killed, total = killable(audit.answers)
    return AuditView(
        title=f"Audit of {audit.title}",
        homework=" · ".join(filter(None, (audit.course, audit.assignment))),
        mark=BAD if failures else GOOD,
        headline=f"{len(failures)} to mend" if failures else "This assignment proves itself.",
        failures=tuple(map(make_visible_line, failures)),
        score=f"{killed} of {total} killable mutants were killed, {score(audit.answers):.1%}; "
        f"wanted at least {LEAST_SCORE:.0%}.",
        answers=tuple(_answer(each, number) for number, each in enumerate(audit.answers)),
        runs=tuple(_runs(audit.runs)) if audit.runs is not None else (),
        misfiled=tuple(
            (make_visible_line(each.student), each.part, each.wanted, each.found)
            for each in (audit.runs.misfiled if audit.runs is not None else ())
        ),
    )


def _answer(answer: AnswerFacts, number: int) -> AnswerView:
    failures = tuple(answer_failures(answer))
    mutation = answer.mutation
    survivors = mutation.survivors if mutation is not None else ()
    good = sum(each.is_caught and each.labels == (each.id,) for each in answer.mistakes)
    tried = [each for each in answer.junk if not each.excuse]
    killed, total = killable((answer,))
    counted = len(answer.mistakes[0].shown) > _MOST_CASES if answer.mistakes else False
    margin = answer.margin
    return AnswerView(
        anchor=f"answer-{number}",
        title=f"{answer.label} {answer.name}",
        kind=answer.kind,
        mark=NONE if answer.skipped else BAD if failures else GOOD,
        skipped=answer.skipped,
        failures=failures,
        mistakes=f"{good}/{len(answer.mistakes)}" if answer.mistakes else "–",
        junk=f"{sum(not each.passed for each in tried)}/{len(tried)}" if tried else "–",
        mutants=f"{killed}/{total}" if total else "–",
        right=_ratio(margin.legitimate if margin else None),
        wrong=_ratio(margin.wrong if margin else None),
        rows=tuple(_mistake(each, is_counted=counted) for each in answer.mistakes),
        cases=answer.cases,
        columns=0 if counted or not answer.mistakes else len(answer.mistakes[0].shown),
        junk_names=tuple(
            (each.name, each.excuse or _earns(each.share), BAD if _is_bad(each) else GOOD)
            for each in answer.junk
        ),
        open_survivors=tuple(each for each in survivors if not each.reason),
        recorded=tuple(each for each in survivors if each.reason),
        remedy=mutation.remedy if mutation is not None else "",
        remedied=mutation.remedied if mutation is not None else 0,
        scale=_scale(margin) if margin is not None else None,
        facts=tuple(_facts(answer)),
    )


def _is_bad(junk: object) -> bool:
    return bool(getattr(junk, "passed", False)) and not getattr(junk, "excuse", "")


def _earns(share: float) -> str:
    return f"earns {share:.0%}" if share else ""


def _mistake(mistake: MistakeFacts, *, is_counted: bool) -> MistakeRow:
    others = [label for label in mistake.labels if label != mistake.id]
    itself = "itself" if mistake.id in mistake.labels else "nothing"
    is_fine = mistake.is_caught and mistake.labels == (mistake.id,)
    return MistakeRow(
        id=mistake.id,
        shown=() if is_counted else mistake.shown,
        counted=f"{sum(mistake.shown)} of {len(mistake.shown)} points" if is_counted else "",
        mark=GOOD if is_fine else BAD,
        taken=" or ".join([itself, *others]),
    )


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.2g}" if ratio < 1000 else f"{ratio:,.0f}"


def _scale(margin: Margin) -> Scale | None:
    if margin.legitimate is None and margin.wrong is None:
        return None
    ticks = tuple(
        (_place(10.0**power), f"10{_RAISED[power]}") for power in range(-_LEFT, _DECADES + 1, 2)
    )
    return Scale(
        right=None if margin.legitimate is None else _place(margin.legitimate),
        wrong=None if margin.wrong is None else _place(margin.wrong),
        line=_place(1.0),
        ticks=ticks,
        right_text=f"{_ratio(margin.legitimate)}: {margin.legitimate_name}"
        if margin.legitimate is not None
        else "",
        wrong_text=f"{_ratio(margin.wrong)}: {margin.wrong_name}"
        if margin.wrong is not None
        else "",
    )


_RAISED = {-4: "⁻⁴", -2: "⁻²", 0: "⁰", 2: "²", 4: "⁴", 6: "⁶", 8: "⁸"}


def _place(ratio: float) -> float:
    """Put a ratio on the scale; what lies beyond it stands at its end."""
    power = math.log10(ratio) if ratio > 0 else -_LEFT
    share = (min(max(power, -_LEFT), _DECADES) + _LEFT) / (_LEFT + _DECADES)
    return round(share * _WIDTH, 1)


def _facts(answer: AnswerFacts) -> Iterator[tuple[str, str]]:
    yield "Solved twice", "the same key" if answer.is_repeatable else "another key"
    if answer.cases:
        yield "Another seed", answer.hidden or "shows every mistake"
        ties = ", ".join(str(number + 1) for number in answer.ties)
        yield "Ties", f"in case {ties}" if ties else "none"
    if answer.margin is not None:
        worst = answer.conditioning
        yield "Tolerance", f"at most {worst:.1g} of the largest value" if worst else "exact"
    if answer.points:
        yield "Points", f"{answer.points:,}"
    for rule in answer.rules:
        broken = f"broken by {rule.broken} of {rule.tried} that know nothing"
        yield rule.id, broken if rule.tried else "not tried: no junk can be called so"
    if answer.quoted:
        yield "Quoted formulas", f"{answer.quoted}, equal to the oracle"
    if answer.also:
        yield "Second formulation", answer.also


def _runs(runs: RunFacts) -> Iterator[tuple[str, str]]:
    starter = {"missing": "every part missing", "earns": "not every part missing", "none": "none"}
    yield "Starter", starter[runs.starter]
    if runs.students:
        good = runs.filed - len(runs.misfiled)
        yield "Filed", f"{good} of {runs.filed} marks of {runs.students} submissions are as filed"
        yield "All points", f"{runs.full} submission{'' if runs.full == 1 else 's'}"
    if runs.seconds is not None:
        yield "Time", f"{runs.seconds:.2g} s a right submission on one core"
