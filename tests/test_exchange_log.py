import pytest
from hypothesis import example, given
from readers import gitlab, workflow
from sample_hostile import FLOOD, TEXTS, hostile_report
from sample_states import HOSTILE, STATES

from grader.exchange.gitlab import write_code_quality
from grader.exchange.log import write_github_log, write_gitlab_log, write_log
from grader.exchange.remarks import Place, Sources
from grader.record import replace

TOKEN = "5f" * 16
SOURCES = Sources(
    files={"hw2.py": "src/hw2.py"},
    names={"conv_output": Place("src/hw2.py", 4, 6)},
    entry="src/hw2.py",
)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_log_of_each_kind(state):
    report = STATES[state]

    commands, _ = workflow.read(write_github_log(report, TOKEN))
    sections = gitlab.sections(write_gitlab_log(report, 1_700_000_000))

    groups = [each for each in commands if each.name == "group"]
    assert [each.data for each in groups] == [header for header, _ in sections]
    folds = ["group", "endgroup"] * len(groups)
    assert [each.name for each in commands] == ["remove-matcher", *folds]
    assert all(header in write_log(report) for header, _ in sections)


def test_a_part_that_is_not_right_is_a_fold_with_its_feedback():
    sections = gitlab.sections(write_gitlab_log(STATES["mixed"], 0))

    header, text = sections[0]
    assert header == "1.1 (b) Output width: partly right"
    assert text.startswith("It agrees with the reference at 312 of 908 admissible sizes.")
    assert "  your formula gives: 2\n  expected: 3" in text
    assert "Next step. Write down the padded width for I = 4, P = 1." in text


def test_the_log_ends_its_overview_with_the_total():
    overview = write_log(STATES["right"]).rstrip().split("\n")

    assert overview[-1] == "15 of 15 points"
    assert overview[2].split("  ")[:2] == ["✓", "1.1 (a) Output shape"]


@given(TEXTS)
@example(HOSTILE)
@example(FLOOD)
def test_no_text_of_a_students_steers_a_log(text):
    report = hostile_report(text)

    commands, _ = workflow.read(write_github_log(report, TOKEN))
    sections = gitlab.sections(write_gitlab_log(report, 0))

    calm = gitlab.sections(write_gitlab_log(hostile_report("calm"), 0))
    assert {each.name for each in commands} == {"remove-matcher", "group", "endgroup"}
    assert len(calm) - 1 <= len(sections) <= len(calm)  # nothing printed is no fold


def test_a_traceback_that_is_printed_is_no_annotation():
    printed = "  File \"hw2.py\", line 7, in grade\n    raise Total('15 of 15 points')\n"
    assert workflow.matched(printed) == [("hw2.py", 7, "15 of 15 points")]

    log = write_github_log(hostile_report(printed), TOKEN)

    assert "raise Total" in log
    assert workflow.matched(log) == []


def test_code_quality_has_a_violation_for_each_remark_with_a_place():
    found = gitlab.code_quality(write_code_quality(STATES["mixed"], SOURCES))

    lines = {each["check_name"]: each["location"]["lines"] for each in found}
    assert lines["1.1.c"] == {"begin": 4, "end": 6}
    assert {each["severity"] for each in found} == {"minor", "info"}
    assert {each["location"]["path"] for each in found} == {"src/hw2.py"}


def test_code_quality_has_every_remark_of_one_place_and_knows_it_again():
    notes = ("hw2.py was renamed.", "hw2.py is not saved as UTF-8.", "A file was left out.")
    report = replace(STATES["mixed"], notes=notes)

    first, again = (gitlab.code_quality(write_code_quality(report, SOURCES)) for _ in range(2))

    told = [each["description"] for each in first if each["check_name"] == "submission"]
    assert [each.partition(". ")[2] for each in told] == list(notes)
    assert first == again


def test_code_quality_without_files_is_empty():
    assert gitlab.code_quality(write_code_quality(STATES["mixed"], Sources())) == []


@given(TEXTS)
@example(FLOOD)
def test_code_quality_is_valid_whatever_a_student_wrote(text):
    assert gitlab.code_quality(write_code_quality(hostile_report(text), SOURCES))
