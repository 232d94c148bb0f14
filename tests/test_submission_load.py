"""What students hand in is read as bytes, whatever they call it and however much it is."""

import os
import shutil
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.submission.collect import MOST_BYTES, MOST_FILES
from grader.submission.folder import MOST_SEEN
from grader.submission.load import Found, find_submissions, load_submission

CODE = b"x = 1\n"
NOTEBOOK = b'{"cells": [{"cell_type": "code", "source": "x = 1"}], "nbformat": 4}'


def write(folder, **files):
    """Write files by name, with two underscores for a slash."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def loaded(folder, student="anna"):
    return load_submission(Found(student, folder), "hw2")


def students(folder):
    return [found.student for found in find_submissions(folder)]


def test_finds_a_folder_or_a_file_a_student_by_name(tmp_path):
    write(tmp_path, ben=CODE, anna__hw2=CODE)

    assert [(each.student, each.path.name) for each in find_submissions(tmp_path)] == [
        ("anna", "anna"),
        ("ben", "ben.py"),
    ]


def test_passes_over_what_is_no_submission(tmp_path):
    write(tmp_path, anna__hw2=CODE, __pycache____hw2=CODE)
    (tmp_path / "expected.csv").write_text("a,b")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "anna")
    (tmp_path / "linked.py").symlink_to(tmp_path / "anna" / "hw2.py")

    assert students(tmp_path) == ["anna"]


@pytest.mark.parametrize(
    "name",
    ["line\nbreak", "\u202egnp.yp", "-rf", "a b", "李雷", "zoë", "<script>", "x..", "%00"],
    ids=ascii,
)
def test_an_odd_name_is_kept_as_text(tmp_path, name):
    (tmp_path / name).mkdir()

    assert students(tmp_path) == [name]


def test_a_name_that_is_no_text_is_written_so_that_it_can_be_reported(tmp_path):
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102 - a name of bytes
    with open(folder + b"/\xff.py", "wb") as file:  # noqa: PTH123 - as above
        file.write(CODE)

    found = find_submissions(tmp_path)[0]
    submission = load_submission(found, "hw2")

    assert found.student == r"caf\xe9"
    assert submission.entry == "hw2.py"
    assert r"\xff.py" in submission.notes[0]
    assert "".join(submission.notes).isprintable()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "none", "wanted a folder of submissions, found none"),
        (lambda folder: folder, "wanted submissions, found none"),
        (lambda folder: write(folder, anna__hw2=CODE, anna=CODE), "one submission a student"),
    ],
    ids=["no folder", "empty folder", "twice"],
)
def test_says_what_is_wrong_with_a_folder_of_submissions(tmp_path, make, words):
    with pytest.raises(UsageError, match=words):
        find_submissions(make(tmp_path))


def test_reads_a_flat_file_as_the_module(tmp_path):
    write(tmp_path, ben=CODE)

    submission = loaded(tmp_path / "ben.py", "ben")

    assert (submission.files, submission.entry, submission.notes) == (
        {"hw2.py": CODE},
        "hw2.py",
        (),
    )


def test_reads_a_folder_with_all_that_belongs_to_it(tmp_path):
    write(tmp_path, hw2=CODE, helper=b"y = 2\n", sub__more=b"", __pycache____hw2=b"no")
    (tmp_path / "data.csv").write_bytes(b"1,2")
    (tmp_path / "hw2.pyc").write_bytes(b"no")

    submission = loaded(tmp_path)

    assert set(submission.files) == {"hw2.py", "helper.py", "sub/more.py", "data.csv"}
    assert (submission.entry, submission.notes) == ("hw2.py", ())


@pytest.mark.parametrize(
    ("files", "entry", "kept"),
    [
        (["hw2/hw2.py", "hw2/helper.py", "other.py"], "hw2.py", {"hw2.py", "helper.py"}),
        (["a/b/hw2.py", "a/b/c/more.py"], "hw2.py", {"hw2.py", "c/more.py"}),
        (["hw2/__init__.py", "x.py"], "hw2/__init__.py", {"hw2/__init__.py", "x.py"}),
    ],
    ids=["one down", "two down", "a package"],
)
def test_finds_the_module_further_down(tmp_path, files, entry, kept):
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(CODE)

    submission = loaded(tmp_path)

    assert submission.entry == entry
    assert set(submission.files) == kept


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), "found no Python file"),
        (("homework", "main"), "found 'homework.py', 'main.py'"),
        (("a__hw2", "b__hw2"), "hw2.py is there 2 times"),
    ],
    ids=["empty", "other names", "several"],
)
def test_says_why_there_is_no_module(tmp_path, files, words):
    write(tmp_path, **dict.fromkeys(files, CODE))

    submission = loaded(tmp_path)

    assert submission.entry is None
    assert words in submission.notes[-1]


def test_a_module_at_the_top_counts_before_copies_below(tmp_path):
    write(tmp_path, hw2=CODE, old__hw2=b"old")

    assert loaded(tmp_path).files["hw2.py"] == CODE


def test_links_and_pipes_are_not_followed_and_the_student_is_told(tmp_path):
    outside = write(tmp_path / "outside", secret=b"answers")
    folder = write(tmp_path / "anna", hw2=CODE)
    (folder / "linked.py").symlink_to(outside / "secret.py")
    (folder / "folder").symlink_to(outside)
    (folder / "dead").symlink_to(outside / "none")
    os.mkfifo(folder / "pipe.py")

    submission = loaded(folder)

    assert set(submission.files) == {"hw2.py"}
    assert len(submission.notes) == 4
    assert all("was not read" in note for note in submission.notes)


def test_a_module_that_is_a_link_is_not_there(tmp_path):
    outside = write(tmp_path / "outside", secret=b"answers")
    folder = tmp_path / "anna"
    folder.mkdir()
    (folder / "hw2.py").symlink_to(outside / "secret.py")

    submission = loaded(folder)

    assert submission.entry is None
    assert submission.files == {}


def test_a_large_file_beside_the_module_does_not_keep_it_from_being_read(tmp_path):
    folder = write(tmp_path, hw2=CODE, sub__helper=CODE)
    with (folder / "data.bin").open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    submission = loaded(folder)

    assert set(submission.files) == {"hw2.py", "sub/helper.py"}
    assert "left out: 'data.bin'." in submission.notes[0]


def test_many_files_beside_the_module_do_not_keep_it_from_being_read(tmp_path):
    folder = write(tmp_path, hw2=CODE)
    for number in range(MOST_FILES + 20):
        (folder / f"a{number:03}.txt").write_bytes(b"1")

    submission = loaded(folder)

    assert len(submission.files) == MOST_FILES
    assert submission.entry == "hw2.py"
    assert "11 more" in submission.notes[0]


@pytest.mark.parametrize("name", ["hw2.py", "hw2/__init__.py", "work/hw2.py", "hw2.ipynb"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_many_modules_do_not_keep_the_one_that_is_wanted_from_being_read(tmp_path, name, is_packed):
    content = NOTEBOOK if name.endswith(".ipynb") else CODE
    files = {f"a{number:03}.py": CODE for number in range(MOST_FILES)} | {name: content}
    for each, text in files.items():
        (tmp_path / "anna" / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "anna" / each).write_bytes(text)
    packed = shutil.make_archive(str(tmp_path / "anna"), "zip", tmp_path / "anna")

    submission = loaded(Path(packed) if is_packed else tmp_path / "anna")

    assert submission.entry == (name if name.startswith("hw2") else "hw2.py")
    assert any("left out: 'a199.py'." in note for note in submission.notes)


def test_a_flat_file_that_is_too_large_is_left_out(tmp_path):
    with (tmp_path / "ben.py").open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    submission = loaded(tmp_path / "ben.py", "ben")

    assert (submission.entry, submission.files) == (None, {})
    assert "'ben.py'" in submission.notes[0]


def test_all_files_together_may_not_be_larger_than_all_is_allowed(tmp_path):
    folder = write(tmp_path, hw2=CODE)
    for name in ("a.bin", "b.bin", "c.bin"):
        with (folder / name).open("wb") as file:
            file.truncate(MOST_BYTES // 2)

    submission = loaded(folder)

    assert sum(map(len, submission.files.values())) <= MOST_BYTES
    assert set(submission.files) == {"hw2.py", "a.bin"}


def test_a_folder_without_end_is_looked_at_only_so_far(tmp_path):
    folder = write(tmp_path, zzz__hw2=CODE)
    deep = folder / "deep"
    deep.mkdir()
    for number in range(MOST_SEEN):
        (deep / str(number)).touch()

    assert loaded(folder).entry is None


def test_a_path_too_long_to_be_handed_on_is_left_out(tmp_path):
    folder = write(tmp_path, hw2=CODE)
    deep = folder / ("a" * 200) / ("b" * 200)
    deep.mkdir(parents=True)
    (deep / "x.py").write_bytes(CODE)

    submission = loaded(folder)

    assert set(submission.files) == {"hw2.py"}
    assert "too long a name" in submission.notes[0]


@pytest.mark.parametrize("is_folder", [True, False])
@pytest.mark.parametrize("is_base_long", [True, False])
def test_a_path_too_long_for_the_system_is_left_out(tmp_path, is_folder, is_base_long):
    """It is made step by step, as an archive program does; `rmtree` goes the same way."""
    steps = ["d" * 250] * 15
    base = Path(tmp_path, *steps) if is_base_long else tmp_path
    base.mkdir(parents=True, exist_ok=True)
    folder = write(base, hw2=CODE)
    handle = os.open(folder, os.O_RDONLY)
    for step in [*([] if is_base_long else steps), "e" * 200, "f" * 200]:
        os.mkdir(step, dir_fd=handle)
        before, handle = handle, os.open(step, os.O_RDONLY, dir_fd=handle)
        os.close(before)
    if is_folder:
        os.mkdir("g" * 250, dir_fd=handle)
    else:
        os.close(os.open("g" * 250, os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)

    submission = loaded(folder)

    assert set(submission.files) == {"hw2.py"}
    assert "too long a name, and was not read" in submission.notes[0]


def test_what_vanishes_is_an_error_of_the_disk_not_of_the_student(tmp_path):
    with pytest.raises(FileNotFoundError):
        loaded(tmp_path / "gone.py")
    with pytest.raises(FileNotFoundError):
        loaded(tmp_path / "gone")
