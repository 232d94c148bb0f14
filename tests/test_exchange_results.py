"""Result files of course platforms, each read back by a strict reader of its format."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readers import results
from sample_hostile import FLOOD, TEXTS, hostile_report
from sample_reports import answer, make_part, report_of
from sample_states import HOSTILE, STATES

from grader.errors import UsageError, WithheldError
from grader.exchange import autolab, classroom50, github_classroom, gradescope, prairielearn
from grader.exchange.marks import hundredths
from grader.record import replace
from grader.score import Verdict

ENVIRONMENT = {
    "CLASSROOM": "dl-2026",
    "ASSIGNMENT": "hw2",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "mia",
    "USERNAME": "mia",
    "SUBMISSION_TAG": "submit/2026-03-01",
    "COMMIT_URL": "https://github.example/c",
    "RELEASE_URL": "https://github.example/r",
    "REVIEW_URL": "https://github.example/v",
}
COMMITTED = datetime(2026, 3, 1, 11, 59, 30, tzinfo=UTC)
HAND_IN = classroom50.HandIn(classroom50.read_environment(ENVIRONMENT), "mia", COMMITTED)

WRITERS = {
    "gradescope": (gradescope.write_results, results.gradescope),
    "classroom50": (
        lambda report: classroom50.write_result(report, HAND_IN),
        results.classroom50,
    ),
    "github-classroom": (github_classroom.write_result, results.github_classroom),
    "autolab": (autolab.write_scores, results.autolab),
    "prairielearn": (prairielearn.write_results, results.prairielearn),
}
FORMATS = pytest.mark.parametrize("name", WRITERS)

ESSAY = report_of(
    "mia",
    (
        make_part(
            "1.a",
            "1 (a)",
            "Why",
            (answer("why", "text", 2, Verdict.AWAITING_MARKER, earned=None),),
        ),
    ),
    earned=0.0,
)
SUM = replace(STATES["fault"], earned=12.0)
"""A fault of ours, and a total that counts the other parts all the same."""

OPEN = replace(STATES["large"], earned=10.5)
"""A person still marks a part, and the total counts the others."""


def write(name, report):
    writer, read = WRITERS[name]
    return read(writer(report))


@FORMATS
@pytest.mark.parametrize("state", sorted(set(STATES) - {"fault", "many", "large", "empty"}))
def test_every_marked_state_is_valid(name, state):
    assert write(name, STATES[state])


def test_gradescope_has_a_test_with_points_for_each_part():
    found = write("gradescope", STATES["mixed"])

    assert found.score == 12.17
    assert (found.tests[1].number, found.tests[1].score, found.tests[1].max_score) == (
        *("1.1 (b)", 1, 2),
    )
    assert found.tests[1].status == "failed"
    assert found.tests[0].status == "passed"
    assert "The padding is counted once." in found.tests[1].output


def test_gradescope_shows_its_message_first_and_hides_what_it_is_told_to():
    showing = gradescope.Showing("after_published", "You have 1 attempt left today.")

    found = results.gradescope(gradescope.write_results(STATES["right"], showing))

    assert found.output.startswith("You have 1 attempt left today.\n15 of 15 points")
    assert found.visibility == "after_published"
    assert found.stdout_visibility == "hidden"


def test_classroom50_counts_in_hundredths():
    found = write("classroom50", STATES["mixed"])

    assert (found.score, found.most) == (1217, 1500)
    assert [(test.score, test.most) for test in found.tests][4] == (67, 100)
    assert found.datetime == "2026-03-01T11:59:30Z"
    assert found.submission == "submit/2026-03-01"


@pytest.mark.parametrize(
    ("points", "whole"), [(0.125, 13), (0.1 + 0.2, 30), (1 / 3, 33), (15, 1500), (0.015, 2), (0, 0)]
)
def test_hundredths_round_halves_up_and_ignore_binary_fractions(points, whole):
    assert hundredths(points) == whole


def test_classroom50_names_what_the_workflow_did_not_give():
    with pytest.raises(UsageError, match="found no SUBMISSION_TAG "):
        classroom50.read_environment({**ENVIRONMENT, "SUBMISSION_TAG": ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSIGNMENT_TYPE", "pair"),
        ("ASSIGNMENT_TYPE", "group\n"),
        ("SUBMISSION_TAG", "v1"),
        ("SUBMISSION_TAG", "submit/"),
    ],
)
def test_classroom50_refuses_what_its_schema_does_not_allow(name, value):
    with pytest.raises(UsageError, match=f"^classroom50: wanted .* as {name} in the environment"):
        classroom50.read_environment({**ENVIRONMENT, name: value})


def test_github_classroom_sums_to_the_total():
    found = write("github-classroom", STATES["mixed"])

    assert round(sum(test.score for test in found.tests), 2) == 12.17
    assert (found.max_score, found.status) == (15, "fail")
    assert write("github-classroom", STATES["right"]).status == "pass"


def test_autolab_has_a_score_for_each_problem():
    scores = write("autolab", STATES["mixed"]).scores

    assert scores["1.2.a"] == 0.67
    assert len(scores) == 8


def test_autolab_is_read_from_the_last_line_of_a_log():
    line = autolab.write_scores(STATES["right"])

    assert "\n" not in line
    assert results.autolab(f'{{"scores": {{"1.1.a": 99}}}}\nprinted\n{line}\n').scores["1.1.a"] == 1


def test_prairielearn_takes_a_share():
    found = write("prairielearn", STATES["mixed"])

    assert found.score == pytest.approx(12.17 / 15, abs=1e-6)
    assert found.tests[1].points == 1


@pytest.mark.parametrize("name", ["gradescope", "classroom50"])
@pytest.mark.parametrize("report", [STATES["fault"], SUM, ESSAY], ids=["fault", "sum", "all open"])
def test_no_zero_is_written_for_a_mark_that_nobody_gave(name, report):
    with pytest.raises(WithheldError, match=f"^{name}: wanted a mark to write, found "):
        write(name, report)


def test_github_classroom_says_error_and_no_score_for_a_fault_of_ours():
    found = write("github-classroom", STATES["fault"])

    assert found.status == "error"
    assert [test.name for test in found.tests] == ["1.1 (d) Gradient with respect to the image"]


def test_autolab_leaves_out_what_has_no_mark():
    assert "1.1.d" not in write("autolab", STATES["fault"]).scores
    assert write("autolab", ESSAY).scores == {}


def test_prairielearn_cannot_grade_what_has_no_mark():
    for report, word in ((STATES["fault"], "withheld"), (SUM, "withheld"), (ESSAY, "not final")):
        found = write("prairielearn", report)
        assert not found.gradable
        assert word in found.message


def test_a_part_that_a_person_marks_counts_on_neither_side():
    settled = sum(part.points for part in OPEN.parts if part.earned is not None)
    assert settled == 13

    scope = write("gradescope", OPEN)
    assert scope.score == 10.5
    assert [test.score for test in scope.tests if test.number == "1.2 (d)"] == [None]
    fifty = write("classroom50", OPEN)
    assert (fifty.score, fifty.most) == (1050, 1300)
    assert (fifty.tests[-1].score, fifty.tests[-1].most) == (0, 0)
    assert write("github-classroom", OPEN).max_score == 13
    assert "1.2.d" not in write("autolab", OPEN).scores
    assert write("prairielearn", OPEN).score == pytest.approx(10.5 / 13, abs=1e-6)


@FORMATS
@given(text=TEXTS)
@example(text=HOSTILE)
@example(text=FLOOD)
def test_every_format_is_valid_whatever_a_student_wrote(name, text):
    assert write(name, hostile_report(text))


def test_a_result_too_long_for_prairielearn_is_cut():
    parts = tuple(
        make_part(
            f"1.{n}",
            f"1 ({n})",
            "Sum",
            (answer("x", "number", 1, Verdict.CRASHED, found="é" * 1400, printed="é" * 4000),),
        )
        for n in range(100)
    )

    found = write("prairielearn", report_of("mia", parts))

    assert len(found.tests) == 100
    assert found.output == "The rest is left out here; the report has it."


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_points_in_steps_of_a_hundredth_survive_every_format(earned):
    parts = tuple(
        make_part(
            f"1.{n}",
            f"1 ({n})",
            "Sum",
            (answer(f"x{n}", "number", 4, Verdict.PARTLY_RIGHT, earned=cents / 100),),
        )
        for n, cents in enumerate(earned)
    )
    report = report_of("mia", parts)

    assert [test.score for test in write("gradescope", report).tests] == [c / 100 for c in earned]
    assert write("classroom50", report).score == sum(earned)
    assert list(write("autolab", report).scores.values()) == [c / 100 for c in earned]
