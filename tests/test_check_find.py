"""The bundle and the file are found by themselves, or a sentence says what to do."""

from pathlib import Path

import pytest
from sample_handouts import tiny

from grader.check.find import Target, find_bundle, find_target
from grader.errors import UsageError
from grader.handout.file import save_bundle


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A student's folder with a bundle, where the student stands."""
    folder = tmp_path / "homework"
    folder.mkdir()
    save_bundle(tiny(), folder / "tiny.bundle")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("place", [".", "src", "src/deep", ".grader"])
def test_finds_the_bundle_here_or_above(home, place):
    (home / place).mkdir(parents=True, exist_ok=True)

    assert find_bundle(home / place) == (home / "tiny.bundle").resolve()


def test_finds_the_bundle_that_a_repository_keeps_out_of_the_way(home):
    (home / ".grader").mkdir()
    (home / "tiny.bundle").rename(home / ".grader" / "tiny.bundle")

    assert find_bundle(home).parent.name == ".grader"


def test_the_nearest_bundle_counts(home):
    inner = home / "other"
    inner.mkdir()
    save_bundle(tiny(), inner / "other.bundle")

    assert find_bundle(inner).name == "other.bundle"


def test_several_bundles_are_named(home):
    save_bundle(tiny(), home / "second.bundle")

    with pytest.raises(UsageError) as raised:
        find_bundle(home)

    assert "found 2: second.bundle, tiny.bundle" in str(raised.value)
    assert "grader check --bundle second.bundle" in str(raised.value)


def test_no_bundle_says_where_to_put_it(tmp_path):
    with pytest.raises(UsageError, match="save the bundle of your handout next to your file"):
        find_bundle(tmp_path)


@pytest.mark.parametrize("name", ["tiny.py", "tiny.ipynb", "tiny/__init__.py"])
def test_finds_the_module_under_its_own_name(home, name):
    (home / name).parent.mkdir(exist_ok=True)
    (home / name).write_text("")

    assert find_target(None, "tiny", home / "tiny.bundle") == Target(home, name)


def test_finds_the_module_beside_the_bundle_from_further_in(home, monkeypatch):
    (home / "tiny.py").write_text("")
    (home / "notes").mkdir()
    monkeypatch.chdir(home / "notes")

    assert find_target(None, "tiny", home / "tiny.bundle").path == home


def test_a_named_file_in_the_homework_keeps_what_lies_beside_it(home):
    (home / "tiny.py").write_text("")

    assert find_target(Path("tiny.py"), "tiny", home / "tiny.bundle").path == Path()


@pytest.mark.parametrize("name", ["draft.py", "elsewhere/tiny.py"])
def test_any_other_named_file_is_read_alone(home, name):
    (home / name).parent.mkdir(exist_ok=True)
    (home / name).write_text("")

    assert find_target(Path(name), "tiny", home / "tiny.bundle").path == Path(name)


@pytest.mark.parametrize(
    ("files", "file", "said"),
    [
        pytest.param([], None, "go to the folder of your tiny.py", id="nothing there"),
        pytest.param(["hw.py"], None, "name your file, as in: grader check hw.py", id="other name"),
        pytest.param(["hw.py"], None, "hand it in as tiny.py", id="what to hand in"),
        pytest.param(["hw.py"], "tiny.py", "is it saved, and is it called tiny.py?", id="no file"),
    ],
)
def test_a_file_that_is_not_there_says_what_to_do(home, files, file, said):
    for name in files:
        (home / name).write_text("")

    with pytest.raises(UsageError) as raised:
        find_target(file and Path(file), "tiny", home / "tiny.bundle")

    assert said in str(raised.value)
