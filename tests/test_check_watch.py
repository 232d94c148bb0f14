"""Watching yields once at the start and once for each save, and for nothing else."""

import os

import pytest

from grader.check.watch import watch


def changes(folder, *steps):
    """Watch a folder, do one step whenever the watcher would wait; gives how often it woke."""
    left = list(steps)
    woken = 0

    def sleep(_seconds):
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    try:
        for _ in watch((folder,), sleep):
            woken += 1
    except KeyboardInterrupt:
        pass
    return woken


def test_looks_once_where_nothing_changes(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")

    assert changes(tmp_path, lambda: None, lambda: None) == 1


@pytest.mark.parametrize(
    ("step", "woken"),
    [
        pytest.param(lambda p: (p / "a.py").write_text("x = 22"), 2, id="saved"),
        pytest.param(lambda p: os.utime(p / "a.py", (5, 5)), 2, id="saved as it was"),
        pytest.param(lambda p: (p / "b.ipynb").write_text("{}"), 2, id="a notebook appears"),
        pytest.param(lambda p: (p / "a.py").unlink(), 2, id="removed while an editor replaces it"),
        pytest.param(
            lambda p: (p / "a.py").rename(p / "b").rename(p / "a.py"), 2, id="moved away and back"
        ),
        pytest.param(lambda p: (p / "a.txt").write_text("x"), 1, id="a file of no interest"),
    ],
)
def test_wakes_for_what_counts(tmp_path, step, woken):
    (tmp_path / "a.py").write_text("x = 1")

    assert changes(tmp_path, lambda: step(tmp_path), lambda: None) == woken


def test_watches_a_file_alone(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 1")

    assert changes(file, lambda: (tmp_path / "b.py").write_text(""), lambda: None) == 1
    assert changes(file, lambda: file.write_text("x = 22"), lambda: None) == 2
