"""Whatever a student is called: a folder of their own, links that work, nothing that acts."""

import csv
import os
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from sample_class import RIGHT, grade, leftovers, reports, write_assignment, write_students

pytestmark = pytest.mark.sandbox

NAMES = [
    b"plain",
    b"Plain",
    b"two  words ",
    b'O\'Hara "Bo"',
    b"new\nline",
    b"-rf",
    b"--fresh",
    b"a..",
    b"%2e%2e%2f..%2fetc",
    b"\\..\\etc",
    b"~",
    b"$(touch pwned)",
    b"`touch pwned`",
    b"*",
    b"a?b#c&d=e;f",
    b"%41",
    b"index.html",
    b"gradebook.csv",
    b"con",
    "👩🏽\N{ZERO WIDTH JOINER}🔬".encode(),
    "a\N{RIGHT-TO-LEFT OVERRIDE}vsc.exe".encode(),
    "Zoë".encode(),
    unicodedata.normalize("NFD", "Zoë").encode(),
    "李雷".encode(),
    b"\xff\xfe latin",
    b"x" * 255,
    ("é" * 127).encode(),
    b"<script>alert(1)<",
    b'"><img src=x onerror=alert(1)>',
    b"{{ 7*7 }}",
    b'=HYPERLINK("x")',
    b"+1+cmd|' C calc'!A0",
    b"@SUM(1)",
    b'a,b"c',
    b"\ta",
    b"\x1b[31mred\x1b]0;owned\x07",
    b"\x9b31m",
    b"[bold]rich",
    b"[red]",
    b":smile:",
    b"report.json",
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    home = tmp_path_factory.mktemp("names")
    assignment = write_assignment(home / "hw")
    for name in NAMES:
        write_students(home / "inbox", {os.fsdecode(name): RIGHT})
    done = grade(assignment, home / "inbox", home / "out")
    return home, done


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name == "href" and tag == "a"]


def links(file):
    parser = _Links()
    parser.feed(file.read_text(encoding="utf-8"))
    return parser


def test_every_student_is_marked_and_has_a_folder(graded):
    home, done = graded

    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(NAMES)} students: mean 5.00" in done.stdout
    assert len(reports(home / "out")) == len(NAMES)
    assert {path.name for path in home.iterdir()} == {"hw", "inbox", "out"}
    assert leftovers(home / "out") == []


def test_every_link_of_the_class_page_leads_to_a_report(graded):
    home, _ = graded
    index = links(home / "out" / "index.html")

    pages = {unquote(link.partition("#")[0]) for link in index.found} - {""}

    assert pages == {f"{folder}/report.html" for folder in reports(home / "out")}
    assert all((home / "out" / page).is_file() for page in pages)
    assert "img" not in index.tags


def test_no_page_holds_what_hides_or_steers(graded):
    home, _ = graded
    hidden = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]")

    pages = [*(home / "out").glob("*/report.html"), home / "out" / "index.html"]

    assert len(pages) == len(NAMES) + 1
    assert [page for page in pages if hidden.search(page.read_text(encoding="utf-8"))] == []
    assert [page for page in pages if "img" in links(page).tags] == []


def test_the_gradebook_has_a_row_a_student_and_no_formula(graded):
    home, _ = graded

    with (home / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(NAMES)
    assert {float(row["total"]) for row in rows} == {5.0}
    assert [row["student"] for row in rows if row["student"].strip()[0] in "=+-@|%"] == []


def test_a_student_is_named_in_the_report_as_handed_in(graded):
    home, _ = graded

    named = sorted(report["student"] for report in reports(home / "out").values())

    assert named == sorted(name.decode("utf-8", "backslashreplace") for name in NAMES)


def test_what_is_nobodys_submission_is_named(tmp_path):
    assignment = write_assignment(tmp_path / "hw")
    inbox = write_students(tmp_path / "inbox", {"ann": RIGHT, ".dot": RIGHT})
    for name in ("ben.rar", "cai.pdf", "\x1b[31m.txt"):
        (inbox / name).touch()
    (inbox / "link").symlink_to(inbox / "ann")

    done = grade(assignment, inbox, tmp_path / "out")

    assert (done.returncode, done.stderr) == (0, "")
    assert "1 student: mean 5.00" in done.stdout
    assert "Passed over, as no submission: ␛[31m.txt, .dot, ben.rar, cai.pdf, link." in (
        " ".join(done.stdout.split())
    )


def test_an_error_about_a_name_cannot_steer_the_terminal(tmp_path):
    assignment = write_assignment(tmp_path / "hw")
    for name in ("\x1b[31mred\nanother line", "\x1b[31mred\nanother line.py"):
        (tmp_path / "inbox").mkdir(exist_ok=True)
        path = tmp_path / "inbox" / name
        path.write_text(RIGHT) if name.endswith(".py") else path.mkdir()

    done = grade(assignment, tmp_path / "inbox", tmp_path / "out")

    assert (done.returncode, done.stdout) == (2, "")
    assert "␛[31mred␊another line.py: wanted one submission a student" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip("\n").isprintable()
    assert not (tmp_path / "out").exists()
