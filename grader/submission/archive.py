"""Offer the files of an archive, as data: nothing is ever unpacked onto the disk.

An archive is as hostile as the code in it. Only its table of contents is read at once, bounded;
each file is unpacked when it is taken, and never further than it may be large. Links, devices and
names that lead elsewhere are refused, and an archive in the archive stays closed.
"""

import io
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Self

from grader.language import say
from grader.submission.archive_name import MOST_BYTES
from grader.submission.collect import Offer, UnreadableError, is_ignored

_MOST_UNPACKED = 96 << 20
"""Of a tar file, of which one compressed stream holds all files."""

_MOST_ENTRIES = 10_000
_GNU_LONG = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_MOST_DESCRIBING = 1 << 28
"""Of all headers that say something about the file after them, such as a long name: the sum of the
squares of their bytes."""

_DESCRIBING = frozenset([tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, *_GNU_LONG])
_MOST_XZ_MEMORY = 128 << 20
_ZIP_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_IS_UTF_8 = 0x800
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The others can make gigabytes of a few bytes in one step."""

_DAMAGED = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, EOFError, OSError),
    *(RuntimeError, NotImplementedError, ValueError, OverflowError, IndexError, ImportError),
)


def offer_archive(content: bytes, name: str) -> list[Offer]:
    """List what is in an archive.

    Args:
        content: The archive.
        name: Its own, to be shown.

    Raises:
        UnreadableError: It cannot be opened; says why.
    """
    shown = repr(name)
    if len(content) > MOST_BYTES:
        most = MOST_BYTES >> 20
        raise UnreadableError(say("{file} is larger than {mib} MiB.", file=shown, mib=most))
    is_zip = content.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    try:
        offers = list(_offer_zip(content, shown) if is_zip else _offer_tar(content, shown))
    except _DAMAGED:
        raise UnreadableError(
            say("{file} is damaged, or no archive, and cannot be opened.", file=shown)
        ) from None
    return [offer for offer in offers if not is_ignored(offer.name)]


def _offer_zip(content: bytes, shown: str) -> Iterator[Offer]:
    if content.count(_ZIP_ENTRY) > _MOST_ENTRIES:
        raise UnreadableError(say("{file} holds too many files.", file=shown))
    archive = zipfile.ZipFile(io.BytesIO(content))
    for entry in archive.infolist():
        if not entry.is_dir():
            name = _zip_name(entry)
            read = partial(_unzip, archive, entry)
            yield _offer(name, read, entry.file_size, _refuse_zipped(entry, name))


def _zip_name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename if entry.flag_bits & _IS_UTF_8 else _as_utf_8(entry.filename)
    return name if "/" in name else name.replace("\\", "/")  # as some programs for Windows pack


def _refuse_zipped(entry: zipfile.ZipInfo, name: str) -> str:
    """Say why a file is not read; empty if it is."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _refuse_link(name)
    if entry.flag_bits & _ENCRYPTED:
        return say("{file} is locked with a password, and was not read.", file=repr(name))
    if entry.compress_type not in _METHODS:
        return say("{file} is packed in an unusual way, and was not read.", file=repr(name))
    return ""


def _as_utf_8(name: str) -> str:
    """Read a name that does not say how it is written: as UTF-8 if it can be, else as DOS did."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(entry) as stream:
            return stream.read(most)
    except _DAMAGED:
        raise UnreadableError(_tell_damaged(entry.filename)) from None


def _offer_tar(content: bytes, shown: str) -> Iterator[Offer]:
    data = _decompress(content)
    if len(data) > _MOST_UNPACKED:
        most = _MOST_UNPACKED >> 20
        raise UnreadableError(say("{file} unpacks to more than {mib} MiB.", file=shown, mib=most))
    archive = tarfile.open(  # noqa: SIM115 - in memory
        fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape", tarinfo=_bounded_headers()
    )
    before = -1
    for _ in range(_MOST_ENTRIES):
        entry = archive.next()
        # A size below zero would lead back to an entry that was there before, for ever.
        if entry is None or archive.offset <= before:
            return
        before = archive.offset
        if entry.isdir():
            continue
        name = entry.name.encode("utf-8", "surrogateescape").decode(errors="backslashreplace")
        refused = "" if entry.isreg() and not entry.issparse() else _refuse_link(name)
        yield _offer(name, partial(_take, data, entry), entry.size, refused)
    raise UnreadableError(say("{file} holds too many files.", file=shown))


def _bounded_headers() -> type[tarfile.TarInfo]:
    """Make headers of which those that only describe others are small, all together.

    Some releases of Python 3.11 to 3.13 take a time that grows with the square of their size.

    Source:
        CVE-2024-6232.
    """
    left = _MOST_DESCRIBING

    class Header(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            nonlocal left
            header = super().frombuf(buf, encoding, errors)
            if header.type in _DESCRIBING:
                left -= header.size**2
                if left < 0:
                    raise ValueError("headers that are too large")
            return header

    return Header


def _decompress(content: bytes) -> bytes:
    """Undo the compression of a tar file, if there is one, a byte further than allowed at most."""
    most = _MOST_UNPACKED + 1
    if content.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(wbits=31).decompress(content, most)
    if content.startswith(b"BZh"):
        import bz2  # noqa: PLC0415 - some builds of Python lack it

        return bz2.BZ2Decompressor().decompress(content, most)
    if content.startswith(b"\xfd7zXZ"):
        import lzma  # noqa: PLC0415 - as above

        try:
            return lzma.LZMADecompressor(memlimit=_MOST_XZ_MEMORY).decompress(content, most)
        except lzma.LZMAError as error:
            raise ValueError(str(error)) from None
    return content


def _take(data: bytes, entry: tarfile.TarInfo, most: int) -> bytes:
    found = data[entry.offset_data : entry.offset_data + min(entry.size, most)]
    if len(found) < min(entry.size, most):
        raise UnreadableError(_tell_damaged(entry.name))
    return found


def _offer(name: str, read: partial[bytes], size: int, refused: str) -> Offer:
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name)
    if not refused and (leads_out or not path.parts):
        refused = say("{file} leads out of the archive, and was not read.", file=repr(name))
    return Offer(str(path), read, max(0, size), refused)


def _refuse_link(name: str) -> str:
    return say("{file} is a link or no regular file, and was not read.", file=repr(name))


def _tell_damaged(name: str) -> str:
    return say("{file} is damaged in the archive, and was not read.", file=repr(name))
