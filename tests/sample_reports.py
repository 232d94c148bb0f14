"""Builders of reports made by hand, on the shipped homework; no student code is run."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from grader.record import replace
from grader.results import (
    AnswerResult,
    Exhibit,
    Feedback,
    Grid,
    Line,
    PartResult,
    ProblemIntro,
    Receipt,
    Report,
)
from grader.score import Verdict, combine
from grader.spec.load import load_assignment

HOMEWORK: Final = load_assignment(Path(__file__).parents[1] / "problems" / "dsga1008-hw2")

RECEIPT: Final = Receipt(
    grader="0.1.0",
    torch="2.13.0",
    numpy="2.4.6",
    python="3.11.2",
    spec="4f1c9a" * 10 + "4f1c",
    key="2b90aa" * 10 + "2b90",
    submission="88d07e" * 10 + "88d0",
    seed=1008,
    isolation="full",
    marked_at="2026-03-01T12:00:00Z",
)


def line(label: str, text: str, tex: str = "", *, off: bool = False) -> Line:
    return Line(label=label, text=text, tex=tex, off=off)


def grid(label: str, text: str, off: tuple[tuple[int, int], ...] = (), note: str = "") -> Grid:
    rows = tuple(tuple(row.split()) for row in text.split("|"))
    return Grid(label=label, rows=rows, off=off, note=note)


def everywhere(rows: int, columns: int) -> tuple[tuple[int, int], ...]:
    return tuple((row, column) for row in range(rows) for column in range(columns))


PROBLEMS: Final = tuple(
    ProblemIntro(id=each.id, title=each.title, intro=each.intro)
    for each in {asked.problem.id: asked.problem for asked in HOMEWORK}.values()
)

EXPECTED: Final[Mapping[str, Exhibit]] = {
    "conv_output_shape": line("Expected", "(3, 3)"),
    "output_width": line(
        "Expected",
        "floor((I + 2*P - K) / S) + 1",
        r"\left\lfloor \frac{I + 2 P - K}{S} \right\rfloor + 1",
    ),
    "conv_output": grid("Expected", "109 92 72|108 85 74|110 74 79"),
    "input_gradient": grid(
        "Expected", "4 7 10 6 3|9 17 25 16 8|11 23 34 23 11|7 16 24 17 8|2 6 9 7 3"
    ),
    "pooling_modules": line("Expected", "MaxPool2d, AvgPool2d, LPPool2d"),
    "max_pooled": grid("Expected", "109 92|110 85"),
    "max_pool_p": line("Expected", "max_pool_p = inf"),
    "avg_pool_p": line("Expected", "avg_pool_p = 1, avg_pool_scale = 1/n"),
}


def answer(name: str, kind: str, points: float, verdict: Verdict, **more: object) -> AnswerResult:
    earned = points if verdict in {Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH} else 0.0
    found = more.pop("found", "")
    feedback = Feedback(
        found=found,
        cause=more.pop("cause", ""),
        evidence=more.pop("evidence", ""),
        next=more.pop("next", ""),
    )
    fields = {"earned": earned, "feedback": feedback, **more}
    return AnswerResult(name=name, kind=kind, points=points, verdict=verdict, **fields)


def right_answer(name: str, kind: str, points: float) -> AnswerResult:
    expected = EXPECTED.get(name)
    return answer(
        name,
        kind,
        points,
        Verdict.RIGHT if points else Verdict.AWAITING_MARKER,
        found="Right on all 12 cases." if kind == "function" else "",
        expected=expected,
        given=replace(expected, label="You gave") if expected else None,
        cases=(Verdict.RIGHT,) * 12 if kind == "function" else (),
        **({} if points else {"earned": None}),
    )


def make_report(
    student: str,
    make_answer: Callable[[str, str, float], AnswerResult] = right_answer,
    instead: Mapping[str, AnswerResult] | None = None,
    **more: object,
) -> Report:
    """A report on the shipped homework: every answer by `make_answer` but those in `instead`."""
    parts = []
    for asked in HOMEWORK:
        worth = [each for each in asked.answers if each.points != 0]
        answers = tuple(
            (instead or {}).get(name, make_answer(name, each.kind, share))
            for each in asked.answers
            for name in [next(iter(each.unknowns)) if each.kind == "relation" else each.name]
            for share in [0.0 if each.points == 0 else asked.part.points / len(worth)]
            if share or name in (instead or {})
        )
        parts.append(make_part(asked.id, asked.label, asked.part.title, answers))
        told = {"prompt": asked.part.prompt, "problem": asked.problem.id}
        parts[-1] = replace(parts[-1], **told)
    return report_of(student, tuple(parts), problems=PROBLEMS, **more)


def make_part(id_: str, label: str, title: str, answers: tuple[AnswerResult, ...]) -> PartResult:
    scored = [each for each in answers if each.points] or list(answers)
    earned = [each.earned for each in scored]
    total = None if None in earned else round(sum(earned), 2)
    return PartResult(
        id=id_,
        label=label,
        title=title,
        prompt="",
        points=round(sum(each.points for each in answers), 2),
        earned=total,
        verdict=combine([each.verdict for each in scored], total or 0),
        misconception=next((each.misconception for each in scored if each.misconception), None),
        feedback=" ".join(each.feedback.found for each in answers),
        reveal="expected",
        answers=answers,
    )


def report_of(student: str, parts: tuple[PartResult, ...], **more: object) -> Report:
    earned = [part.earned for part in parts]
    return Report(
        **{
            "assignment": "dsga1008-hw2",
            "course": "DS-GA 1008: Deep Learning",
            "title": "Homework 2",
            "student": student,
            "points": sum(part.points for part in parts),
            "earned": None if None in earned else round(sum(earned), 2),
            "parts": parts,
            "receipt": RECEIPT,
            **more,
        }
    )
