"""A notebook is read as data: its code in order, whatever else is in it and however much."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.cells import cell_number, name_cell
from grader.submission.load import Found, load_submission
from grader.submission.notebook import (
    MOST_BYTES,
    NotebookError,
    lay_out_cells,
    read_notebook,
    slim_notebook,
)

PICTURE = {"data": {"image/png": "iVBORw0KGgo" * 1000}, "output_type": "display_data"}


def code(source, count=1, outputs=()):
    return {
        "cell_type": "code",
        "execution_count": count,
        "metadata": {},
        "outputs": list(outputs),
        "source": source,
    }


def document(*cells, **more):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}


def read(notebook):
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return read_notebook(slim_notebook(content))


def test_code_cells_come_in_order_and_nothing_else_does():
    text = {"cell_type": "markdown", "metadata": {}, "source": "x = 2"}
    raw = {"cell_type": "raw", "metadata": {}, "source": "x = 3"}

    found = read(document(code("x = 1\n"), text, raw, code("  \n"), code(["y = 1\n", "z = 2"], 2)))

    assert found.cells == ("x = 1\n", "y = 1\nz = 2")
    assert found.notes == ()


def test_outputs_are_cut_away_before_anything_is_parsed():
    quoted = 'print("\\"outputs\\": [1]")  # "outputs": [{'
    content = json.dumps(document(code(quoted, outputs=[PICTURE] * 50))).encode()

    slim = slim_notebook(content)

    assert len(slim) < 500 < len(content)
    assert b"iVBOR" not in slim
    assert read_notebook(slim).cells == (quoted,)


def test_fifty_megabytes_of_outputs_do_not_matter(tmp_path):
    lines = [f"epoch {n}: loss 0.123456789\n" for n in range(100_000)]
    outputs = [PICTURE | {"data": {"image/png": "A" * (45 << 20)}}, {"text": lines}]
    (tmp_path / "hw2.ipynb").write_text(json.dumps(document(code("x = 1", outputs=outputs))))

    submission = load_submission(Found("ana", tmp_path), "hw2")

    assert (tmp_path / "hw2.ipynb").stat().st_size > 45 << 20
    assert submission.files["hw2.ipynb, cell 1"] == b"x = 1"
    assert sum(map(len, submission.files.values())) < 1000
    assert submission.notes == ()


def test_a_notebook_of_version_3_is_read_too():
    sheet = {"cells": [{"cell_type": "code", "input": ["x = 1"], "prompt_number": 1}]}

    assert read({"nbformat": 3, "metadata": {}, "worksheets": [sheet]}).cells == ("x = 1",)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([None, None], "saved without having been run"),
        ([2, 1], "not run in their order"),
        ([3, 3], "not run in their order"),
        ([1, 2], ""),
        ([1, None, 4], ""),
        ([], ""),
    ],
)
def test_says_how_the_notebook_had_been_run(counts, words):
    text = {"cell_type": "markdown", "source": "nothing"}
    notes = read(document(text, *(code("x = 1", count) for count in counts))).notes

    assert [words in note for note in notes] == [True] * bool(words)


@pytest.mark.parametrize(
    ("notebook", "words"),
    [
        (b"", "damaged"),
        (b"\x80\x04\x95", "damaged"),
        (b'{"cells": [', "damaged"),
        (b"[" * 1_000_000, "damaged"),
        (b'{"a": ' * 200_000, "damaged"),
        (b"[1]", "no notebook"),
        (b"{}", "no cells"),
        (b'{"cells": 3, "worksheets": [4, null]}', "no cells"),
        (document(code("1"), metadata={"language_info": {"name": "R"}}), "'R'"),
        (document(code("1"), metadata={"kernelspec": {"language": "julia"}}), "'julia'"),
        (document(code("x" * (5 << 20))), "too large"),
    ],
    ids=[
        *("empty", "pickle", "cut off", "deep lists", "deep objects", "a list", "nothing"),
        *("odd", "R", "julia", "large"),
    ],
)
def test_says_why_a_notebook_cannot_be_read(notebook, words):
    with pytest.raises(NotebookError, match=words):
        read(notebook)


@pytest.mark.parametrize(
    "content",
    [
        b'{"cells": [{"outputs": ' + b"[" * (4 << 20),
        b'{"outputs": [' + b"[]," * (4 << 20) + b"1]}",
        b'{"outputs": ["' + b"\\n" * (4 << 20) + b'"]}',
        b'"' * (8 << 20),
        b'"' + b"\\" * (8 << 20),
        b'{"outputs":[],' * (1 << 19),
        b"[" * (8 << 20),
    ],
    ids=["open", "lists", "escapes", "quotes", "backslashes", "keys", "nested"],
)
def test_what_was_made_to_choke_on_is_refused_after_one_look(content):
    slim = slim_notebook(content)

    assert len(slim) <= (4 << 20) + 1
    with pytest.raises(NotebookError):
        read_notebook(slim)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
KEYS = st.sampled_from(["cells", "source", "cell_type", "outputs", "attachments", "worksheets"])


@given(st.dictionaries(KEYS, JSON) | JSON)
def test_cutting_outputs_changes_nothing_else(value):
    def without(value):
        if isinstance(value, dict):
            cut = {"outputs", "attachments", "widgets"}
            return {
                key: None if key in cut and isinstance(item, list | dict) else without(item)
                for key, item in value.items()
            }
        return [without(item) for item in value] if isinstance(value, list) else value

    assert json.loads(slim_notebook(json.dumps(value).encode())) == without(value)


@given(st.binary() | st.dictionaries(KEYS, JSON).map(lambda value: json.dumps(value).encode()))
def test_whatever_is_handed_in_is_a_notebook_or_is_refused(content):
    with suppress(NotebookError):
        assert all(cell.encode() for cell in read_notebook(slim_notebook(content)).cells)


def test_each_cell_is_a_file_that_tells_its_number():
    files = lay_out_cells("hw2.ipynb", read(document(code("a"), code("b", 2))))

    assert files == {"hw2.ipynb, cell 1": b"a", "hw2.ipynb, cell 2": b"b"}
    assert cell_number(name_cell("hw2.ipynb", 12)) == 12
    assert cell_number("hw2.py") is None


def test_a_notebook_too_large_is_left_out(tmp_path):
    with (tmp_path / "hw2.ipynb").open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    submission = load_submission(Found("ana", tmp_path), "hw2")

    assert submission.entry is None
    assert "left out: 'hw2.ipynb'" in submission.notes[0]


def test_other_notebooks_beside_the_module_are_not_read(tmp_path):
    (tmp_path / "hw2.py").write_bytes(b"x = 1")
    (tmp_path / "scratch.ipynb").write_text(json.dumps(document(code("x = 2"))))

    submission = load_submission(Found("ana", tmp_path), "hw2")

    assert submission.entry == "hw2.py"
    assert not any(cell_number(name) for name in submission.files)
