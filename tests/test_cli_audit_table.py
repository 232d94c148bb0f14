"""What a terminal says of an audit: numbers that agree, and cures that are there."""

from io import StringIO

import pytest
from rich.console import Console

from grader.audit.results import AnswerFacts, AuditFacts, Mutation, RunFacts, Survivor
from grader.audit.thresholds import find_failures
from grader.cli.audit_table import print_audit, tell_runs, tell_score


def survivor(reason=""):
    return Survivor(operator="off by one", place="oracle", was="x + 1", now="x + 2", reason=reason)


def audit(*survivors, remedy=""):
    mutation = Mutation(
        total=1 + len(survivors),
        killed=1,
        survivors=survivors,
        remedy=remedy,
        remedied=len(survivors) if remedy else 0,
    )
    answer = AnswerFacts(part="1.a", label="1 (a)", name="x", kind="array", mutation=mutation)
    return AuditFacts(assignment="tiny", title="Tiny", answers=(answer,))


def printed(found):
    console = Console(file=StringIO(), width=100)
    print_audit(console, found, find_failures(found))
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("remedy", "cure"),
    [
        ("", "ask for what tells them apart"),
        ("examples:\n  - {x: 1}\n", "paste the cases that are offered"),
    ],
)
def test_cases_are_to_be_pasted_only_where_some_are_offered(remedy, cure):
    (failure,) = find_failures(audit(survivor(), remedy=remedy))

    assert failure.endswith(f"found 1 of 2 ({cure}, or record what is equivalent in audit.yaml)")
    assert ("paste under" in printed(audit(survivor(), remedy=remedy))) is bool(remedy)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "\n1 mutant is recorded"), (2, "\n2 mutants are recorded")]
)
def test_one_mutant_is_not_several(number, said):
    assert said in printed(audit(*[survivor("It is the same.")] * number))


def test_one_submission_is_not_several():
    one = RunFacts(starter="missing", filed=1, students=1, full=1)
    more = RunFacts(starter="missing", filed=9, students=3, full=2)

    assert "Filed: 1 of 1 mark of 1 submission is as filed; 1 has all points." in tell_runs(one)
    assert "Filed: 9 of 9 marks of 3 submissions are as filed; 2 have all points." in tell_runs(
        more
    )


def test_where_no_reference_can_be_changed_there_is_no_score():
    answer = AnswerFacts(part="1.a", label="1 (a)", name="x", kind="property")
    found = AuditFacts(assignment="tiny", title="Tiny", answers=(answer,))

    assert tell_score(found) == "none, as there is no reference to change"
