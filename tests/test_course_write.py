"""Files are whole or not there, and one run at a time writes to a folder."""

import fcntl
import os
import resource
import signal
import subprocess
import sys

import pytest

from grader.course.write import hold_folder, write_atomically
from grader.errors import UsageError


def run(script, argument):
    """Run a script that kills itself."""
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script, str(argument)], check=False
    ).returncode


def test_a_text_is_written_as_it_is_and_replaces_what_was_there(tmp_path):
    file = tmp_path / "ann" / "report.html"

    write_atomically(file, "old")
    write_atomically(file, "new\r\né")

    assert file.read_bytes() == "new\r\né".encode()
    assert list(file.parent.iterdir()) == [file]


def test_a_text_that_cannot_be_written_leaves_the_old_one_and_no_draft(tmp_path):
    file = tmp_path / "report.html"
    write_atomically(file, "old")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(file, "half a character: \ud800")

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_kill_left_of_a_draft_is_replaced(tmp_path):
    file = tmp_path / "report.html"
    script = (
        "import os, sys, pathlib; from grader.course import write\n"
        "pathlib.Path.replace = lambda *_: os.kill(os.getpid(), 9)\n"
        "write.write_atomically(pathlib.Path(sys.argv[1]), 'half')"
    )
    assert run(script, file) == -signal.SIGKILL
    assert not file.exists()
    assert len(list(tmp_path.iterdir())) == 1

    write_atomically(file, "whole")

    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_is_told_with_the_file_and_leaves_no_half_of_it(tmp_path):
    file = tmp_path / "report.html"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(UsageError) as caught:
            write_atomically(file, "x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert str(caught.value) == (
        f"{file}: wanted to write it, found: File too large (make room for it, or name another "
        "folder with -o; the same command goes on where it stopped)"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_and_left_empty(tmp_path):
    out = tmp_path / "reports" / "hw2"

    with hold_folder(out):
        assert list(out.iterdir()) == []

    assert list(out.iterdir()) == []


def test_a_second_run_is_kept_out_until_the_first_ends(tmp_path):
    with (
        hold_folder(tmp_path),
        pytest.raises(UsageError, match="found another run that writes there"),
        hold_folder(tmp_path),
    ):
        pass

    with hold_folder(tmp_path):
        handle = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)


def test_a_run_that_was_killed_keeps_nobody_out(tmp_path):
    script = (
        "import os, sys, pathlib; from grader.course import write\n"
        "with write.hold_folder(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    assert run(script, tmp_path) == -signal.SIGKILL

    with hold_folder(tmp_path):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        pytest.param("file", "a file", id="a file"),
        pytest.param("file/below", "Not a directory", id="below a file"),
        pytest.param("x" * 300, "File name too long", id="too long"),
    ],
)
def test_a_folder_that_cannot_be_is_refused(tmp_path, place, found):
    (tmp_path / "file").write_text("mine")

    with pytest.raises(UsageError) as caught, hold_folder(tmp_path / place):
        pass

    assert str(caught.value) == (
        f"{tmp_path / place}: wanted a folder to write reports into, found: {found} "
        "(name another with -o)"
    )
    assert (tmp_path / "file").read_text() == "mine"
