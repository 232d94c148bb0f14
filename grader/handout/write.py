"""Write a handout: everything a student gets, in one folder.

Rule: only what a handout wrote is written over. That is what its bundle, which lies beside it,
gives when it is written once more; so nothing has to be marked.
"""

import base64
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.handout.bundle import Bundle
from grader.handout.envelope import SUFFIX
from grader.handout.file import load_bundle, save_bundle
from grader.handout.starter import write_starter
from grader.handout.statement import render_statement, write_statement
from grader.spec.load import HEAD

_README = """\
# {title}

- `statement.html`, `statement.md`: what is asked.
- `{module}.py`: where your answers go. Every name in it is asked for; keep the names.
- `{bundle}`: what `grader check` knows of the homework. It holds no answers.

## Check before you hand in

Install grader as your course tells you, then:

```console
grader check
```

It needs Python 3.11 or newer, no network, and PyTorch only if your own file uses it.
For each part it says whether the part is ready and if not, why.
Most checks are made only when the homework is marked: ready does not mean full marks.

- `grader check --watch` checks again whenever you save.
- `grader check --part {part}` tells about one part.
- `grader check --html` shows matrices and formulas on a page.

A notebook works as well: save it as `{module}.ipynb` in this folder.
"""


def write_handout(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """Write what students get.

    Args:
        bundle: Of the assignment.
        folder: Where to write; made if it is not there.

    Returns:
        The files written.

    Raises:
        UsageError: It cannot be written, holds an assignment, or holds a file in the place of one
            of ours that no handout wrote so.
    """
    name = f"{bundle.assignment}{SUFFIX}"
    if (folder / HEAD).exists():
        raise UsageError(
            f"{folder}: wanted a folder for students, found an assignment in it, with its answers "
            "(name another with -o)"
        )
    contents = _write_contents(bundle)
    _check_way(contents, _read_earlier(folder / name), folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place, content in contents.items():
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except OSError as error:
        raise UsageError(
            f"{folder}: wanted a folder to write into, found: {error.strerror} "
            "(name another with -o)"
        ) from None
    save_bundle(bundle, folder / name)
    return (*(folder / place for place in contents), folder / name)


def _write_contents(bundle: Bundle) -> dict[str, bytes]:
    """Write everything but the bundle, by its place in the folder."""
    first = next((part.full_id for part in bundle.parts), "1.a")
    readme = _README.format(
        title=bundle.title,
        module=bundle.module,
        bundle=f"{bundle.assignment}{SUFFIX}",
        part=first,
    )
    texts = {
        f"{bundle.module}.py": write_starter(bundle),
        "statement.html": render_statement(bundle),
        "statement.md": write_statement(bundle),
        "README.md": readme,
    }
    support = {place: base64.b64decode(content) for place, content in bundle.support.items()}
    return {place: text.encode() for place, text in texts.items()} | support


def _read_earlier(file: Path) -> Mapping[str, bytes]:
    """Write anew what an earlier handout wrote beside its bundle; nothing if there was none."""
    try:
        return _write_contents(load_bundle(file))
    except UsageError:
        return {}


def _check_way(contents: Mapping[str, bytes], earlier: Mapping[str, bytes], folder: Path) -> None:
    """Refuse to write over what no handout wrote: what students filled in, a course's own page."""
    others = []
    for place, content in contents.items():
        try:
            found = (folder / place).read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            others.append(place)  # a folder, or what may not be read
            continue
        if found not in (content, earlier.get(place)):
            others.append(place)
    if others:
        raise UsageError(
            f"{folder}: wanted nothing there but what an earlier handout wrote, found "
            f"{', '.join(others)} written or changed by somebody else (move what is to be kept, "
            "or name another folder with -o)"
        )
