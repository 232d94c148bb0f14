"""The stored answer key: computed once, never stale, and read without torch."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_parts import HEAD, array, part

import grader
from grader.errors import SpecError, UsageError
from grader.oracle import cache
from grader.oracle.cache import (
    default_folder,
    hash_files,
    key_digest,
    load_answer_key,
    spec_digest,
    torch_version,
)
from grader.record import replace

SPEC = HEAD + part("a", *array("A + 1"))


def keys_in(folder):
    return sorted((folder / "keys").iterdir())


def test_a_key_is_computed_and_stored_once(assignment, tmp_path):
    loaded = assignment(SPEC)

    first = load_answer_key(loaded, tmp_path / "cache")
    (file,) = keys_in(tmp_path / "cache")
    written = file.stat().st_mtime_ns, file.stat().st_ino
    again = load_answer_key(loaded, tmp_path / "cache")

    assert keys_in(tmp_path / "cache") == [file]
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == written
    assert first.digest == again.digest == key_digest(loaded)
    assert file.name == f"{first.digest[:32]}.key"
    assert again.parts[0].answers[0].case.truth.value.tolist() == [[2, 3], [4, 5]]
    # Of a build with accelerators the package's metadata leaves out what torch says of itself.
    assert again.torch.partition("+")[0] == torch_version().partition("+")[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04garbage", b"\x80\x04N."])
def test_a_stored_file_that_is_no_key_is_replaced(assignment, tmp_path, content):
    loaded = assignment(SPEC)
    load_answer_key(loaded, tmp_path / "cache")
    (file,) = keys_in(tmp_path / "cache")
    sound = file.read_bytes()
    file.write_bytes(content)

    load_answer_key(loaded, tmp_path / "cache")

    assert file.read_bytes() == sound


def test_a_key_of_another_assignment_under_this_name_is_replaced(assignment, tmp_path):
    loaded = assignment(SPEC)
    right = load_answer_key(loaded, tmp_path / "cache")
    (file,) = keys_in(tmp_path / "cache")
    sound = file.read_bytes()
    foreign = assignment(HEAD + part("a", *array("A + 2")))
    load_answer_key(foreign, tmp_path / "other")
    shutil.copy(keys_in(tmp_path / "other")[0], file)

    again = load_answer_key(loaded, tmp_path / "cache")

    assert again.digest == right.digest
    assert file.read_bytes() == sound


def test_a_flawed_assignment_stores_nothing(assignment, tmp_path):
    with pytest.raises(SpecError):
        load_answer_key(assignment(HEAD + part("a", *array("A +  nothing"))), tmp_path / "cache")

    assert not (tmp_path / "cache").exists()


def test_where_nothing_can_be_stored_the_key_is_computed_all_the_same(assignment, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder is wanted")

    key = load_answer_key(assignment(SPEC), tmp_path / "cache")

    assert key.parts[0].id == "1.a"


def changed(loaded, name, content):
    return replace(loaded, sources={**loaded.sources, name: content})


def test_any_byte_of_any_file_of_the_spec_changes_the_digest(assignment):
    loaded = assignment(SPEC, "x = 1\n")
    digests = {key_digest(loaded)}

    count = 1
    for name, content in loaded.sources.items():
        for place in range(0, len(content), 7):
            other = bytearray(content)
            other[place] ^= 1
            digests.add(key_digest(changed(loaded, name, bytes(other))))
            count += 1

    assert len(loaded.sources) == 3
    assert len(digests) == count


def test_what_is_not_part_of_the_spec_changes_no_digest(assignment, tmp_path):
    before = key_digest(assignment(SPEC))
    (tmp_path / "notes.txt").write_text("buy milk")

    assert key_digest(assignment(SPEC)) == before


def test_bytes_moved_from_one_file_to_another_change_the_digest():
    assert hash_files({"a": b"xy", "b": b"z"}) != hash_files({"a": b"x", "b": b"yz"})
    assert hash_files({"a": b"xy", "b": b"z"}) != hash_files({"b": b"xy", "a": b"z"})
    assert hash_files({"a": b"xy", "b": b"z"}) == hash_files({"b": b"z", "a": b"xy"})


@pytest.mark.parametrize(
    "file", ["oracle/tolerance.py", "key/truth.py", "spec/domain.py", "formula/read.py"]
)
def test_a_byte_of_the_code_that_computes_keys_changes_the_digest(
    assignment, tmp_path, monkeypatch, file
):
    loaded = assignment(SPEC)
    before, spec = key_digest(loaded), spec_digest(loaded)
    package = tmp_path / "grader"
    shutil.copytree(Path(grader.__file__).parent, package)
    monkeypatch.setattr(cache.grader, "__file__", str(package / "__init__.py"))
    assert key_digest(loaded) == before

    with (package / file).open("a") as stream:
        stream.write("\n")

    assert key_digest(loaded) != before
    assert spec_digest(loaded) == spec


def test_another_release_of_torch_changes_the_digest(assignment, monkeypatch):
    loaded = assignment(SPEC)
    before = key_digest(loaded)

    monkeypatch.setattr(importlib.metadata, "version", lambda _: "2.6.0")

    assert key_digest(loaded) != before


def test_without_torch_its_absence_is_told_with_the_cure(assignment, monkeypatch, tmp_path):
    def absent(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)

    with pytest.raises(UsageError) as caught:
        load_answer_key(assignment(SPEC), tmp_path / "cache")
    assert str(caught.value) == (
        "torch: wanted for the oracle, found it not installed (install grader with its extra "
        "'oracle'; students need it only if their file does)"
    )


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"GRADER_CACHE": "/a"}, Path("/a")),
        ({"GRADER_CACHE": "/a", "XDG_CACHE_HOME": "/b"}, Path("/a")),
        ({"XDG_CACHE_HOME": "/b"}, Path("/b/grader")),
        ({"HOME": "/c"}, Path("/c/.cache/grader")),
        ({"HOME": "/c", "GRADER_CACHE": "", "XDG_CACHE_HOME": ""}, Path("/c/.cache/grader")),
    ],
)
def test_keys_are_kept_where_the_user_wants_caches(monkeypatch, variables, folder):
    for name in ("GRADER_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert default_folder() == folder


PROGRAM = """
import sys
from pathlib import Path
from grader.oracle.cache import load_answer_key
from grader.spec.load import load_assignment
key = load_answer_key(load_assignment(Path(sys.argv[1])), Path(sys.argv[2]))
print(key.digest, "torch" in sys.modules)
"""


def start(folder, cached):
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(folder), str(cached)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(grader.__file__).parent.parent)},
    )


def test_two_processes_may_compute_at_once_and_a_later_one_imports_no_torch(assignment, tmp_path):
    folder, cached = assignment(SPEC).folder, tmp_path / "cache"

    both = [start(folder, cached) for _ in range(2)]
    printed = [each.communicate(timeout=120)[0].split() for each in both]
    last = start(folder, cached).communicate(timeout=120)[0].split()

    assert [each.returncode for each in both] == [0, 0]
    assert printed[0][0] == printed[1][0] == last[0]
    assert "True" in (printed[0][1], printed[1][1])
    assert last[1] == "False"
    assert [each.name for each in keys_in(cached)] == [f"{last[0][:32]}.key"]
