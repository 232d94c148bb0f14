import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_marks import answer, part, student
from sample_reports import RECEIPT
from sample_states import HOSTILE, STATES

from grader.course.insight import look_into
from grader.record import replace
from grader.report import class_words, words
from grader.report.class_page import render_class
from grader.report.class_view import view_class
from grader.report.draw import BINS, HEIGHT, WIDTH, draw_histogram
from grader.sandbox.level import Level
from grader.summary import Status, summarise

CLASS = [
    summarise(STATES[name], name) for name in ("right", "mixed", "wrong", "missing", "crashed")
]
OPEN = [summarise(STATES[name], name) for name in ("fault", "large")]


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.elements, self.scripts, self.inside = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside = tag

    def handle_endtag(self, _tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def view(summaries, wanted=Level.KERNEL):
    insight = look_into(summaries)
    return view_class(summaries, insight, title="Homework 2", course="", wanted=wanted)


def rows_of(page):
    return [row for group in page.groups for row in group]


def test_the_policy_admits_the_one_script_by_its_hash():
    html = render_class(CLASS, title="Homework 2")
    page = Page(html)
    digest = b64encode(sha256("".join(page.scripts).encode()).digest()).decode()

    assert len(page.all("script")) == 1
    assert f"script-src 'sha256-{digest}'" in html
    assert not [name for _, each in page.elements for name in each if name.startswith("on")]


def test_every_student_is_linked_to_their_page():
    odd = replace(CLASS[0], folder="a b/../<c>#?")
    addresses = [each["href"] for each in Page(render_class([*CLASS, odd], title="t")).all("a")]

    assert "mixed/report.html" in addresses
    assert "a%20b%2F..%2F%3Cc%3E%23%3F/report.html" in addresses


def test_a_hostile_name_arrives_as_text():
    summaries = [summarise(STATES["hostile"], HOSTILE.replace("\ud800", ""))]
    html = render_class(summaries, title=HOSTILE, course=HOSTILE)
    page = Page(html)

    assert html.encode()
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert "onerror" not in {name for _, each in page.elements for name in each}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)


def test_the_facility_is_of_those_who_answered_and_the_others_are_counted_apart():
    row = view(CLASS).parts[2]

    # 1.1 (c): 2, 1, 0 and 2 of 2 points; one did not answer.
    assert row.label == "1.1 (c)"
    assert row.facility == "62 %"
    assert (row.answered, row.of_all) == ("4 answered", "50 % of all")
    assert row.unanswered == 1


def test_the_commonest_mistakes_are_counted_and_lead_to_who_made_them():
    page = view([CLASS[1], CLASS[1], CLASS[0]])
    ((number, link),) = page.parts[2].shared
    (cluster,) = page.clusters[1].clusters

    assert (number, link.text, link.address) == (2, "kernel-flipped", f"#{cluster.anchor}")
    assert cluster.shared == "2 of 3 share"


def test_verdicts_are_counted_and_fill_the_bar():
    row = view(CLASS).parts[2]

    assert {each.verdict: each.count for each in row.verdicts} == {
        "right": 2,
        "partly right": 1,
        "wrong": 1,
        "not answered": 1,
    }
    assert [each.start for each in row.verdicts] == [0, 40, 60, 80]
    assert [each.percent for each in row.verdicts] == [40, 20, 20, 20]


def test_what_needs_a_person_is_listed_with_links():
    tasks = view(OPEN).tasks

    assert [(len(task.links), task.links[0].address) for task in tasks] == [
        (1, "fault/report.html#p1.1.d"),
        (1, "large/report.html#p1.2.d"),
    ]
    assert class_words.GRADER_FAULTS in tasks[0].text
    assert class_words.AWAITING in tasks[1].text


def test_who_answered_nothing_is_named_since_it_may_be_the_wrong_file():
    empty = student("e", part("a", 0.0, verdict="missing"), part("b", 0.0, verdict="missing"))
    half = student("h", part("a", 0.0, verdict="missing"), part("b", 0.0))

    (task,) = view([empty, half]).tasks

    assert task.text == f"1 submission {class_words.EMPTY}"
    assert [link.text for link in task.links] == ["e"]


