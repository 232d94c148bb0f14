"""What stands in the way of imports: the course's own files, and packages nobody needs."""

from textwrap import dedent

import pytest

from grader.errors import SpecError
from grader.oracle.cache import spec_digest
from grader.spec.load import load_assignment

PROBLEM = dedent(
    """\
    id: 1
    title: One
    parts:
      - {id: a, title: A, points: 1, answer: {name: x, kind: number}, oracle: 1}
    """
)


@pytest.fixture
def folder(tmp_path):
    """Write an assignment, with files in its folder."""

    def write(head="", **files):
        (tmp_path / "assignment.yaml").write_text(
            f"{{id: tiny, title: Tiny, module: tiny, problems: [p.yaml]{head}}}\n"
        )
        (tmp_path / "p.yaml").write_text(PROBLEM)
        for name, text in files.items():
            file = tmp_path / f"{name.replace('__', '/')}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return tmp_path

    return write


def test_the_courses_files_are_known_by_their_place_beside_the_module(folder):
    home = folder(support__tools="x = 1", support__layers__conv="y = 2")
    (home / "support" / "w.npy").write_bytes(b"\x93NUMPY")
    (home / "support" / ".DS_Store").write_bytes(b"")
    (home / "support" / "__pycache__").mkdir()
    (home / "support" / "__pycache__" / "tools.cpython-311.pyc").write_bytes(b"")

    assert load_assignment(home).support == {
        "tools.py": b"x = 1",
        "layers/conv.py": b"y = 2",
        "w.npy": b"\x93NUMPY",
    }


def test_without_any_there_are_none(folder):
    assert load_assignment(folder()).support == {}


def test_they_are_part_of_what_marks_depend_on(folder):
    digests = {
        spec_digest(load_assignment(folder())),
        spec_digest(load_assignment(folder(support__tools="x = 1"))),
        spec_digest(load_assignment(folder(support__tools="x = 2"))),
    }

    assert len(digests) == 3


def test_none_may_take_the_place_of_the_students_module(folder):
    with pytest.raises(SpecError, match=r"module: wanted .*, found 'support/tiny.py' \(rename it"):
        load_assignment(folder(support__tiny="x = 1"))


def test_packages_that_are_not_needed_are_named(folder):
    head = load_assignment(folder(", stubs: [matplotlib, tqdm]")).head

    assert head.stubs == ("matplotlib", "tqdm")


def test_what_is_no_package_is_refused(folder):
    with pytest.raises(SpecError, match=r"stubs\[0\]"):
        load_assignment(folder(", stubs: [not-a-name]"))
