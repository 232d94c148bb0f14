"""An archive is read as data: its files are taken, and what is odd is refused by name."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.archive import offer_archive
from grader.submission.archive_name import MOST_BYTES, archive_stem
from grader.submission.collect import MOST_BYTES as MOST_TAKEN
from grader.submission.collect import MOST_FILES, Offer, UnreadableError, collect
from grader.submission.load import Found, find_submissions, load_submission

CODE = b"x = 1\n"


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """Zip pairs of a name, or an entry's head, and content."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for head, content in entries:
            archive.writestr(head, content)
    return file.getvalue()


def tarred(*entries):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for head, content in entries:
            if isinstance(head, str):
                head = tarfile.TarInfo(head)  # noqa: PLW2901 - a shorthand
                head.size = len(content)
            archive.addfile(head, io.BytesIO(content))
    return file.getvalue()


def head(name, **more):
    found = zipfile.ZipInfo(name)
    for key, value in more.items():
        setattr(found, key, value)
    return found


def member(name, kind, **more):
    found = tarfile.TarInfo(name)
    found.type = kind
    for key, value in more.items():
        setattr(found, key, value)
    return found


def taken(content, name="alice.zip"):
    return collect(offer_archive(content, name))


@pytest.mark.parametrize(
    "pack",
    [
        zipped,
        tarred,
        lambda *entries: gzip.compress(tarred(*entries)),
        lambda *entries: bz2.compress(tarred(*entries)),
        lambda *entries: lzma.compress(tarred(*entries)),
        lambda *entries: zipped(*entries, method=zipfile.ZIP_STORED),
    ],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "zip stored"],
)
def test_files_are_taken_from_every_kind(pack):
    found = taken(pack(("hw2.py", CODE), ("./sub/data.csv", b"1,2"), ("__MACOSX/._hw2.py", b"\0")))

    assert found.files == {"hw2.py": CODE, "sub/data.csv": b"1,2"}
    assert found.notes == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(("../x.py", b"")), "'../x.py' leads out of the archive"),
        (zipped(("a/../../x.py", b"")), "leads out"),
        (zipped(("/etc/passwd", b"")), "leads out"),
        (zipped(("C:/x.py", b"")), "leads out"),
        (zipped(("..\\x.py", b"")), "leads out"),
        (tarred(("/etc/passwd", b"")), "leads out"),
        (tarred(("../x.py", b"")), "leads out"),
        (zipped((head("x", external_attr=(stat.S_IFLNK | 0o777) << 16), b"/")), "'x' is a link"),
        (tarred((member("x", tarfile.SYMTYPE, linkname="/"), b"")), "'x' is a link"),
        (tarred((member("x", tarfile.LNKTYPE, linkname="/etc/passwd"), b"")), "'x' is a link"),
        (tarred((member("x", tarfile.CHRTYPE), b"")), "no regular file"),
        (tarred((member("x", tarfile.FIFOTYPE), b"")), "no regular file"),
        (tarred(("a" * 300, b"")), "too long a name"),
        (zipped(("x", CODE), method=zipfile.ZIP_LZMA), "packed in an unusual way"),
        (zipped(("x", CODE), method=zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (tarred(("x", b"1"), ("x", b"2")), "'x' is there more than once"),
    ],
)  # fmt: skip
def test_says_which_files_are_not_taken_as_they_are(content, words):
    found = taken(content)

    assert words in " ".join(found.notes)
    assert set(found.files) <= {"x"}


def test_of_two_files_of_one_name_the_last_counts():
    assert taken(tarred(("x", b"1"), ("x", b"2"))).files == {"x": b"2"}


