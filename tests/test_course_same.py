"""The same class gives the same bytes, whoever marks first; only times differ."""

import re

import pytest
from sample_class import ENDLESS, HALF, RIGHT, grade, write_assignment, write_students

pytestmark = pytest.mark.sandbox

_TIMES = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"  # when it was marked
    rb'|(?<="seconds": )\d+\.\d+(e-\d+)?'  # how long a call took
)

DOUBLE = "\n\n\ndef double(X):\n    "
STUDENTS = {
    "right": RIGHT,
    "half": HALF,
    "missing": "",
    "unparsed": "def (",
    "crashed": f"rows = [3, 7]{DOUBLE}print(X)\n    return X[7]\n",
    "endless": f"rows = [3, 7]{DOUBLE}while True: pass\n",
    "never-read": f"rows = [3, 7]\n{ENDLESS}{RIGHT}",
    "random": f"import random\nrows = [random.random(), 7]{DOUBLE}return X * rows[0]\n",
    "sets": f"print({{'a', 'b', 'c'}}, object)\nrows = {{3, 7}}{DOUBLE}return {{1.0, 2.0}}\n",
}


def files(out):
    """Every file's content but for times, by its place."""
    return {
        path.relative_to(out): _TIMES.sub(b"TIME", path.read_bytes())
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_the_same_class_gives_the_same_bytes(tmp_path):
    assignment = write_assignment(tmp_path / "hw")
    inbox = write_students(tmp_path / "inbox", STUDENTS)
    said = []
    for out, options in (("one", ["-j1"]), ("two", ["-j2"]), ("two", []), ("one", ["--fresh"])):
        done = grade(assignment, inbox, tmp_path / out, *options)
        assert (done.returncode, done.stderr) == (0, "")
        said.append(done.stdout.split("\n\n")[0])

    first, second = files(tmp_path / "one"), files(tmp_path / "two")

    assert len(first) == 2 * len(STUDENTS) + 2
    assert [place for place in first if first[place] != second.get(place)] == []
    assert set(first) == set(second)
    assert set(said) == {said[0]}
