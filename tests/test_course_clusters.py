"""Which wrong answers a class has in common, and which of them cast doubt on the key."""

import pickle

import pytest
from sample_marks import answer, part, sharing, student
from sample_states import STATES

from grader.course.clusters import MOST_CLUSTERS, choose_clusters, load_examples, tally_answers
from grader.course.flags import find_rivals
from grader.course.insight import list_uses, look_into
from grader.report_json import dump_report
from grader.spec.sheets import make_sheet
from grader.summary import summarise


def shapes(summaries):
    (tally,) = tally_answers(summaries)["1.a"]
    return [
        (len(each.members), each.answer.signature, each.is_named)
        for each in choose_clusters([tally])
    ]


def test_equal_wrong_answers_are_a_cluster_the_largest_first():
    assert shapes(sharing({"aa": 2, "bb": 5, "cc": 3}, right=4)) == [
        (5, "bb", False),
        (3, "cc", False),
        (2, "aa", False),
    ]


def test_an_answer_of_one_student_is_a_cluster_only_if_it_has_a_name():
    named = {"misconception": "flipped", "likely": ("flipped",)}

    assert shapes(sharing({"aa": 1})) == []
    assert shapes(sharing({"aa": 1}, **named)) == [(1, "aa", True)]


def test_one_named_mistake_is_one_cluster_whatever_the_last_digits():
    named = {"misconception": "flipped", "likely": ("flipped",)}

    assert shapes(sharing({"aa": 2, "bb": 3}, **named)) == [(5, "aa", True)]


def test_a_general_mistake_is_told_apart_by_its_values_and_has_no_name_of_the_authors():
    assert shapes(sharing({"aa": 2, "bb": 3}, misconception="scaled")) == [
        (3, "bb", False),
        (2, "aa", False),
    ]


def test_of_clusters_that_are_equally_large_a_named_one_comes_first():
    named = sharing({"bb": 2}, misconception="flipped", likely=("flipped",))

    assert [is_named for _, _, is_named in shapes([*sharing({"aa": 2}), *named])] == [True, False]


def test_a_part_shows_its_largest_clusters_only():
    assert len(shapes(sharing({str(n): 2 for n in range(9)}))) == MOST_CLUSTERS


@pytest.mark.parametrize("verdict", ["missing", "skipped", "awaiting-marker", "grader-error"])
def test_who_gave_nothing_or_is_not_judged_is_no_cluster_and_not_counted(verdict):
    idle = [student(f"n{n}", part("a", 0.0, 1.0, answer(verdict, "zz"))) for n in range(4)]
    (tally,) = tally_answers([*sharing({"aa": 2}, right=3), *idle])["1.a"]

    assert (tally.right, tally.given) == (3, 5)
    assert [each.answer.signature for each in tally.clusters] == ["aa"]


def test_follow_through_counts_as_right():
    followed = student("f", part("a", 1.0, 1.0, answer("right-by-follow-through")))
    (tally,) = tally_answers([followed])["1.a"]

    assert (tally.right, tally.clusters) == (1, ())


@pytest.mark.parametrize(
    ("wrong", "right", "doubts"),
    [
        pytest.param(4, 3, True, id="commoner"),
        pytest.param(4, 4, False, id="as common"),
        pytest.param(3, 0, True, id="nobody is right"),
        pytest.param(2, 0, False, id="two may be friends"),
        pytest.param(34, 20, True, id="a large class"),
    ],
)
def test_a_wrong_answer_that_is_commoner_than_the_right_one_casts_doubt(wrong, right, doubts):
    tallies = tally_answers(sharing({"aa": wrong, "bb": 1}, right=right))["1.a"]

    found = [(tally.right, len(cluster.members)) for tally, cluster in find_rivals(tallies)]

    assert found == ([(right, wrong)] if doubts else [])


def test_answers_of_one_part_are_counted_apart():
    both = [
        student(f"s{n}", part("a", 0.0, 1.0, answer("wrong", "aa", name="x"), answer(name="y")))
        for n in range(3)
    ]

    assert [(each.name, each.right, each.given) for each in tally_answers(both)["1.a"]] == [
        ("x", 0, 3),
        ("y", 3, 3),
    ]


def test_an_example_is_read_from_a_members_report(tmp_path):
    class_ = [summarise(STATES["mixed"], folder) for folder in ("mia", "lost")]
    (tmp_path / "mia").mkdir()
    (tmp_path / "mia" / "report.json").write_text(dump_report(STATES["mixed"]))

    found = look_into(class_, reports=tmp_path).parts[2].clusters[0]
    (lost,) = load_examples([found.__class__("1.1.c", found.answer, (class_[1],), 2)], tmp_path)

    assert found.example == STATES["mixed"].parts[2].answers[0]
    assert lost.example is None


@pytest.mark.parametrize("text", ["", "{", '{"version": 1}', "[]", "\ud800"])
def test_a_report_that_is_no_report_gives_no_example(tmp_path, text):
    (tmp_path / "mia").mkdir()
    (tmp_path / "mia" / "report.json").write_bytes(text.encode("utf-8", "surrogatepass"))

    found = look_into([summarise(STATES["mixed"], "mia")], reports=tmp_path)

    assert [each.example for part in found.parts for each in part.clusters] == [None] * 3


def test_the_parts_that_a_part_builds_on_are_listed_by_label(assignment):
    loaded = assignment("""\
        id: 1
        title: One
        given: {A: [[1, 2], [3, 4]]}
        parts:
          - {id: a, title: T, points: 1, answer: {name: x, kind: array}, oracle: A}
          - id: b
            title: T
            points: 1
            uses: {X: 1.a}
            answer: {name: y, kind: array}
            oracle: 2 * X
        """)

    assert list_uses(make_sheet(loaded)) == {"1.b": ("1 (a)",)}


def test_summaries_from_other_processes_share_what_they_have_in_common():
    one, other = (
        pickle.loads(pickle.dumps(summarise(STATES["right"], folder)))  # noqa: S301 - our own
        for folder in ("a", "b")
    )

    assert one == summarise(STATES["right"], "a")
    assert one.parts[0].title is other.parts[0].title
    assert one.parts[0].answers[0] is other.parts[0].answers[0]
