"""An audit in a terminal: a row an answer, then what each case shows, then what is left to do."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from grader.audit.results import AnswerFacts, AuditFacts, Margin, RunFacts
from grader.audit.thresholds import LEAST_SCORE, answer_failures, killable, name_answer, score
from grader.visible import cut, make_visible_line

_MOST_CASES = 24
"""Columns of the table of cases; a formula has hundreds of points and is counted instead."""

_MOST_LISTED = 20
_MOST_SAID = 300


def print_audit(console: Console, audit: AuditFacts, failures: tuple[str, ...]) -> None:
    """Print everything: what was found, in short; what survived; what fails."""
    _print_answers(console, audit)
    for line in _tell_survivors(audit):
        console.print(line, soft_wrap=True)
    if audit.runs is not None:
        console.print()
        for line in tell_runs(audit.runs):
            console.print(line)
    console.print()
    _print_failures(console, audit, failures)


def _print_answers(console: Console, audit: AuditFacts) -> None:
    console.print(_draw_answers(audit))
    console.print(f"\nMutants: {tell_score(audit)}.")
    for answer in audit.answers:
        if answer.skipped:
            console.print(Text(f"– {name_answer(answer)}: {answer.skipped}.", style="dim"))
    mistaken = [each for each in audit.answers if each.mistakes]
    if mistaken:
        console.print("\nWhich cases show which mistake (● shown, · hidden)")
        console.print(_draw_mistakes(mistaken))


def _print_failures(console: Console, audit: AuditFacts, failures: tuple[str, ...]) -> None:
    if failures:
        console.print(Text(f"{len(failures)} to mend:", style="bold red"))
        for failure in failures[:_MOST_LISTED]:
            console.print(f"- {cut(make_visible_line(failure), _MOST_SAID)}", soft_wrap=True)
        if len(failures) > _MOST_LISTED:
            console.print(f"- and {len(failures) - _MOST_LISTED} more")
    else:
        console.print(Text(f"{audit.assignment} proves itself.", style="bold green"))


def _draw_answers(audit: AuditFacts) -> Table:
    table = Table(
        Column("", no_wrap=True),
        Column("part", no_wrap=True),
        Column("answer", no_wrap=True, overflow="ellipsis"),
        Column("mistakes", justify="right", no_wrap=True),
        Column("junk", justify="right", no_wrap=True),
        Column("mutants", justify="right", no_wrap=True),
        Column("right ≤ 1", justify="right", no_wrap=True),
        Column("1 < wrong", justify="right", no_wrap=True),
        box=None,
        pad_edge=False,
        header_style="bold",
    )
    for each in _tried(audit):
        failing = bool(list(answer_failures(each)))
        mark = Text("✗", style="red") if failing else Text("✓", style="green")
        table.add_row(
            *(mark, each.label, each.name, count_mistakes(each), count_junk(each)),
            *(count_mutants(each), *tell_margin(each.margin)),
        )
    killed, total = killable(audit.answers)
    summary = f"{killed}/{total}" if total else "–"
    table.add_row("", "", "", "", "", Text(summary, style="bold"), "", "")
    return table


def _tried(audit: AuditFacts) -> list[AnswerFacts]:
    return [each for each in audit.answers if not each.skipped]


def count_mistakes(answer: AnswerFacts) -> str:
    """Say how many misconceptions are caught and recognised as themselves."""
    good = sum(each.is_caught and each.labels == (each.id,) for each in answer.mistakes)
    return f"{good}/{len(answer.mistakes)}" if answer.mistakes else "–"


def count_junk(answer: AnswerFacts) -> str:
    """Say how much of the junk fails; what is right by necessity aside."""
    tried = [each for each in answer.junk if not each.excuse]
    return f"{sum(not each.passed for each in tried)}/{len(tried)}" if tried else "–"


def count_mutants(answer: AnswerFacts) -> str:
    """Say how many mutants were killed, of those that can be."""
    killed, total = killable((answer,))
    return f"{killed}/{total}" if total else "–"


def tell_margin(margin: Margin | None) -> tuple[str, str]:
    """Write the worst right way and the closest wrong one, as shares of what is allowed."""
    if margin is None:
        return "–", "–"
    return _ratio(margin.legitimate), _ratio(margin.wrong)


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.2g}" if ratio < 1000 else f"{ratio:.0e}".replace("e+0", "e")


def _draw_mistakes(answers: list[AnswerFacts]) -> Table:
    table = Table(
        Column("part", no_wrap=True),
        Column("misconception", no_wrap=True),
        Column("cases", no_wrap=True),
        Column("taken for"),
        box=None,
        pad_edge=False,
        header_style="bold",
    )
    for answer in answers:
        for number, each in enumerate(answer.mistakes):
            others = [label for label in each.labels if label != each.id]
            itself = "itself" if each.id in each.labels else "nothing"
            taken = " or ".join(["itself", *others]) if others else itself
            is_fine = each.is_caught and each.labels == (each.id,)
            table.add_row(
                answer.label if number == 0 else "",
                each.id,
                draw_shown(each.shown),
                Text(taken, style="" if is_fine else "red"),
            )
    return table


def draw_shown(shown: tuple[bool, ...]) -> str:
    """Draw a dot a case, or count many."""
    if len(shown) > _MOST_CASES:
        return f"{sum(shown)} of {len(shown)} points"
    return "".join("●" if each else "·" for each in shown)


def _tell_survivors(audit: AuditFacts) -> Iterator[str]:
    left = [
        (answer, survivor)
        for answer in audit.answers
        if answer.mutation is not None
        for survivor in answer.mutation.survivors
        if not survivor.reason
    ]
    recorded = sum(
        bool(survivor.reason)
        for answer in audit.answers
        if answer.mutation is not None
        for survivor in answer.mutation.survivors
    )
    if recorded:
        are = "mutant is" if recorded == 1 else "mutants are"
        yield f"\n{recorded} {are} recorded as equivalent in audit.yaml."
    if not left:
        return
    yield f"\nMutants of the reference that no case tells from it ({len(left)}):"
    for answer, survivor in left[:_MOST_LISTED]:
        yield f"  {name_answer(answer)}, {survivor.place}: {survivor.operator}"
        yield f"    - {survivor.was}"
        yield f"    + {survivor.now}"
    if len(left) > _MOST_LISTED:
        yield f"  and {len(left) - _MOST_LISTED} more"
    for answer in audit.answers:
        mutation = answer.mutation
        if mutation is not None and mutation.remedy:
            yield f"\nTo kill {mutation.remedied} of them, paste under {name_answer(answer)}:"
            yield mutation.remedy.rstrip()


def tell_runs(runs: RunFacts) -> Iterator[str]:
    """Say what came of real submissions, a line each."""
    starter = {"missing": "every part missing", "earns": "NOT every part missing", "none": "none"}
    yield f"Starter: {starter[runs.starter]}."
    if runs.students:
        good = runs.filed - len(runs.misfiled)
        yield (
            f"Filed: {good} of {_count(runs.filed, 'mark')} of "
            f"{_count(runs.students, 'submission')} {'is' if good == 1 else 'are'} as filed; "
            f"{runs.full} {'has' if runs.full == 1 else 'have'} all points."
        )
    else:
        yield "Filed: no submissions (name their folder with --submissions)."
    if runs.seconds is not None:
        yield f"Time: {runs.seconds:.2g} s a submission on one core, as right ones were marked."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tell_score(audit: AuditFacts) -> str:
    """Say the score and what it must be."""
    killed, total = killable(audit.answers)
    if not total:
        return "none, as there is no reference to change"
    return f"{killed} of {total} killed ({score(audit.answers):.1%}; at least {LEAST_SCORE:.0%})"
