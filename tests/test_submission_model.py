"""A submission is known by its files, and its lines are counted as Python counts them."""

import pytest

from grader.submission.model import Submission


def test_the_digest_depends_on_names_and_bytes_and_on_nothing_else():
    def digest(files, entry="hw2.py", student="anna", notes=()):
        return Submission(student, files, entry, notes).digest

    one = digest({"hw2.py": b"a", "b.py": b"c"})

    assert one == digest({"b.py": b"c", "hw2.py": b"a"}, student="ben", notes=("note",))
    others = [
        digest({"hw2.py": b"a", "b.py": b"d"}),
        digest({"hw2.py": b"a", "c.py": b"c"}),
        digest({"hw2.py": b"ab.pyc"}),
        digest({"hw2.py": b"ab", ".py": b"c"}),
        digest({"hw2.pya": b"", "b.py": b"c"}),
        digest({"hw2.py": b"a"}),
        digest({}),
        digest({"hw2.py": b"a", "b.py": b"c"}, entry=None),
    ]
    assert len({one, *others}) == len(others) + 1


def test_the_digest_takes_any_name_a_disk_may_have():
    assert len(Submission("s", {"\udcff.py": b""}, None).digest) == 64


@pytest.mark.parametrize(
    ("content", "first", "last", "lines"),
    [
        (b"a\nb\nc\n", 2, 3, ("b", "c")),
        (b"a\r\nb\rc", 2, 2, ("b",)),
        (b"a\x0c\nb", 2, 2, ("b",)),
        ("a\u2028\u0085\nb".encode(), 2, 2, ("b",)),
        (b"\xff\nb", 1, 1, ("\ufffd",)),
        (b"", 1, 9, ()),
        (b"a", 5, 9, ()),
    ],
)
def test_lines_are_counted_as_python_counts_them(content, first, last, lines):
    submission = Submission("anna", {"hw2.py": content}, "hw2.py")

    assert submission.lines("hw2.py", first, last) == lines
    assert submission.lines("other.py", first, last) == ()