def test_a_locked_file_is_refused_and_the_rest_read():
    content = bytearray(zipped(("hw2.py", CODE), ("key.py", CODE)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rindex(mark) + offset] |= 1

    found = taken(bytes(content))

    assert found.files == {"hw2.py": CODE}
    assert "'key.py' is locked with a password" in found.notes[0]


def test_a_damaged_file_is_refused_and_the_rest_read():
    content = bytearray(zipped(("a.py", CODE), ("hw2.py", CODE), method=zipfile.ZIP_STORED))
    content[content.index(CODE)] ^= 1

    found = taken(bytes(content))

    assert found.files == {"hw2.py": CODE}
    assert "'a.py' is damaged" in found.notes[0]


@pytest.mark.parametrize(
    ("name", "flags", "read"),
    [
        ("é.py".encode(), 0, "é.py"),
        ("é.py".encode(), 0x800, "é.py"),
        (b"\x82.py", 0, "é.py"),
        (b"dir\\x.py", 0, "dir/x.py"),
    ],
    ids=["a Mac's", "marked", "DOS", "backslashes"],
)
def test_names_are_read_however_they_are_written(name, flags, read):
    plain = b"n" * len(name)
    content = zipped((plain.decode(), CODE)).replace(plain, name)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + offset
        content = content[:place] + struct.pack("<H", flags) + content[place + 2 :]

    assert list(taken(content).files) == [read]


def test_a_name_that_is_no_text_in_a_tar_is_written_so_that_it_can_be_reported():
    content = tarred(("nn.py", CODE)).replace(b"nn.py", b"\xff\xfe.py")
    content = content[:148] + b" " * 8 + content[156:]
    total = f"{sum(content[:512]):06o}\0 ".encode()
    content = content[:148] + total + content[156:]

    assert list(taken(content).files) == [r"\xff\xfe.py"]


def test_a_bomb_costs_no_more_than_all_that_is_allowed():
    zeros = bytes(MOST_TAKEN)
    bomb = [(f"{n}.bin", zeros + zeros) for n in range(6)]

    found = taken(zipped(("hw2.py", CODE), *bomb))

    assert found.files == {"hw2.py": CODE}
    assert "left out: '0.bin', '1.bin'" in found.notes[0]


def test_a_zip_that_lies_about_a_size_is_not_believed():
    content = bytearray(zipped(("hw2.py", CODE), ("bomb", bytes(40 << 20))))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 10)

    found = taken(bytes(content))

    assert set(found.files) <= {"hw2.py", "bomb"}
    assert sum(map(len, found.files.values())) < 100


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"]
)
def test_a_stream_that_unpacks_without_end_is_cut_off(pack):
    with pytest.raises(UnreadableError, match="unpacks to more than 96 MiB"):
        offer_archive(pack(bytes(97 << 20)), "alice.tgz")


def test_no_more_of_a_stream_is_unpacked_than_is_allowed():
    bomb = gzip.compress(bytes(400 << 20), 1)
    tracemalloc.start()
    with pytest.raises(UnreadableError):
        offer_archive(bomb, "alice.tgz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 300 << 20


def test_many_files_are_refused_or_left_out():
    many = zipped(*((f"{n}.txt", b"") for n in range(MOST_FILES + 50)), ("hw2.py", CODE))
    endless = tarred(*((f"{n}.txt", b"") for n in range(10_001)))

    found = taken(many)

    assert len(found.files) == MOST_FILES
    assert "hw2.py" in found.files
    with pytest.raises(UnreadableError, match="too many files"):
        offer_archive(endless, "alice.tar")
    with pytest.raises(UnreadableError, match="too many files"):
        offer_archive(b"PK\x03\x04" + b"PK\x01\x02" * 10_001, "alice.zip")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"\x1f\x8b\x08", zipped(("a", CODE))[:40]],
    ids=["empty", "a start", "an end", "rar", "gzip", "cut"],
)
def test_what_is_no_archive_is_refused_in_words(content):
    with pytest.raises(UnreadableError, match="damaged, or no archive"):
        offer_archive(content, "alice.zip")


def test_an_archive_that_is_too_large_is_not_opened():
    with pytest.raises(UnreadableError, match="larger than 64 MiB"):
        offer_archive(bytes(MOST_BYTES + 1), "alice.zip")


GOOD = [zipped(("hw2.py", CODE), ("d/x", b"12")), tarred(("hw2.py", CODE), ("d/x", b"12"))]