def test_a_class_too_small_for_correlations_has_no_column_for_them():
    assert class_words.ITEM_REST not in table_heads(CLASS)
    assert class_words.ITEM_REST in table_heads([*CLASS * 8])


def table_heads(summaries):
    return re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', render_class(summaries, title="t"))


def test_a_time_too_short_to_be_told_is_not_told_twice():
    (row,) = view([student("s", part("a", seconds=0.004))]).parts

    assert (row.time, row.longest) == ("under 0.01 s", "")


def test_a_long_list_of_tasks_is_cut_and_says_so():
    task = view([OPEN[0]] * 40).tasks[0]

    assert len(task.links) == 12
    assert task.more == "and 28 more"


def test_totals_that_are_not_final_are_told_and_left_out_of_the_distribution():
    page = view([*OPEN, CLASS[0]])

    assert [row.total for row in rows_of(page)] == [words.WITHHELD, "7, 2 open", "15"]
    assert sum(bar.count for bar in page.histogram.bars) == 1
    assert page.settled == "2 students are left out, a mark of whom is withheld or to be decided."


def test_what_a_person_has_still_to_mark_counts_nowhere_as_nothing_and_is_told():
    waits = answer("awaiting-marker", kind="text")
    nothing = answer("missing", kind="text")
    page = view(
        [
            student("s", part("a", 1.0, 2.0), part("b", None, 3.0, waits, verdict=waits.verdict)),
            student("t", part("a", 2.0, 2.0), part("b", 0.0, 3.0, nothing, verdict="missing")),
        ]
    )

    assert {name: value for name, value, _ in page.facts}["Mean"] == "75 %"
    assert page.settled == (
        "Without 1 (b), which a person has still to mark: totals are of 2 points."
    )
    assert (page.parts[0].facility, page.parts[0].awaiting) == ("75 %", "")
    row = page.parts[1]
    assert (row.facility, row.percent, row.answered, row.of_all) == ("–", 0, "", "")
    assert (row.awaiting, row.unanswered) == ("1 awaits a marker", 1)


@pytest.mark.parametrize(
    ("level", "warns"), [("full", False), ("kernel", False), ("basic", True), ("none", True)]
)
def test_a_class_run_below_the_default_level_is_warned_of(level, warns):
    weak = replace(STATES["right"], receipt=replace(RECEIPT, isolation=level))
    html = render_class([*CLASS, summarise(weak, "weak")], title="t")

    assert (class_words.WEAK_ISOLATION in html.replace("&#39;", "'")) is warns
    assert level in html


def test_an_empty_class_has_a_page():
    html = render_class([], title="Homework 2")

    assert class_words.NO_STUDENTS in html
    assert class_words.NO_TOTALS in html


def test_students_with_different_parts_share_a_table():
    short = replace(CLASS[0], parts=CLASS[0].parts[:2])
    rows = rows_of(view([short, CLASS[1]]))

    assert [len(row.cells) for row in rows] == [8, 8]
    assert (rows[0].cells[7].code, rows[0].cells[7].earned) == ("", "")


def test_a_withheld_report_is_withheld_in_the_summary():
    assert summarise(STATES["fault"], "x").status is Status.WITHHELD
    assert summarise(STATES["large"], "x").status is Status.AWAITING_MARKER
    assert summarise(STATES["mixed"], "x").status is Status.MARKED  # only the words await one


@pytest.mark.parametrize(
    ("share", "low"),
    [(0, 0), (0.05, 5), (0.15, 15), (0.15 / 3, 5), (0.149, 10), (0.999, 95), (1, 95), (1.2, 95)],
)
def test_a_total_falls_into_the_bar_that_starts_at_it(share, low):
    assert [bar.low for bar in draw_histogram([share]).bars if bar.count] == [low]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_a_histogram_counts_everyone_and_stays_inside(shares):
    drawn = draw_histogram(shares)

    assert len(drawn.bars) == BINS
    assert sum(bar.count for bar in drawn.bars) == len(shares)
    assert all(0 <= bar.y <= HEIGHT and bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert drawn.lower <= drawn.median <= drawn.upper
    assert drawn.counts[0].at == HEIGHT
    assert drawn.counts[-1].at == 0


def test_the_same_class_gives_the_same_page():
    assert render_class(CLASS, title="t") == render_class(CLASS, title="t")
