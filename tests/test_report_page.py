import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import HOMEWORK, RECEIPT, answer, line, make_part, make_report, report_of
from sample_states import HOSTILE, STATES

from grader.record import asdict, replace
from grader.report import words
from grader.report.page import render_report
from grader.report.page_view import view_page
from grader.report.prose import find_prose_problems
from grader.report.tones import tone_of
from grader.results import Spot
from grader.score import Verdict

GOLDEN = Path(__file__).parent / "golden"
PACKAGE = Path(__file__).parents[1] / "grader"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}
ALLOWED = {
    *("html", "head", "meta", "link", "title", "style", "body", "main", "header", "nav", "section"),
    *("article", "footer", "h1", "h2", "h3", "p", "div", "span", "small", "b", "i", "strong", "em"),
    *(
        "figure",
        "figcaption",
        "img",
        "h4",
        "bdi",
        "a",
        "ol",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tbody",
        "thead",
        "tr",
    ),
    *("th", "td", "details", "summary", "pre", "code", "math", "semantics", "annotation", "mrow"),
    *("mi", "mo", "mn", "mtext", "mfrac", "msub", "msup", "msubsup", "mspace", "msqrt", "mroot"),
    *("munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "hr", "br"),
    "blockquote",
}


class Page(HTMLParser):
    """A page taken apart: its elements, and its text by the element it stands in."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert self.open == [], "an element was left open"

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data[:40]!r}")

    @property
    def text(self):
        return "".join(data for tag, data in self.texts if tag not in {"style", "annotation"})

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module", params=sorted(STATES))
def state(request):
    return request.param


@pytest.fixture(scope="module")
def html(state):
    return render_report(STATES[state])


@pytest.mark.parametrize("name", ["mixed", "crashed", "large", "fault", "hidden", "empty"])
def test_a_page_is_what_was_reviewed(name, update_golden):
    file = GOLDEN / f"{name}.html"
    rendered = render_report(STATES[name])
    body = rendered[rendered.index("<body>") :]  # stylesheets are reviewed where they are written
    if update_golden:
        file.write_text(body, encoding="utf-8", newline="\n")

    assert body == file.read_text(encoding="utf-8")


def test_a_page_stands_alone_and_is_inert(html):
    page = Page(html)

    assert {tag for tag, _ in page.elements} <= ALLOWED
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"srcset", "action", "formaction", "http-refresh"} & set(attributes)
        assert attributes.get("src", "data:image/png;base64,").startswith("data:image/png;base64,")
        if tag == "a":
            assert attributes["href"].startswith("#p")
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_allows_nothing_but_styles(html):
    policy = next(
        meta["content"]
        for meta in Page(html).all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )

    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "script-src" not in policy


def test_a_page_can_be_read_by_ear_and_keyboard(html):
    page = Page(html)
    anchors = [attributes["id"] for _, attributes in page.elements if "id" in attributes]

    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert len(anchors) == len(set(anchors))
    assert {link["href"][1:] for link in page.all("a")} <= set(anchors)
    assert len(page.all("table")) == len(page.all("caption"))
    for attributes in page.all("div"):
        if attributes.get("role") == "group":
            assert attributes["tabindex"] == "0"
            assert attributes["aria-label"]


def test_a_page_can_be_written_as_utf_8_and_hides_no_character(html):
    written = html.encode()

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert written


def test_hostile_text_arrives_as_text_wherever_it_stands():
    page = Page(render_report(STATES["hostile"]))

    assert page.text.count("<script>alert(1)</script>") > 100
    assert "{{7*7}}" in page.text
    assert "⟨U+202E⟩gnp.exe⟨U+2066⟩ ␛[31mred␀ ⟨U+D800⟩" in page.text
    # Twice in a label's place: what is seen and what is announced.
    labels = [attributes["aria-label"] for attributes in _regions(page)]
    assert all(HOSTILE[:30] in label for label in labels if label != words.WORST)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_of_a_student_becomes_markup(text):
    plain = report_of("x", (make_part("1", "1", "t", (_quoting("x"),)),), notes=("x",))
    report = report_of(text, (make_part("1", "1", "t", (_quoting(text),)),), notes=(text,))

    harmless = Page(render_report(plain))
    page = Page(render_report(report))

    # Text may add a paragraph or a code block of its own, never an attribute we do not write.
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert len(page.all("article")) == len(harmless.all("article")) == 1


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_mark_words_and_a_colour(verdict):
    points = {} if verdict is not Verdict.GRADER_ERROR else {"earned": None}
    one = answer("x", "number", 2, verdict, **points)
    page = Page(render_report(report_of("ann", (make_part("1.a", "1 (a)", "Title", (one,)),))))

    assert words.SHORT_VERDICTS[verdict]
    assert f"{words.MARKS[verdict]} {words.VERDICTS[verdict]}" in page.text
    assert f"verdict {tone_of(verdict)}" in {each.get("class") for each in page.all("p")}


@pytest.mark.parametrize("asked", HOMEWORK.parts, ids=lambda asked: asked.id)
def test_every_formula_of_the_homework_is_drawn(asked):
    html = render_report(STATES["right"])
    mistakes = [
        mistake for each in asked.answers for mistake in getattr(each, "misconceptions", ())
    ]

    assert '<code class="tex">' not in html
    for text in (asked.part.prompt, asked.problem.intro, *_said(mistakes)):
        assert find_prose_problems(text) == ()


def test_differing_cells_are_marked_by_words_and_symbol_not_by_colour_alone():
    html = render_report(STATES["mixed"])

    assert html.count('<td class="off"><span class="sr">differs: </span>') == 10  # 9 and an example
    assert '.off::before { content: "≠ "' in html


def test_an_answer_that_equals_what_is_expected_is_shown_once():
    views = parts_of(make_report("ann"))

    assert [len(each.exhibits) for each in views[2].answers] == [1]


def test_what_an_author_hides_is_not_on_the_page():
    text = Page(render_report(STATES["hidden"])).text

    assert "109" not in text
    assert words.HIDDEN["none"] in text
    assert words.EXAMPLE not in text


def test_a_fault_of_ours_withholds_the_total_and_costs_no_points():
    page = view_page(STATES["fault"])
    part = next(part for part in parts_of(STATES["fault"]) if part.anchor == "p1.1.d")

    assert page.earned == words.WITHHELD
    assert page.remark == words.WITHHELD_TOTAL
    assert part.badge.points == "3 points, withheld"


def test_a_part_that_a_person_marks_leaves_the_total_open():
    page = view_page(STATES["large"])

    assert page.remark == words.PENDING_TOTAL
    assert parts_of(STATES["large"])[-1].badge.points == "2 points, to be marked"


def test_recursion_is_shown_by_its_ends():
    spots = tuple(
        Spot(file="hw2.py", line=1 + index % 2, function="f", source="f()") for index in range(900)
    )
    one = answer("f", "function", 1, Verdict.CRASHED, spots=spots)

    shown = spots_of(one)

    assert len(shown) == 12
    assert shown[3].place == "… 889 lines left out …"
    assert [spot.is_last for spot in shown] == [False] * 11 + [True]


def test_a_line_visited_many_times_in_a_row_is_listed_once():
    spot = Spot(file="hw2.py", line=4, function="f", source="    f()")
    one = answer("f", "function", 1, Verdict.CRASHED, spots=(spot,) * 900)

    shown = spots_of(one)

    assert [each.place for each in shown] == ["hw2.py, line 4, in f, 900 times"]


def test_the_receipt_holds_all_it_takes_to_mark_again():
    text = Page(render_report(STATES["right"])).text

    for value in asdict(RECEIPT).values():
        assert value is None or str(value) in text
    assert "None" not in text


def test_the_receipt_of_own_cases_tells_their_seed():
    receipt = replace(STATES["right"].receipt, variant=271828182845)
    text = Page(render_report(replace(STATES["right"], receipt=receipt))).text

    assert re.search(r"seed of your own cases\s*271828182845", text)


def test_only_one_module_makes_markup():
    makers = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bMarkup\(", path.read_text(encoding="utf-8"))
    }

    assert makers == {"markup.py"}


def test_the_same_report_gives_the_same_page(state, html):
    assert render_report(STATES[state]) == html


def parts_of(report):
    return [part for section in view_page(report).sections for part in section.parts]


def spots_of(one):
    return parts_of(report_of("x", (make_part("1", "1", "t", (one,)),)))[0].answers[0].spots


def _quoting(text):
    return answer(
        "x",
        "number",
        1,
        Verdict.WRONG,
        found=text,
        cause=text,
        next=text,
        evidence=text,
        given=line(text, text, text),
        printed=text,
        spots=(Spot(file=text, line=1, function=text, source=text),),
    )


def _said(mistakes):
    return [text for mistake in mistakes for text in (mistake.says, mistake.next)]


def _regions(page):
    return [each for each in page.all("div") if each.get("role") == "group"]
