"""A bundle's file: read as it was written, or refused with a sentence; and never executed."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_handouts import forms, tiny

from grader.errors import UsageError
from grader.handout import file as bundle_file
from grader.handout.envelope import MOST_BYTES, seal
from grader.handout.file import dump_bundle, load_bundle, parse_bundle, save_bundle
from grader.handout.record import RECORDS, RecordError, read_record

SAMPLES = {"forms": forms(), "tiny": tiny()}


def again(content, change):
    """Change the body of a bundle, and sign it anew as only its maker would."""
    head = json.loads(content)
    change(head["bundle"])
    return seal(head["bundle"])


@pytest.mark.parametrize("name", SAMPLES)
def test_is_read_as_it_was_written(name, tmp_path):
    file = tmp_path / "a.bundle"

    save_bundle(SAMPLES[name], file)

    assert dump_bundle(load_bundle(file)) == file.read_bytes() == dump_bundle(SAMPLES[name])
    assert [path.name for path in tmp_path.iterdir()] == ["a.bundle"]


def test_the_parts_come_back_as_records():
    found = parse_bundle(dump_bundle(tiny()), "x")

    assert found.parts[1].answers[0].mistakes[0].says == "The sign is the other one."
    assert (
        found.parts[1].answers[0].key.cases[0].arguments
        == tiny().parts[1].answers[0].key.cases[0].arguments
    )
    assert found.hidden == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "found one that is damaged or cut short (fetch it", id="empty"),
        pytest.param(b"\x80\x04\x95", "wanted a grader bundle", id="a pickle"),
        pytest.param(b"[1, 2]", "wanted a grader bundle", id="other JSON"),
        pytest.param(b"[" * 100_000, "wanted a grader bundle", id="nested without end"),
        pytest.param(b'{"a":' * 100_000, "wanted a grader bundle", id="nested objects"),
        pytest.param(
            dump_bundle(tiny()).replace(b'"version": 3', b'"version": 4'),
            "version 3, found 4 (it needs a newer grader: upgrade it)",
            id="of a later version",
        ),
        pytest.param(
            dump_bundle(tiny()).replace(b'"version": 3', b'"version": 2'),
            "version 3, found 2 (fetch the bundle again)",
            id="of an earlier version",
        ),
        pytest.param(
            dump_bundle(tiny()).replace(b'"version": 3', b'"version": "x"'),
            "version 3, found x (fetch the bundle again)",
            id="of no version",
        ),
        pytest.param(dump_bundle(tiny())[:9], "damaged or cut short", id="cut very short"),
        pytest.param(b"<html>", "found something else (fetch it again)", id="a page"),
        pytest.param(
            dump_bundle(tiny()).replace(b"other one", b"right one"), "was changed", id="changed"
        ),
        pytest.param(dump_bundle(tiny())[:-200], "damaged or cut short", id="cut short"),
        pytest.param(b" " * (MOST_BYTES + 1), "at most 8 MiB, found more", id="too large"),
    ],
)
def test_what_is_no_bundle_is_refused_with_a_cure(content, said, tmp_path):
    file = tmp_path / "a.bundle"
    file.write_bytes(content)

    with pytest.raises(UsageError) as raised:
        load_bundle(file)

    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            lambda body: body.update(seconds="5"), "bundle.seconds: wanted float", id="type"
        ),
        pytest.param(
            lambda body: body.update(colour=1), "wanted the fields of Bundle", id="unknown field"
        ),
        pytest.param(
            lambda body: body["parts"][0]["answers"][0]["key"].update({"is": "Popen"}),
            "bundle.parts[0].answers[0].key: wanted",
            id="unknown record",
        ),
        pytest.param(
            lambda body: body["parts"][2]["answers"][0]["key"]["case"]["truth"]["value"].update(
                shape=[9]
            ),
            "wanted 9 values",
            id="shape that does not fit",
        ),
        pytest.param(
            lambda body: body["parts"][1]["answers"][0]["key"]["cases"][0].update(arguments="////"),
            "wanted inputs of a call",
            id="inputs that are none",
        ),
    ],
)
def test_a_forged_one_is_refused_with_its_place(change, said):
    with pytest.raises(UsageError) as raised:
        parse_bundle(again(dump_bundle(tiny()), change), "x")

    assert said in str(raised.value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["is", "shape", "values", "name", "case", "like"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("name", RECORDS)
@given(found=_JSON | st.fixed_dictionaries({"is": st.sampled_from(sorted(RECORDS))}))
def test_nothing_but_records_is_ever_made(name, found):
    with pytest.raises(RecordError):
        read_record(RECORDS[name], found, "x")


def test_one_that_would_be_too_large_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle_file, "MOST_BYTES", 100)

    with pytest.raises(UsageError, match="make fewer or smaller cases public"):
        save_bundle(tiny(), tmp_path / "a.bundle")

    assert list(tmp_path.iterdir()) == []


def test_loading_one_imports_no_torch(tmp_path):
    save_bundle(tiny(), tmp_path / "a.bundle")
    script = (
        "import sys; from pathlib import Path; from grader.handout.file import load_bundle;"
        "load_bundle(Path(sys.argv[1])); print('torch' in sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script, str(tmp_path / "a.bundle")],
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout == "False\n"
