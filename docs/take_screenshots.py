"""Take the pictures of the README from graded reports, with the system's Chromium.

Usage: python docs/take_screenshots.py reports/dsga1008-hw2   (after `make demo`)
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parent / "images"
SHOTS = (
    ("aisha/report.html", "report.png", (900, 1180)),
    ("index.html", "class.png", (1180, 1000)),
)
"""Page, picture, and the window's width and height in pixels."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> int:
    """Take every picture; 2 where something is missing."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    reports = Path(sys.argv[1]).resolve() if len(sys.argv) == 2 else None
    if browser is None or reports is None or not (reports / "index.html").is_file():
        print("wanted Chromium, and a folder of graded reports as the one argument")
        return 2
    IMAGES.mkdir(exist_ok=True)
    for page, picture, (width, height) in SHOTS:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    browser,
                    *FLAGS,
                    f"--user-data-dir={profile}",
                    f"--window-size={width},{height}",
                    f"--screenshot={IMAGES / picture}",
                    (reports / page).as_uri(),
                ],
                check=True,
                capture_output=True,
            )
        print(IMAGES / picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
