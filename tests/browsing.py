"""A real browser for the tests of pages: the system's Chromium, without a network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "wanted Chromium to look at the pages with, found none "
    "(on Debian, as root: apt-get install chromium; elsewhere: any Chrome or Chromium on the PATH)"
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
"""Our own pages only, perhaps as root in a container."""

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
STYLED = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules of axe whose verdict can depend on the width or the colours of a page."""


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Start the browser that is there; fail with the way to get one where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, html: str, **options: object) -> Iterator[Page]:
    """Show a page; an attempt to load anything at all fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    # Where `set_content` puts the page there is no address, and so no request for it either.
    page.set_content(html)
    yield page
    context.close()
    assert [url for url in requests if not url.startswith("data:")] == []


def looks(page: Page) -> Iterator[tuple[tuple[int, str], tuple[str, ...]]]:
    """Show a page at every width and in every scheme, with the rules of axe to hold it to there.

    All of them where it is seen first, then those whose verdict may change.
    """
    page.evaluate(AXE)
    rules: tuple[str, ...] = ()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            yield (width, scheme), rules
            rules = STYLED


def find_flaws(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Run axe, all of its rules or those that are named, and list what it objects to."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = page.evaluate(
        "options => axe.run(document, options)", {**only, "resultTypes": ["violations"]}
    )
    return [
        f"{each['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


def overflow(page: Page) -> int:
    """Measure by how many pixels a page is wider than its window."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wide))
