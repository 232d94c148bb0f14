"""What a person sees: a bar on a terminal, plain text anywhere else, and a table that fits."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
from sample_class import HALF, RIGHT, command, grade, write_assignment, write_students

pytestmark = pytest.mark.sandbox

ROWS, COLUMNS = 24, 80
SLOW = "import time\n\ntime.sleep(0.5)\n"
"""So that the bar is seen before it is full."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("terminal")
    write_assignment(home / "hw")
    write_students(home / "inbox", {"ann": RIGHT, "ben": HALF, "cai": SLOW})
    return home


def watch(*arguments, **environment):
    """Run a command on a terminal of 80 columns; gives all that it wrote there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    named = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(  # noqa: S603 - our own program
        command(*arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=named | {"TERM": "xterm-256color"} | environment,
    )
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 4096):
            written += part
    except OSError:  # how Linux says that the other end has closed
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return written.decode()


def test_a_terminal_shows_a_bar_with_rate_and_time_left_and_clears_it(home):
    written = watch("grade", home / "hw", home / "inbox", "-o", home / "out", "-j1")

    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written)
    bar, _, after = shown.rpartition("part  ")
    assert re.search(r"Starting .* 0/3 .* left", bar)
    assert re.search(r"Marking .* 2/3 +\d+\.\d/s +0:00:\d\d left 0:00:\d\d", bar)
    assert "Marking" not in after
    assert written.rfind("\x1b[?25h") > written.rfind("\x1b[?25l"), "the cursor is back"


def test_no_colour_where_none_is_wanted(home):
    arguments = ("grade", home / "hw", home / "inbox", "-o", home / "coloured", "-j1")
    colour = re.compile(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38;|48;)[0-9;]*m")

    assert colour.search(watch(*arguments))
    assert not colour.search(watch(*arguments, NO_COLOR="1"))


def test_a_pipe_gets_plain_text_in_80_columns(home):
    done = grade(home / "hw", home / "inbox", home / "out")

    *lines, page, end = done.stdout.split("\n")
    assert (done.returncode, done.stderr, end) == (0, "", "")
    assert [line.split() for line in lines[:3]] == [
        ["part", "mean", "of", "right", "partly", "wrong", "missing", "stopped"],
        ["1", "(a)", "Row", "sums", "1.33", "2", "2", "·", "·", "1", "·"],
        ["1", "(b)", "Double", "1.00", "3", "1", "·", "1", "1", "·"],
    ]
    assert "3 students: mean 2.33, median 2.00 of 5 points." in lines
    assert page == f"Class page: {home}/out/index.html"
    assert all(len(line) <= COLUMNS and line.isprintable() for line in lines)


def test_a_folder_named_like_markup_is_shown_as_it_is(home):
    out = home / "[bold]:smile:[/x]"

    done = grade(home / "hw", home / "inbox", out)

    assert done.returncode == 0
    assert done.stdout.endswith(f"Class page: {out}/index.html\n")


def test_nobody_need_read_to_the_end(home):
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(  # noqa: S603 - our own program
        command("grade", home / "hw", home / "inbox", "-o", home / "out"),
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
    )
    os.close(theirs)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_that_knows_ascii_only_gets_question_marks(home):
    done = grade(
        *(home / "hw", home / "inbox", home / "out"),
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "3 students" in done.stdout


@pytest.mark.parametrize(("least", "code"), [(46, 0), (47, 1)])
def test_a_class_below_what_was_asked_ends_with_1(home, least, code):
    """The mean is 7/15 of the points, 46.7 per cent."""
    done = grade(home / "hw", home / "inbox", home / "out", "--fail-under", str(least))

    assert (done.returncode, done.stderr) == (code, "")
