"""Every state of the student's page in a real browser: to the eye, the ear and the keyboard."""

import pytest
from browsing import find_flaws, looks, open_page, overflow, start_browser
from sample_states import STATES

from grader.report.page import render_report

pytestmark = pytest.mark.browser

FOCUSABLE = "a[href], summary, [tabindex='0']"


@pytest.fixture(scope="module")
def browser():
    with start_browser() as browser:
        yield browser


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_flaw_and_nothing_overflows(browser, state):
    with open_page(browser, render_report(STATES[state])) as page:
        for look, rules in looks(page):
            assert overflow(page) == 0, look
            assert find_flaws(page, rules) == [], look


@pytest.mark.parametrize("state", ["mixed", "crashed", "hostile"])
def test_a_page_is_whole_without_scripts_and_asks_for_nothing(browser, state):
    html = render_report(STATES[state])
    with open_page(browser, html, java_script_enabled=False) as page:
        assert page.locator("script").count() == 0
        assert page.locator("main article").count() == len(STATES[state].parts)


def test_a_hostile_submission_starts_nothing(browser):
    alarms = []
    with open_page(browser, render_report(STATES["hostile"])) as page:
        page.on("dialog", lambda dialog: alarms.append(dialog.message))
        page.wait_for_timeout(200)
        assert page.locator("main img:not([src^='data:image/png'])").count() == 0
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0

    assert alarms == []


def test_everything_can_be_reached_and_opened_by_keyboard(browser):
    with open_page(browser, render_report(STATES["mixed"])) as page:
        wanted = page.locator(FOCUSABLE).filter(visible=True).count()
        places = []
        for _ in range(wanted):
            page.keyboard.press("Tab")
            places.append(page.evaluate(FOCUS))

        assert all(place["outlined"] for place in places)
        order = [place["number"] for place in places]
        assert order == sorted(set(order)), "the focus jumps about"
        assert order[0] == 0

        summary = page.locator("summary").last
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator("details").last.evaluate("each => each.open")


FOCUS = f"""() => {{
    const all = [...document.querySelectorAll("{FOCUSABLE}")];
    const style = getComputedStyle(document.activeElement);
    return {{
        number: all.indexOf(document.activeElement),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    }};
}}"""


def test_a_tile_leads_to_its_part(browser):
    with open_page(browser, render_report(STATES["many"])) as page:
        page.locator("nav a").last.click()

        assert page.evaluate("location.hash") == "#p4.9"
        assert (
            page.locator("[id='p4.9']").evaluate("each => each.getBoundingClientRect().top") < 900
        )


@pytest.mark.parametrize("state", ["mixed", "crashed"])
def test_on_paper_what_is_folded_is_open(browser, state):
    with open_page(browser, render_report(STATES[state])) as page:
        assert page.locator("details:not([open])").count() > 1
        page.emulate_media(media="print")

        hidden = page.evaluate(
            """() => [...document.querySelectorAll("details > :not(summary)")].filter(
                each => each.getClientRects().length === 0 || each.offsetHeight === 0).length"""
        )

    assert hidden == 0


def test_on_paper_the_ink_is_dark_even_for_a_dark_screen(browser):
    with open_page(browser, render_report(STATES["right"]), color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")

        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 29, 33)"


def test_a_picture_of_differences_is_drawn_where_they_are(browser):
    with open_page(browser, render_report(STATES["arrays"])) as page:
        dots = page.locator("figure img").first.evaluate(
            """image => {
                const canvas = document.createElement("canvas");
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                const context = canvas.getContext("2d");
                context.drawImage(image, 0, 0);
                const opaque = (x, y) => context.getImageData(x, y, 1, 1).data[3];
                return [canvas.width, canvas.height, opaque(0, 0), opaque(63, 30), opaque(32, 32)];
            }"""
        )

    assert dots == [64, 64, 255, 255, 0]


def test_a_name_that_runs_from_right_to_left_stays_in_its_place(browser):
    with open_page(browser, render_report(STATES["large"])) as page:
        heading = page.locator("h1").evaluate("each => getComputedStyle(each).direction")

        assert heading == "ltr"
        assert page.locator("h1 bdi").inner_text().startswith("مریم")
