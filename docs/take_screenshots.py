"""Take the pictures of the pages, with the system's Chromium: what the README and the docs show.

Usage: python docs/take_screenshots.py reports/dsga1008-hw2   (or `make screenshots`)

The README's two are of the example class, which must have been graded; the other states of the
student's page are those of the tests.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from grader.report.page import render_report

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 200_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

sys.path.append(str(ROOT / "tests"))
from sample_states import STATES  # noqa: E402 - beside the tests


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a page."""

    picture: str
    width: int
    height: int
    start: str = ""
    """The element at which it begins, as a CSS selector; empty for the top of the page."""

    scheme: str = "light"
    language: str = ""


GRADED = {
    "aisha/report.html": Shot("report.png", 900, 1320),
    "index.html": Shot("class.png", 1180, 1000),
}
STATE_SHOTS = (
    ("right", Shot("state-right.png", 820, 760)),
    ("mixed", Shot("state-mixed-dark.png", 820, 1100, scheme="dark")),
    ("mixed", Shot("state-follow-through.png", 820, 420, "[id='p1.2.c']")),
    ("wrong", Shot("state-wrong-german.png", 820, 1000, language="de")),
    ("crashed", Shot("state-crashed.png", 820, 900)),
    ("slow", Shot("state-timed-out.png", 820, 800, "[id='p1.2.b']")),
    ("arrays", Shot("state-large-arrays.png", 820, 1100, "[id='p1.1.c']")),
    ("hidden", Shot("state-withheld.png", 820, 700, "[id='p1.1.c']")),
    ("fault", Shot("state-grader-error.png", 820, 700)),
    ("large", Shot("state-narrow.png", 360, 900)),
    ("many", Shot("state-forty-parts.png", 820, 800)),
    ("hostile", Shot("state-hostile.png", 820, 800)),
)


def main() -> int:
    """Take every picture; 1 where one is too large to keep, 2 where something is missing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    reports = Path(sys.argv[1]).resolve() if len(sys.argv) == 2 else None
    if found is None or reports is None or not (reports / "index.html").is_file():
        print("wanted Chromium, and a folder of graded reports as the one argument")
        return 2
    IMAGES.mkdir(exist_ok=True)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        for page, shot in GRADED.items():
            take(browser, (reports / page).read_text(encoding="utf-8"), shot)
        for state, shot in STATE_SHOTS:
            take(browser, render_report(STATES[state], shot.language), shot)
        browser.close()
    large = [file.name for file in IMAGES.glob("*.png") if file.stat().st_size > MOST_BYTES]
    print(*(f"{name} is larger than {MOST_BYTES} bytes" for name in large), sep="\n")
    return 1 if large else 0


def take(browser: Browser, html: str, shot: Shot) -> None:
    """Show a page and take a picture of a part of it."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme
    )
    page.set_content(html)
    if shot.start:
        page.locator(shot.start).evaluate("each => each.scrollIntoView()")
    page.screenshot(path=IMAGES / shot.picture)
    page.close()
    print(IMAGES / shot.picture)


if __name__ == "__main__":
    sys.exit(main())
