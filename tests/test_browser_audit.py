"""The page of an audit in a real browser: whole, legible, and closed to nobody."""

import pytest
from browsing import find_flaws, looks, open_page, overflow, start_browser
from sample_audit import AUDIT, SHOWN

from grader.report.audit_page import render_audit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with start_browser() as browser:
        yield browser


def test_axe_finds_no_flaw_and_nothing_overflows(browser):
    with open_page(browser, render_audit(AUDIT)) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for look, rules in looks(page):
            assert overflow(page) == 0, look
            assert find_flaws(page, rules) == [], look


def test_names_of_submissions_are_text(browser):
    with open_page(browser, render_audit(AUDIT)) as page:
        assert page.locator("script").count() == 0
        assert page.get_by_text(SHOWN, exact=True).count() == 1
