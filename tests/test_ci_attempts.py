import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import results as formats

from grader.ci import attempts
from grader.ci.attempts import Granted, Limit, Refused
from grader.ci.kept import NOTED, TOLD
from grader.ci.metadata import Metadata, read_metadata

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULE = Limit(2, 24.0)


def decide(said, limit, clock=NOW, visibility="visible"):
    return attempts.decide(said, limit, clock, visibility)


def ago(hours):
    """A time as the platform writes it: with an offset and microseconds."""
    moment = NOW - timedelta(hours=hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "-00:00"


def results(noted=None, **more):
    extra = {NOTED: [ago(each) for each in noted]} if noted is not None else {}
    return {"score": 7.5, "output": "7.5 of 15 points", "tests": [], "extra_data": extra, **more}


def metadata(*earlier, **other):
    return read_metadata(json.dumps(facts(*earlier) | other))


def facts(*earlier):
    previous = [
        {"submission_time": ago(hours), "score": "7.5", "autograder_error": False, "results": {}}
        | more
        for hours, more in earlier
    ]
    return {
        "id": 1,
        "created_at": ago(0),
        "assignment": {"total_points": "15.0"},
        "users": [{"email": "mia@school.example", "id": 1, "name": "Mia"}],
        "previous_submissions": previous,
    }


def test_the_first_submissions_are_marked_and_say_what_is_left():
    first = decide(metadata(), RULE)

    assert first == Granted((NOW,), "2 submissions are marked in 24 hours. 1 more is left.")


def test_one_too_many_keeps_the_results_before_it():
    before = results(noted=[5, 3])

    refused = decide(metadata((5, {}), (3, {"results": before})), RULE)

    assert isinstance(refused, Refused)
    kept = json.loads(refused.results)
    noted = [datetime.fromisoformat(each) for each in kept["extra_data"][NOTED]]
    assert (kept["score"], noted) == (7.5, [NOW - timedelta(hours=each) for each in (5, 3)])
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
        pytest.param(
            [(5, {"score": None}), (3, {"score": None, "results": None})],
            True,
            id="no mark to keep",
        ),
        pytest.param(
            [(5, {"score": "0.0"}), (3, {"score": "0.0", "results": None})],
            True,
            id="a zero that may stand for no mark yet",
        ),
        pytest.param([(5, {}), (3, {"results": None})], False, id="no results, but a mark"),
        pytest.param([(5, {}), (3, {"results": {"tests": "?"}})], False, id="odd results"),
        pytest.param(
            [(5, {}), (3, {"results": results(extra_data={NOTED: ["?", 3, None]})})],
            False,
            id="notes that nobody can read",
        ),
        pytest.param(
            [(30, {}), (25, {"results": results(extra_data={NOTED: ["?", 3, None]})})],
            True,
            id="old notes that nobody can read",
        ),
    ],
)
def test_what_counts(earlier, granted):
    assert isinstance(decide(metadata(*earlier), RULE), Granted) is granted


def test_without_a_limit_or_metadata_everything_is_marked():
    assert decide(metadata((1, {}), (2, {}), (3, {"results": results()})), None) == Granted()
    assert decide(None, RULE) == Granted()


@pytest.mark.parametrize("text", ["", "[]", "null", "\x00", "[" * 100_000, "9" * 5000])
def test_metadata_that_nobody_understands_is_none(text):
    assert read_metadata(text) is None


@pytest.mark.parametrize("text", ["{}", '{"created_at": "yesterday"}', '{"users": "?"}'])
def test_metadata_without_anything_is_of_a_first_submission(text):
    assert read_metadata(text) == Metadata()
    assert decide(read_metadata(text), RULE).counted == (NOW,)


def test_where_earlier_submissions_cannot_be_told_nothing_is_limited():
    said = metadata(previous_submissions="?")

    assert (said.student, said.earlier) == ("Mia", None)
    assert decide(said, RULE) == Granted()


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


GOOD = (3, {"results": results()})
ODD_TIMES = ["", "yesterday", "2026-02-28T12:00:00", 7, None, "0001-01-01T00:00:00+00:00"]


@pytest.mark.parametrize(
    "change",
    [
        {"users": [{"name": None}]},
        {"users": None},
        {"users": ["Mia"]},
        {"users": [{"name": "\ud800"}]},
        *({"created_at": time} for time in [*ODD_TIMES, "9999-12-31T23:59:59+00:00"]),
    ],
    ids=str,
)
def test_one_odd_field_turns_no_limit_off(change):
    assert isinstance(decide(metadata((5, {}), GOOD, **change), RULE), Refused)


