import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.ci.attempts import NOTED, Granted, Limit, Refused, decide, read_metadata

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULE = Limit(2, 24.0)


def ago(hours):
    """A time as the platform writes it: with an offset and microseconds."""
    moment = NOW - timedelta(hours=hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "-00:00"


def results(noted=None, **more):
    extra = {NOTED: [ago(each) for each in noted]} if noted is not None else {}
    return {"score": 7.5, "output": "7.5 of 15 points", "tests": [], "extra_data": extra, **more}


def metadata(*earlier):
    previous = [
        {"submission_time": ago(hours), "score": "7.5", "autograder_error": False, "results": {}}
        | more
        for hours, more in earlier
    ]
    facts = {
        "id": 1,
        "created_at": ago(0),
        "assignment": {"total_points": "15.0"},
        "users": [{"email": "mia@school.example", "id": 1, "name": "Mia"}],
        "previous_submissions": previous,
    }
    return read_metadata(json.dumps(facts))


def test_the_first_submissions_are_marked_and_say_what_is_left():
    first = decide(metadata(), RULE)

    assert first == Granted((NOW,), "2 submissions are marked in 24 hours. 1 more is left.")


def test_one_too_many_keeps_the_results_before_it():
    before = results(noted=[5, 3])

    refused = decide(metadata((5, {}), (3, {"results": before})), RULE)

    assert isinstance(refused, Refused)
    kept = json.loads(refused.results)
    assert (kept["score"], kept["extra_data"]) == (7.5, before["extra_data"])
    assert kept["output"].startswith("This submission was not marked. 2 submissions are marked in")
    assert "from 2026-03-02 07:00 UTC on" in kept["output"]
    assert kept["output"].endswith("\n\n7.5 of 15 points")


def test_a_refused_submission_does_not_count_itself():
    before = results(noted=[25, 3])

    granted = decide(metadata((25, {}), (3, {}), (2, {}), (1, {"results": before})), RULE)

    assert isinstance(granted, Granted)
    assert granted.counted == (NOW - timedelta(hours=3), NOW)


@pytest.mark.parametrize(
    ("earlier", "granted"),
    [
        pytest.param([(30, {}), (25, {"results": results()})], True, id="all of them are old"),
        pytest.param([(5, {}), (3, {"results": results()})], False, id="nothing is noted"),
        pytest.param(
            [(5, {"autograder_error": True}), (3, {"results": results()})],
            True,
            id="what failed through us does not count",
        ),
        pytest.param([(5, {}), (3, {"results": None})], True, id="no results to keep"),
        pytest.param([(5, {}), (3, {"results": {"tests": "?"}})], False, id="odd results"),
        pytest.param(
            [(5, {}), (3, {"results": results(extra_data={NOTED: ["?", 3, None]})})],
            True,
            id="notes that nobody can read",
        ),
    ],
)
def test_what_counts(earlier, granted):
    assert isinstance(decide(metadata(*earlier), RULE), Granted) is granted


def test_without_a_limit_or_metadata_everything_is_marked():
    assert decide(metadata((1, {}), (2, {}), (3, {"results": results()})), None) == Granted()
    assert decide(None, RULE) == Granted()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"created_at": "yesterday"}', "\x00"])
def test_metadata_that_nobody_understands_is_none(text):
    assert read_metadata(text) is None


def test_the_student_is_whoever_handed_it_in():
    assert metadata().student == "Mia"
    assert read_metadata(json.dumps({"created_at": ago(0)})).student == "student"


@given(st.lists(st.floats(0.01, 72), max_size=8), st.integers(1, 4))
def test_no_window_ever_holds_more_than_is_allowed(gaps, most):
    """Hand in again and again, as the platform would tell it."""
    now, submissions, marked = NOW, [], []
    for gap in gaps:
        now += timedelta(hours=gap)
        told = {"created_at": now.isoformat(), "previous_submissions": submissions[:]}
        decision = decide(read_metadata(json.dumps(told)), Limit(most, 24.0))
        if isinstance(decision, Granted):
            marked.append(now)
            noted = {NOTED: [each.isoformat() for each in decision.counted]}
            latest = {"score": 1.0, "extra_data": noted}
        else:
            latest = json.loads(decision.results)
        for each in submissions:
            each["results"] = None
        submissions.append({"submission_time": now.isoformat(), "results": latest})

    for each in marked:
        window = [other for other in marked if each - timedelta(hours=24) < other <= each]
        assert len(window) <= most
    assert marked[:1] == [NOW + timedelta(hours=gaps[0])] if gaps else not marked


def test_what_is_being_marked_meanwhile_counts_and_stays_counted():
    waiting = (0.01, {"results": None})

    refused = decide(metadata((3, {"results": results(noted=[3])}), waiting), RULE)

    assert isinstance(refused, Refused)
    kept = json.loads(refused.results)
    assert len(kept["extra_data"][NOTED]) == 2
    again = decide(metadata((3, {}), waiting, (0.005, {"results": kept})), RULE)
    assert isinstance(again, Refused)


def test_what_failed_through_us_meanwhile_does_not_count():
    failed = (0.01, {"results": None, "autograder_error": True})

    granted = decide(metadata((3, {"results": results(noted=[3])}), failed), RULE)

    assert granted == Granted(
        (NOW - timedelta(hours=3), NOW), "2 submissions are marked in 24 hours. 0 more are left."
    )
