"""Find the submissions in a folder, and read one from disk.

A student's files are hostile before they are run: sizes are bounded, odd names are kept as text and
never used as paths of ours, and nothing is executed, parsed as Python or unpacked onto the disk.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from grader.errors import UsageError
from grader.language import say
from grader.record import Record
from grader.submission.archive_name import MOST_BYTES as MOST_ARCHIVE
from grader.submission.archive_name import archive_stem
from grader.submission.cells import SUFFIX
from grader.submission.collect import (
    IGNORED,
    Collected,
    Offer,
    UnreadableError,
    collect,
)
from grader.submission.entry import Entry, find_entry, name_entry
from grader.submission.folder import as_text, offer_beside, offer_file, offer_folder
from grader.submission.model import Submission
from grader.submission.notebook import (
    NotebookError,
    is_notebook,
    lay_out_cells,
    read_notebook,
    slim_notebook,
)
from grader.submission.support import add_support
from grader.submission.text import straighten


class Found(Record, frozen=True, order=True):
    """A submission that is there to be read."""

    student: str
    path: Path
    """A folder, a Python file, a notebook or an archive."""


def find_submissions(folder: Path) -> list[Found]:
    """List the submissions in a folder by name: one folder, file or archive a student.

    Raises:
        UsageError: There is no such folder, or no submission in it, or a student is there twice.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: wanted a folder of submissions, found none")
    found: dict[str, Found] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in IGNORED or path.is_symlink():
            continue
        stem = path.name if path.is_dir() else _student_of(path)
        if stem is None:
            continue
        student = as_text(stem)
        if student in found:
            raise UsageError(
                f"{path}: wanted one submission a student, found {found[student].path.name} too "
                "(remove one of them)"
            )
        found[student] = Found(student, path)
    if not found:
        raise UsageError(
            f"{folder}: wanted submissions, found none (one folder, .py or .ipynb file, .zip or "
            ".tar archive, a student)"
        )
    return sorted(found.values())


def _student_of(path: Path) -> str | None:
    """Tell whose file it is by its name; None if it is no submission."""
    return path.stem if path.suffix.lower() in {".py", SUFFIX} else archive_stem(path.name)


def load_submission(
    found: Found, module: str, support: Mapping[str, bytes] | None = None
) -> Submission:
    """Read a submission's files and find the module in it.

    Args:
        found: Where it is.
        module: The module's name, without ``.py``.
        support: The course's own files, by relative path, which go beside the module.

    Raises:
        OSError: The disk failed us; no fault of the student's.
    """
    taken = _gather(found.path, module)
    return _read(found.student, taken, find_entry(taken.files, module), module, support or {})


def load_named(found: Found, module: str) -> Submission:
    """Read the file that a student named, and what lies beside it as if handed in with it.

    Args:
        found: Where the file is: a module under any name, or a notebook.
        module: The module's name, without ``.py``.

    Raises:
        OSError: The disk failed us, or the file has just gone.
    """
    path = found.path
    is_package = path.name == "__init__.py" and path.resolve().parent.name == module
    path = path.resolve() if is_package else path
    folder = path.parent.parent if is_package else path.parent
    name = as_text(path.relative_to(folder).as_posix())
    taken = collect(offer_beside(path, folder), first=name)
    is_there = name in taken.files
    entry = name_entry(name, taken.files, module) if is_there else Entry(None)
    return _read(found.student, taken, entry, module, {})


def _read(
    student: str, taken: Collected, chosen: Entry, module: str, support: Mapping[str, bytes]
) -> Submission:
    """Make a submission of what was taken and what of it is the module."""
    given, chosen = _unmasked(taken.files, chosen, module)
    files, entry = _rooted(given, chosen.file, module)
    files, encoding_notes = _straightened(files)
    files, support_notes = add_support(files, support)
    is_told = bool(taken.notes) and not taken.files
    notes = [*taken.notes, *([] if is_told else [chosen.note]), *encoding_notes, *support_notes]
    if entry is not None and entry.endswith(SUFFIX):
        try:
            notebook = read_notebook(files[entry])
        except NotebookError as error:
            reason = str(error)
            notes.append(say("The notebook could not be read: {reason}.", reason=reason))
            entry = None
        else:
            files |= lay_out_cells(entry, notebook)
            notes += notebook.notes
    return Submission(student, files, entry, tuple(note for note in notes if note))


def _unmasked(
    files: dict[str, bytes], chosen: Entry, module: str
) -> tuple[dict[str, bytes], Entry]:
    """Call a notebook a notebook where it was saved under a module's name."""
    file = chosen.file
    if file is None or file.lower().endswith(SUFFIX) or not is_notebook(files[file]):
        return files, chosen
    name = str(PurePosixPath(file).with_name(f"{module}{SUFFIX}"))
    note = say(
        "{file} holds a notebook, and was read as one: call it {notebook}.",
        file=repr(file),
        notebook=f"{module}{SUFFIX}",
    )
    others = {each: content for each, content in files.items() if each != file}
    return {**others, name: slim_notebook(files[file])}, Entry(name, note)


def _gather(path: Path, module: str) -> Collected:
    """Read what was handed in: a folder, an archive, or one file, whatever that is called."""
    if path.is_dir():
        offers = offer_folder(path)
        if len(offers) == 1 and archive_stem(offers[0].name) is not None:
            return _open(offers[0], module)
        return collect(offers, module)
    offer = offer_file(path, path.parent)
    if archive_stem(path.name) is not None:
        return _open(offer, module)
    taken = collect([offer])
    ending = SUFFIX if path.suffix.lower() == SUFFIX else ".py"
    renamed = {f"{module}{ending}": content for content in taken.files.values()}
    return Collected(renamed, taken.notes)


def _open(offer: Offer, module: str) -> Collected:
    """Take the files of an archive."""
    from grader.submission.archive import offer_archive  # noqa: PLC0415 - few hand one in

    try:
        return collect(offer_archive(offer.read(MOST_ARCHIVE + 1), offer.name), module)
    except UnreadableError as error:
        return Collected({}, (str(error),))


def _rooted(
    files: dict[str, bytes], entry: str | None, module: str
) -> tuple[dict[str, bytes], str | None]:
    """Move a module to the top under its right name, with everything beside and below it."""
    if entry is None:
        return files, None
    name = f"{module}.py"
    if entry == f"{module}/__init__.py":
        return files, entry
    if entry.lower().endswith(SUFFIX):
        name = f"{module}{SUFFIX}"
    parent = str(PurePosixPath(entry).parent)
    root = "" if parent == "." else f"{parent}/"
    below = {
        each.removeprefix(root): content
        for each, content in files.items()
        if each.startswith(root) and each != entry
    }
    return {**below, name: files[entry]}, name


def _straightened(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Write every Python file as UTF-8."""
    straight = {
        name: straighten(content) if name.endswith(".py") else (content, False)
        for name, content in files.items()
    }
    notes = tuple(
        say("{file} is not saved as UTF-8; it was read all the same.", file=repr(name))
        for name, (_, was_odd) in straight.items()
        if was_odd
    )
    return {name: content for name, (content, _) in straight.items()}, notes