@given(
    st.sampled_from([*GOOD, gzip.compress(GOOD[1]), lzma.compress(GOOD[1])]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damage_anywhere_is_survived(content, changes):
    damaged = bytearray(content)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    try:
        found = taken(bytes(damaged))
    except UnreadableError as error:
        found = None
        words = str(error)

    assert words if found is None else sum(map(len, found.files.values())) <= MOST_TAKEN


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("alice.zip", "alice"),
        ("alice.tar.gz", "alice"),
        ("a.b.TGZ", "a.b"),
        ("alice.tar", "alice"),
        ("alice.tar.xz", "alice"),
        ("alice.gz", None),
        ("alice.py", None),
        ("zip", None),
    ],
)
def test_archives_are_known_by_their_names(name, stem):
    assert archive_stem(name) == stem


def test_a_class_may_hand_in_whatever_can_be_read(tmp_path):
    for name in ("ann.py", "bob.ipynb", "cat.zip", "dan.tar", "eve.tar.gz", "fay.tgz", "x.rar"):
        (tmp_path / name).write_bytes(CODE)
    (tmp_path / "gus").mkdir()

    names = [found.student for found in find_submissions(tmp_path)]

    assert names == ["ann", "bob", "cat", "dan", "eve", "fay", "gus"]


def test_a_folder_with_one_archive_and_nothing_else_is_that_archive(tmp_path):
    (tmp_path / "work.zip").write_bytes(zipped(("Work/hw2.py", CODE), ("Work/h.py", b"")))
    (tmp_path / ".DS_Store").write_bytes(b"")

    submission = load_submission(Found("ann", tmp_path), "hw2")

    assert (submission.entry, set(submission.files)) == ("hw2.py", {"hw2.py", "h.py"})


def test_an_archive_in_an_archive_stays_closed_and_the_student_is_told(tmp_path):
    (tmp_path / "ann.zip").write_bytes(zipped(("inner.zip", zipped(("hw2.py", CODE)))))

    submission = load_submission(Found("ann", tmp_path / "ann.zip"), "hw2")

    assert submission.entry is None
    assert "an archive in which others may be: 'inner.zip'" in submission.notes[0]


def test_names_that_are_ours_and_names_with_a_nul_are_left_behind():
    odd = "hw2.ipynb, cell 7"
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in (odd, "hw2.py"):
            info = tarfile.TarInfo(name)
            info.size = len(CODE)
            archive.addfile(info, io.BytesIO(CODE))
    offers = [*offer_archive(content.getvalue(), "alice.tar"), Offer("a\0b", lambda _: b"")]

    found = collect(offers)

    assert set(found.files) == {"hw2.py"}
    assert len([note for note in found.notes if "has an odd name" in note]) == 2


def test_of_many_notebooks_only_a_few_are_looked_into():
    looked_into = []

    def offer(name):
        return Offer(name, lambda _: looked_into.append(name) or b"{}")

    found = collect([offer(f"n{number:02}.ipynb") for number in range(40)])

    assert len(looked_into) == len(found.files) == 8
    assert "left out: 'n08.ipynb'" in found.notes[0]


def described(text, count=1):
    """A tar file in which headers of their own describe what follows them."""
    head = tarfile.TarInfo("x")
    head.type, head.size = tarfile.XHDTYPE, len(text)
    header = head.tobuf(tarfile.USTAR_FORMAT) + text + b"\0" * (-len(text) % 512)
    return header * count + tarred(("x", b"1"))


@pytest.mark.parametrize(("text", "count"), [(b"1" * 10_000_000, 1), (b"1" * 4000, 200)])
def test_headers_made_to_be_slow_are_not_read(text, count):
    with pytest.raises(UnreadableError, match="damaged"):
        taken(described(text, count))


def test_headers_of_a_usual_size_are_read():
    text = b"1000 LIBARCHIVE.xattr.com.apple.quarantine=" + b"a" * 956 + b"\n"

    assert taken(described(text)).files == {"x": b"1"}
