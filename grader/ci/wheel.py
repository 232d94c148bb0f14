"""A wheel of the grader itself, made from where it is installed, so that no index is asked for it.

An installed package has everything a wheel needs but the archive: its files and its metadata. The
same files give the same bytes.

Source:
    The Python packaging user guide, "Binary distribution format".
"""

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from pathlib import Path
from typing import Final

import grader
from grader.errors import UsageError

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time that every file of an archive gets."""

_WHEEL: Final = "Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_LEFT_OUT: Final = {"__pycache__"}


def name_wheel() -> str:
    """Say what the wheel's file is called; installers read its name."""
    return f"grader-{grader.__version__}-py3-none-any.whl"


def make_wheel() -> bytes:
    """Make the wheel.

    Raises:
        UsageError: The package runs from a folder without being installed.
    """
    information = f"grader-{grader.__version__}.dist-info"
    files = {f"grader/{name}": content for name, content in _package().items()}
    for name in ("METADATA", "entry_points.txt"):
        files[f"{information}/{name}"] = _installed(name).encode()
    files[f"{information}/WHEEL"] = _WHEEL.encode()
    record = "".join(
        f"{name},{_digest(content)},{len(content)}\n" for name, content in files.items()
    )
    files[f"{information}/RECORD"] = f"{record}{information}/RECORD,,\n".encode()
    return pack(files)


def pack(files: dict[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """Make a zip archive that does not depend on when it is made.

    Args:
        files: Contents by name.
        executable: Which of them may be run.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix: only then does the mode count
            entry.external_attr = (0o100755 if name in executable else 0o100644) << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _package() -> dict[str, bytes]:
    """Read every file of the package, in order."""
    folder = Path(grader.__file__).parent
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _LEFT_OUT & set(path.parts)
    }


def _installed(name: str) -> str:
    try:
        text = importlib.metadata.distribution("grader").read_text(name)
    except importlib.metadata.PackageNotFoundError:
        text = None
    if text is None:
        raise UsageError(
            f"grader: wanted its {name}, found it not installed (pip install the folder it is in)"
        )
    return text


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"
