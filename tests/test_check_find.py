"""The bundle and the file are found by themselves, or a sentence says what to do."""

from pathlib import Path

import pytest
from sample_handouts import bundle, tiny

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

    assert find_target(None, "tiny", home / "tiny.bundle") == Target(home, "")


@pytest.mark.parametrize(
    "name", ["TINY.PY", "Tiny.ipynb", "tiny.py.txt", "tiny.zip", "tiny.tar.gz"]
)
def test_finds_what_marking_would_take_for_the_module(home, name):
    (home / name).write_text("")
    (home / "layers.py").write_text("")

    assert find_target(None, "tiny", home / "tiny.bundle") == Target(home / name, name)


def test_finds_the_module_beside_the_bundle_from_further_in(home, monkeypatch):
    (home / "tiny.py").write_text("")
    (home / "notes").mkdir()
    monkeypatch.chdir(home / "notes")

    assert find_target(None, "tiny", home / "tiny.bundle").path == home


@pytest.mark.parametrize("name", ["tiny.py", "draft.py", "elsewhere/tiny.py", "tiny.ipynb"])
def test_what_is_named_is_what_is_checked(home, name):
    for each in ("tiny.py", name):
        (home / each).parent.mkdir(exist_ok=True)
        (home / each).write_text("")

    target = find_target(Path(name), "tiny", home / "tiny.bundle")

    assert target == Target(Path(name), Path(name).name)


def test_a_folder_that_is_named_is_searched_unless_it_is_the_module(home):
    for each in ("work", "tiny"):
        (home / each).mkdir()
        (home / each / "__init__.py").write_text("")

    assert find_target(Path("work"), "tiny", home).path == Path("work")
    assert find_target(Path(), "tiny", home) == Target(Path(), "")
    assert find_target(Path("tiny"), "tiny", home).path == Path("tiny/__init__.py")


@pytest.mark.parametrize(
    "name", ["statement.html", "README.md", "tiny.bundle", "tiny", "notes.txt"]
)
def test_what_nobody_could_hand_in_is_refused(home, name):
    (home / name).touch()

    with pytest.raises(UsageError, match="wanted your Python file, notebook or archive, found"):
        find_target(Path(name), "tiny", home / "tiny.bundle")


@pytest.mark.parametrize("file", [None, "other.py", "Other (1).PY", "tiny.ipynb"])
def test_of_several_bundles_the_one_of_the_file_counts(home, file):
    save_bundle(bundle(module="other"), home / "a.bundle")
    save_bundle(bundle(module="third"), home / "b.bundle")
    (home / "c.bundle").write_text("damaged")
    (home / "other.py").write_text("")

    found = find_bundle(home, file and Path(file))

    assert found.name == ("tiny.bundle" if file == "tiny.ipynb" else "a.bundle")


def test_where_the_file_does_not_decide_the_example_names_it(home):
    save_bundle(bundle(module="other"), home / "a b.bundle")
    (home / "src").mkdir()

    with pytest.raises(UsageError) as raised:
        find_bundle(home / "src", Path("src/my work.py"))

    said = "as in: grader check 'src/my work.py' --bundle 'a b.bundle')"
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("files", "file", "said"),
    [
        pytest.param([], None, "go to the folder of your tiny.py", id="nothing there"),
        pytest.param(["hw.py"], None, "name your file, as in: grader check hw.py", id="other name"),
        pytest.param(["hw.py"], None, "hand it in as tiny.py", id="what to hand in"),
        pytest.param(["hw.py"], "tiny.py", "is it saved, and is it called tiny.py?", id="no file"),
        pytest.param(["u.ipynb"], None, "hand it in as tiny.ipynb", id="a notebook"),
        pytest.param(["a b.py"], None, "grader check 'a b.py'; hand", id="a space in its name"),
        pytest.param(["work.zip"], None, "grader check work.zip", id="an archive"),
        pytest.param(["TINY.py", "Tiny.py"], None, "other files: TINY.py, Tiny.py", id="two"),
        pytest.param(
            ["tiny.py"],
            "TINY.py",
            "there is tiny.py here: grader check tiny.py",
            id="in other letters",
        ),
        pytest.param(["a (1).py"], "A(1).py", "grader check 'a (1).py'", id="almost the name"),
    ],
)
def test_a_file_that_is_not_there_says_what_to_do(home, files, file, said):
    for name in files:
        (home / name).write_text("")

    with pytest.raises(UsageError) as raised:
        find_target(file and Path(file), "tiny", home / "tiny.bundle")

    assert said in str(raised.value)
