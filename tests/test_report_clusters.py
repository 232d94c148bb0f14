"""What the class page says of shared wrong answers and of parts, in classes of every size."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from sample_marks import answer, class_of, part, sharing, student
from sample_reports import answer as result
from sample_reports import grid, line
from sample_states import HOSTILE, STATES
from test_report_class import Page

from grader.course.insight import look_into
from grader.record import replace
from grader.report import class_words, words
from grader.report.class_page import render_class
from grader.report.class_view import view_class
from grader.report.cluster_view import MAX_MEMBERS
from grader.report.draw import SPAN, draw_whisker
from grader.report.student_rows import GROUP
from grader.report_json import dump_report
from grader.results import Excerpt
from grader.sandbox.level import Level
from grader.score import Verdict
from grader.summary import summarise

GOLDEN = Path(__file__).parent / "golden" / "class.html"


def page_of(summaries, insight=None):
    known = insight or look_into(summaries)
    return view_class(summaries, known, title="t", course="", wanted=Level.KERNEL)


def with_example(summaries, example):
    """Look into a class whose every cluster has the same example."""
    insight = look_into(summaries)
    parts = [
        replace(each, clusters=tuple(replace(c, example=example) for c in each.clusters))
        for each in insight.parts
    ]
    return replace(insight, parts=tuple(parts))


def a_class(students, parts=4):
    stream = np.random.default_rng(5)
    ability = stream.normal(size=(students, 1))
    points = np.clip(np.round(2 + ability + stream.normal(size=(students, parts))), 0, 4)
    return class_of(points, 4.0)


def test_the_class_page_is_what_was_reviewed(update_golden, tmp_path):
    names = ("right", "mixed", "wrong", "missing", "crashed", "large", "fault")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(dump_report(STATES[name]))
    summaries = [summarise(STATES[name], name) for name in names]
    insight = look_into(summaries, {"1.2.c": ["1.1 (c)"]}, tmp_path)
    rendered = render_class(summaries, insight, title="Homework 2", course="Course")
    body = rendered[rendered.index("<body>") : rendered.index("<script>")]
    if update_golden:
        GOLDEN.write_text(body, encoding="utf-8")

    assert body == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("students", [0, 1, 29, 30, 56, 5000])
def test_a_class_of_any_size_has_a_whole_page(students):
    summaries = a_class(students)
    html = render_class(summaries, title="t")
    view = page_of(summaries)

    addresses = {each["href"] for each in Page(html).all("a")}
    assert {f"s{number}/report.html" for number in range(students)} <= addresses
    assert [len(group) for group in view.groups[:-1]] == [GROUP] * (max(students - 1, 0) // GROUP)
    assert view.is_long is (students > GROUP)
    assert all((part.item_rest is not None) is (students >= 30) for part in view.parts)
    assert any(key == "alpha" for _, _, key in view.facts) is (students >= 30)


@pytest.mark.parametrize("students", [1, 29])
def test_a_small_class_is_told_from_when_on_there_are_correlations(students):
    html = render_class(a_class(students), title="t")

    assert "from 30 students on" in html
    assert "whisker" not in html[html.index("<body>") :]


def test_every_id_is_there_once_and_every_link_on_the_page_leads_to_one():
    page = Page(render_class([*sharing({"aa": 3, "bb": 2}), *a_class(40)], title="t"))
    ids = [each["id"] for _, each in page.elements if "id" in each]
    targets = [each["href"][1:] for each in page.all("a") if each["href"].startswith("#")]

    assert len(ids) == len(set(ids))
    assert targets
    assert set(targets) <= set(ids)


def test_a_verdict_is_a_mark_and_a_word_to_everyone():
    """Cells carry a class; the stylesheet gives it its mark, and its word to who hears the page."""
    html = render_class([student("s", part("a"), part("b", 0.0))], title="t")
    codes = re.findall(r'<td class="(v\d+)">', html)

    assert len(codes) == 2
    for code, verdict in zip(codes, (Verdict.RIGHT, Verdict.WRONG), strict=True):
        mark, said = words.MARKS[verdict], words.SHORT_VERDICTS[verdict]
        assert f".{code}::before" in html
        assert f'content: "{mark} " / "{said} "' in html
        assert f'data-code="{code}"' in html


@pytest.mark.parametrize("verdict", Verdict)
def test_no_mark_or_word_of_a_verdict_could_leave_its_stylesheet(verdict):
    assert not re.search(r"[\"'\\<&]", words.MARKS[verdict] + words.SHORT_VERDICTS[verdict])


def test_a_cluster_lists_its_students_with_links_to_the_part():
    (clusters,) = page_of(sharing({"aa": 2}, right=3)).clusters
    (cluster,) = clusters.clusters

    assert cluster.shared == "2 of 5 share"
    assert [link.address for link in cluster.members] == ["aa0/report.html", "aa1/report.html"]
    assert cluster.example_by.address == "aa0/report.html#p1.a"


def test_a_large_cluster_is_cut_says_so_and_is_found_in_the_table():
    html = render_class(sharing({"abcdef123456": MAX_MEMBERS + 20}), title="t")

    assert class_words.tell_more(20) in html
    assert html.count('data-find="abcdef"') == 1 + MAX_MEMBERS + 20


def test_two_mistakes_that_no_case_tells_apart_are_both_named_and_found():
    html = render_class(sharing({"aa": 2}, likely=("one", "other")), title="t")

    assert "<code>one / other</code>" in html
    assert html.count('data-find="one other"') == 2


@pytest.mark.parametrize(
    ("verdict", "example", "label", "found", "shown"),
    [
        pytest.param(
            "wrong",
            {"given": grid("g", "1 20|3 4")},
            "1, 20; 3, 4",
            "",
            " 1  20\n 3   4",
            id="grid",
        ),
        pytest.param("wrong", {"given": line("g", "(5, 5)")}, "(5, 5)", "", "(5, 5)", id="line"),
        pytest.param(
            "wrong",
            {
                "found": "Off in `f`.",
                "excerpt": Excerpt(file="hw.py", first=1, lines=("def f():", "    return 1")),
            },
            "Off in f.",
            "Off in `f`.",
            "def f():\n    return 1",
            id="code",
        ),
        pytest.param("crashed", {"found": "It fell."}, "It fell.", "It fell.", "", id="stopped"),
        pytest.param(
            "unreadable", {"found": "A set."}, "unreadable", "A set.", "", id="unreadable"
        ),
    ],
)
def test_a_cluster_without_a_name_is_known_by_one_of_its_answers(
    verdict, example, label, found, shown
):
    summaries = [
        student(f"s{n}", part("a", 0.0, 1.0, answer(verdict, "aa"), verdict=verdict))
        for n in range(2)
    ]
    insight = with_example(summaries, result("x", "array", 1, Verdict(verdict), **example))

    ((cluster,),) = (each.clusters for each in page_of(summaries, insight).clusters)

    assert (cluster.label, cluster.found, cluster.example) == (label, found, shown)


def test_the_snippet_stands_on_the_page_as_it_is_to_be_pasted():
    summaries = sharing({"c0ffee": 2})
    example = result("x", "array", 1, Verdict.WRONG, literal="[[1, 2]]")

    html = render_class(summaries, with_example(summaries, example), title="t")

    assert "- id: unnamed-c0ffee\n  oracle: '[[1, 2]]'\n  says: " in unescape(html)


def test_what_students_typed_is_inert_in_clusters():
    hostile = HOSTILE.replace("\ud800", "")
    summaries = [
        student(hostile, part("a", 0.0, 1.0, answer("wrong", "aa", name=hostile)), folder=f"f{n}")
        for n in range(3)
    ]
    example = replace(
        result(
            hostile,
            "array",
            1,
            Verdict.WRONG,
            found=hostile,
            given=grid(hostile, "1"),
            excerpt=Excerpt(file=hostile, first=1, lines=(hostile, HOSTILE)),
        ),
        given=line("g", HOSTILE),
    )

    html = render_class(summaries, with_example(summaries, example), title="t")
    page = Page(html)

    assert html.encode()
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert not {name for _, each in page.elements for name in each if name.startswith("on")}
    assert all(each["href"].startswith(("#", "f0/", "f1/", "f2/")) for each in page.all("a"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)


def test_a_key_that_may_be_wrong_needs_a_person():
    (task,) = page_of(sharing({"aa": 5, "bb": 2}, right=3)).tasks

    assert task.text == "1 (a) Part a: " + class_words.tell_rival(5, 3)
    assert [link.address for link in task.links] == ["#shared-1-1"]


def test_a_part_that_good_students_got_wrong_needs_a_person():
    rows = np.array([[each.earned for each in one.parts] for one in a_class(80)])
    rows[:, 3] = 4 - rows[:, 3]
    page = page_of(class_of(rows, 4.0))

    assert [task.links[0].address for task in page.tasks] == ["#part-4"]
    assert [each.item_rest.tone == "wrong" for each in page.parts] == [False] * 3 + [True]


def test_an_interval_that_spans_a_limit_has_no_colour():
    rows = np.array([[each.earned for each in one.parts] for one in a_class(40)])
    rows[:, 3] = np.random.default_rng(2).permutation(rows[:, 3])
    last = page_of(class_of(rows, 4.0)).parts[3].item_rest

    assert (last.tone, last.said) == ("", "")


def test_times_are_written_as_finely_as_they_are_known():
    seconds = [class_words.write_seconds(each) for each in (0.0, 0.004, 0.01, 1.234, 60)]

    assert seconds == ["under 0.01 s", "under 0.01 s", "0.01 s", "1.23 s", "60 s"]


@pytest.mark.parametrize(
    ("number", "text"), [(-0.001, "0.00"), (-0.25, "−0.25"), (0.666, "0.67"), (1, "1.00")]
)
def test_a_correlation_is_written_with_two_decimals(number, text):
    assert class_words.write_correlation(number) == text


def test_a_whisker_spans_its_interval_on_an_axis_from_minus_one_to_one():
    drawn = draw_whisker(0.5, 0.0, 0.8)

    assert (drawn.at, drawn.low, drawn.width) == (0.75 * SPAN, 0.5 * SPAN, 0.4 * SPAN)
