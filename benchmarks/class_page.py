"""What the class page of a large class costs: to render, to keep, to open, to sort and to search.

Prints medians. The page is opened in the system's Chromium, if there is one, from disk, by a fresh
browser each time; ``laid out`` is from the start of the navigation to the end of the first layout,
and so it includes reading the file. Run it with ``python benchmarks/class_page.py [STUDENTS]``.
"""

import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course.insight import look_into
from grader.report.class_page import render_class
from grader.score import Verdict
from grader.summary import AnswerSummary, PartSummary, Status, Summary

ROUNDS = 7
PARTS = 8
WRONG = 40
"""Different wrong answers to a part; the first are the commonest."""

NAMED = 4
"""Of these have a name."""

PROBE = """<script>
addEventListener("load", () => {
  const table = document.getElementById("table");
  const laidOut = () => { table.offsetHeight; return performance.now(); };
  const timed = (act) => { const start = performance.now(); act(); return laidOut() - start; };
  const opened = laidOut();
  const input = document.querySelector("#find input");
  const search = (text) => () => {
    input.value = text;
    input.dispatchEvent(new Event("input"));
  };
  const buttons = table.querySelectorAll("thead button");
  document.documentElement.dataset.times = [
    opened,
    timed(() => buttons[1].click()),
    timed(() => buttons[0].click()),
    timed(search("mistake-1")),
    timed(search("")),
  ].map(Math.round).join(" ");
});
</script></body>"""
ROWS = (
    "opened and laid out",
    "sorted by total",
    "sorted by name",
    "searched for a mistake",
    "search emptied",
)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1280,900"),
    "--dump-dom",
)


def make_class(students: int, seed: int = 0) -> list[Summary]:
    """Make up a class: some are better than others, and many go the same wrong way."""
    chance = random.Random(seed)  # noqa: S311 - a seed that can be written down is the point
    return [_student(number, chance) for number in range(students)]


def _student(number: int, chance: random.Random) -> Summary:
    ability = chance.gauss(1, 1)
    parts = tuple(_part(place, ability, chance) for place in range(PARTS))
    return Summary(
        student=f"student {number:05}",
        folder=f"s{number:05}",
        points=2.0 * PARTS,
        earned=sum(part.earned or 0 for part in parts),
        status=Status.MARKED,
        isolation="full",
        parts=parts,
    )


def _part(place: int, ability: float, chance: random.Random) -> PartSummary:
    name = f"answer_{place}"
    if ability + chance.gauss(0, 1) > place / PARTS:
        answer = AnswerSummary(name, "array", Verdict.RIGHT, 2.0, "", None, ())
    elif chance.random() < 0.1:
        answer = AnswerSummary(name, "array", Verdict.MISSING, 2.0, "absent", None, ())
    else:
        rank = int(WRONG * chance.random() ** 3)
        mistake = f"mistake-{rank}" if rank < NAMED else None
        verdict = Verdict.PARTLY_RIGHT if mistake else Verdict.WRONG
        likely = (mistake,) if mistake else ()
        answer = AnswerSummary(name, "array", verdict, 2.0, f"{rank:06x}", mistake, likely)
    earned = {Verdict.RIGHT: 2.0, Verdict.PARTLY_RIGHT: 1.0}.get(answer.verdict, 0.0)
    letter = chr(ord("a") + place)
    return PartSummary(
        f"1.{letter}", f"1 ({letter})", f"Part {letter}", 2.0, earned, answer.verdict, (answer,)
    )


def open_page(browser: str, page: Path) -> list[int]:
    """Open a page in a fresh browser; milliseconds, in the order of `ROWS`."""
    with tempfile.TemporaryDirectory() as profile:
        dumped = subprocess.run(  # noqa: S603 - the system's browser
            [browser, *FLAGS, f"--user-data-dir={profile}", page.as_uri()],
            capture_output=True,
            check=True,
            text=True,
            timeout=120,
        ).stdout
    times = re.search(r'data-times="([\d ]+)"', dumped)
    if times is None:
        raise ValueError("wanted the page to tell its times, found none")
    return [int(each) for each in times[1].split()]


def with_probe(html: str) -> str:
    """Let a page measure itself: our policy admits its own script only, so it goes."""
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    return bare.replace("</body>", PROBE)


def main(students: int) -> None:
    """Measure and print."""
    summaries = make_class(students)
    times: dict[str, list[float]] = {"looked into": [], "rendered": []}
    html = ""
    for _ in range(ROUNDS):
        start = time.perf_counter()
        insight = look_into(summaries)
        middle = time.perf_counter()
        html = render_class(summaries, insight, title="Homework")
        times["looked into"].append((middle - start) * 1e3)
        times["rendered"].append((time.perf_counter() - middle) * 1e3)
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is not None:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "index.html")
            page.write_text(with_probe(html), encoding="utf-8")
            for _ in range(ROUNDS):
                for row, took in zip(ROWS, open_page(browser, page), strict=True):
                    times.setdefault(row, []).append(took)
    print(f"{students} students, {PARTS} parts: {len(html.encode()) / 1e6:.2f} MB")
    for row, taken in times.items():
        print(f"{row:26}{statistics.median(taken):8.0f} ms")
    if browser is None:
        print("no Chromium was found, so the page was not opened")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
