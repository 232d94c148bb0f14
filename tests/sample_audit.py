"""An audit in which everything occurs that a page or a terminal must show."""

from grader.audit.results import (
    AnswerFacts,
    AuditFacts,
    JunkFacts,
    Margin,
    Misfiled,
    MistakeFacts,
    Mutation,
    RunFacts,
    Survivor,
)

HOSTILE = "</td><script>alert(1)</script>\x1b[31m"
"""The name of a submission, as a student may choose it."""

SHOWN = "</td><script>alert(1)</script>␛[31m"
"""The same, as it is written for a reader."""

AUDIT = AuditFacts(
    assignment="tiny",
    title="Homework 1",
    course="Deep Learning",
    answers=(
        AnswerFacts(
            part="1.a",
            label="1 (a)",
            name="forward",
            kind="function",
            cases=("X 2×3, S (4), p 1.5", "X 1×1, S (1), p 2"),
            mistakes=(
                MistakeFacts(
                    id="flipped", shown=(True, False), is_caught=True, labels=("flipped",)
                ),
                MistakeFacts(
                    id="averaged", shown=(True, True), is_caught=True, labels=("averaged", "halved")
                ),
            ),
            junk=(
                JunkFacts(name="zeros", passed=True, share=1.0),
                JunkFacts(name="transposed", passed=True, share=1.0, excuse="always symmetric"),
                JunkFacts(name="shuffled", passed=False, share=0.25),
            ),
            mutation=Mutation(
                total=9,
                killed=7,
                survivors=(
                    Survivor(operator="off by one", place="oracle", was="f(X, 1)", now="f(X, 2)"),
                    Survivor(
                        operator="abs left out",
                        place="reference.py:3",
                        was="return (x ** 2).abs().sum() + an_expression_that_goes_on(x, x, x, x)",
                        now="return (x ** 2).sum() + an_expression_that_goes_on(x, x, x, x)",
                        reason="A square has no sign.",
                    ),
                ),
                remedy="examples:\n  - {X: [[1, 2, 3], [4, 5, 6]], p: 2}\n",
                remedied=1,
            ),
            margin=Margin(
                legitimate=0.02,
                legitimate_name="float32, term by term",
                wrong=7.8,
                wrong_name="x + 1e-08 → x + 1e-07",
            ),
            ties=(1,),
            conditioning=2e-5,
            hidden="wanted a mistake that some case tells from the reference",
            also="agrees",
        ),
        AnswerFacts(
            part="1.b",
            label="1 (b)",
            name="width",
            kind="formula",
            points=40,
            mistakes=(
                MistakeFacts(id="once", shown=(True, False) * 20, is_caught=True, labels=("once",)),
            ),
            quoted=1,
        ),
        AnswerFacts(
            part="2.a", label="2 (a)", name="essay", kind="text", skipped="marked by a person"
        ),
    ),
    runs=RunFacts(
        starter="earns",
        starter_parts=("1 (a)",),
        filed=3,
        students=2,
        full=1,
        misfiled=(
            Misfiled(
                student=HOSTILE, part="1.a", wanted="1 points, right", found="0 points, wrong"
            ),
        ),
        seconds=0.1,
    ),
    stale=("audit.yaml:2:5: wanted a mutant that survives in 1.a, found none",),
)