@pytest.mark.parametrize(
    "odd",
    [
        *({"submission_time": time} for time in ODD_TIMES),
        {"results": "gone"},
        {"results": 3},
        {"autograder_error": "?"},
        {"score": float("nan")},
    ],
    ids=str,
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_an_odd_submission_counts_and_so_do_the_others(odd, is_reversed):
    earlier = [(6, {}), (5, odd), GOOD]
    said = metadata(*(reversed(earlier) if is_reversed else earlier))

    assert isinstance(decide(said, Limit(3, 24.0)), Refused)
    assert isinstance(decide(said, Limit(4, 24.0)), Granted)


@pytest.mark.parametrize("odd", [None, "gone", 3, {}])
def test_a_submission_of_which_nothing_can_be_read_counts(odd):
    said = facts((5, {}), GOOD)
    said["previous_submissions"][0] = odd

    assert isinstance(decide(read_metadata(json.dumps(said)), RULE), Refused)


@pytest.mark.parametrize("is_reversed", [False, True])
def test_an_odd_time_before_an_old_one_is_old(is_reversed):
    earlier = [(30, {"submission_time": "?"}), (25, {}), GOOD]
    said = metadata(*(reversed(earlier) if is_reversed else earlier))

    assert isinstance(decide(said, RULE), Granted)


def test_the_names_that_can_be_read_are_the_student():
    users = [{"name": "Mia"}, None, {"name": 3}, {"name": "Bo\ud800"}, {"name": ""}]

    assert metadata(users=users).student == "Mia, Bo\\ud800"


def hand_in(hours, earlier, *, is_timed=True):
    """Hand in at such an hour from now on, and give the decision and what the platform keeps."""
    now = NOW + timedelta(hours=hours)
    time = now.isoformat() if is_timed else "?"
    told = {"created_at": time, "previous_submissions": earlier}
    decision = decide(read_metadata(json.dumps(told)), RULE, now)
    if isinstance(decision, Granted):
        noted = {NOTED: [each.isoformat() for each in decision.counted], TOLD: decision.message}
        written = results(output=f"{decision.message}\n7.5 of 15 points", extra_data=noted)
    else:
        written = json.loads(decision.results)
    return decision, {"submission_time": time, "score": "7.5", "results": written}


@pytest.mark.parametrize("is_timed", [True, False])
def test_nobody_is_locked_out_for_ever(is_timed):
    earlier, marked = [], []
    for hours in range(0, 96, 6):
        decision, submission = hand_in(hours, earlier, is_timed=is_timed)
        earlier = [{**each, "results": None} for each in earlier] + [submission]
        if isinstance(decision, Granted):
            marked.append(hours)

    assert marked == [0, 6, 24, 30, 48, 54, 72, 78]


def test_an_odd_time_counts_from_when_it_was_first_met():
    earlier = [{"submission_time": "?", "results": results(), "score": "7.5"}] * 2
    moments = []
    for hours in (0, 23, 25):
        decision, submission = hand_in(hours, earlier)
        earlier = [*earlier, submission]
        moments.append(type(decision))

    assert moments == [Refused, Refused, Granted]


def test_refusals_do_not_pile_up():
    earlier = []
    for hours in range(6):
        _, submission = hand_in(hours, earlier)
        earlier = [{**each, "results": None} for each in earlier] + [submission]

    output = submission["results"]["output"]
    assert output.count("This submission was not marked.") == 1
    assert output.endswith("What follows is the result before.\n\n7.5 of 15 points")
    assert "left" not in output


@pytest.mark.parametrize("results", [None, {"score": 1.0, "output": "half of it"}])
def test_a_submission_that_failed_through_us_leaves_the_mark_before_it(results):
    good = [(hours, {"results": None}) for hours in (6, 5, 4, 3, 2)]
    failed = (1, {"score": "1.0", "autograder_error": True, "results": results})

    refused = decide(metadata(*good, failed), RULE, visibility="hidden")

    found = formats.gradescope(refused.results)
    assert (found.score, found.tests, found.visibility) == (7.5, [], "hidden")
    assert found.output.endswith("The mark stays what it was.")


def test_of_several_results_the_latest_stay():
    latest = results(score=9, output="9 of 15 points")

    refused = decide(metadata(GOOD, (2, {"results": latest}), (1, {"results": None})), RULE)

    # The one that is listed last has a mark without results, and that is the latest.
    assert formats.gradescope(refused.results).score == 7.5
    waiting = (1, {"results": None, "score": None})
    refused = decide(metadata(GOOD, (2, {"results": latest}), waiting), RULE)
    assert formats.gradescope(refused.results).score == 9


@pytest.mark.parametrize(
    "odd",
    [
        {"score": "7.5"},
        {"score": float("nan")},
        {"score": 10**400},
        {"score": True},
        {"score": None},
        {"output": 3},
        {"visibility": "never"},
        {"visibility": "visible\n"},
        {"tests": [{"score": float("inf")}]},
        {"tests": ["?"]},
        {"extra_data": "?"},
        {"extra_data": {"receipt": [float("nan")]}},
        {"more": {"deep": float("-inf")}},
    ],
    ids=str,
)
def test_results_that_the_platform_would_not_take_leave_the_mark(odd):
    refused = decide(metadata((5, {}), (3, {"results": results(**odd)})), RULE)

    found = formats.gradescope(refused.results)
    assert found.score == 7.5
    assert found.output.startswith("This submission was not marked.")
    assert found.output.endswith("The mark stays what it was.")
    assert "NaN" not in refused.results


def test_nulls_in_results_say_nothing():
    tests = [{"name": "1", "score": 2.0, "max_score": 2.0, "status": "passed", "tags": None}]
    before = results(extra_data=None, leaderboard=None, tests=tests)

    refused = decide(metadata((5, {}), (3, {"results": before})), RULE)

    found = formats.gradescope(refused.results)
    assert (found.tests[0].score, found.output[-16:]) == (2.0, "7.5 of 15 points")


def test_a_mark_without_results_stays_without_them():
    first = decide(metadata((5, {}), (3, {"results": None})), RULE)
    kept = {"results": json.loads(first.results)}

    again = decide(metadata((5, {}), (3, {}), (1, kept)), RULE)

    found = formats.gradescope(again.results)
    assert found.score == 7.5
    assert found.output.count("not marked") == found.output.count("stays what it was") == 1
