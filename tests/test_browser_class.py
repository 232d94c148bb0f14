"""The class page in a real browser, with its script and without."""

import pytest
from browsing import find_flaws, looks, open_page, overflow, start_browser
from sample_states import HOSTILE, STATES

from grader.record import replace
from grader.report.class_page import render_class
from grader.summary import summarise

pytestmark = pytest.mark.browser

ROWS = [summarise(STATES[name], name) for name in STATES if name not in {"many", "empty"}]
CLASSES = {
    "empty": [],
    "one": ROWS[:1],
    "states": ROWS,
    "forty parts": [summarise(STATES["many"], "many")],
    "large": [
        replace(ROWS[number % 6], student=f"student {number:03}", folder=f"s{number}")
        for number in range(120)
    ],
}


@pytest.fixture(scope="module")
def browser():
    with start_browser() as browser:
        yield browser


@pytest.mark.parametrize("name", CLASSES)
def test_axe_finds_no_flaw_and_nothing_overflows(browser, name):
    html = render_class(CLASSES[name], title="Homework 2", course=HOSTILE)
    with open_page(browser, html) as page:
        for look, rules in looks(page):
            assert overflow(page) == 0, look
            assert find_flaws(page, rules) == [], look


def test_a_class_page_is_whole_without_its_script(browser):
    html = render_class(CLASSES["large"], title="Homework 2")
    with open_page(browser, html, java_script_enabled=False) as page:
        assert page.locator("a[href$='/report.html']").count() >= 120
