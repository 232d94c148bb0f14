import base64
import csv
import hashlib
import io
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import grader
from grader.ci.wheel import make_wheel, name_wheel, pack

PACKAGE = Path(grader.__file__).parent


@pytest.fixture(scope="module")
def wheel():
    return make_wheel()


def test_the_record_lists_every_file_with_its_hash(wheel):
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        record = next(name for name in archive.namelist() if name.endswith("/RECORD"))
        rows = list(csv.reader(archive.read(record).decode().splitlines()))

        assert {row[0] for row in rows} == set(archive.namelist())
        for name, digest, size in rows:
            if name != record:
                content = archive.read(name)
                hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
                assert digest == f"sha256={hashed.decode().rstrip('=')}"
                assert int(size) == len(content)


def test_it_holds_every_file_of_the_package(wheel):
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = set(archive.namelist())

    there = {
        path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in str(path)
    }
    assert {f"grader/{path.relative_to(PACKAGE).as_posix()}" for path in there} <= names
    assert not any("__pycache__" in name for name in names)


def test_its_metadata_names_what_it_needs(wheel):
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        text = archive.read(f"grader-{grader.__version__}.dist-info/METADATA").decode()
    metadata = Parser().parsestr(text)

    assert (metadata["Name"], metadata["Version"]) == ("grader", grader.__version__)
    assert any(each.startswith("pydantic") for each in metadata.get_all("Requires-Dist"))


def test_the_same_files_give_the_same_bytes():
    assert pack({"a": b"1", "b": b"2"}) == pack({"a": b"1", "b": b"2"})


@pytest.mark.sandbox
def test_an_installer_takes_it_and_the_command_runs(wheel, tmp_path):
    file = tmp_path / name_wheel()
    file.write_bytes(wheel)
    target = tmp_path / "installed"

    subprocess.run(  # noqa: S603 - pip, offline
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"),
            *("--disable-pip-version-check", "--target", str(target), str(file)),
        ],
        check=True,
    )
    script = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import grader; print(grader.__file__)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-I", "-c", script], check=True, capture_output=True, text=True
    )

    assert Path(done.stdout.strip()).is_relative_to(target)
    assert (target / "bin" / "grader").is_file()
