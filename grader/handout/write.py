"""Write a handout: everything a student gets, in one folder.

Rule: what a student may have filled in is never overwritten; only what is ours alone is.
"""

import base64
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.handout.bundle import Bundle
from grader.handout.envelope import SUFFIX
from grader.handout.file import save_bundle
from grader.handout.starter import write_starter
from grader.handout.statement import render_statement, write_statement

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
        UsageError: It cannot be written, or a starter is there that is not as we wrote it.
    """
    name = f"{bundle.assignment}{SUFFIX}"
    starter = folder / f"{bundle.module}.py"
    source = write_starter(bundle)
    if starter.exists() and starter.read_text(encoding="utf-8", errors="replace") != source:
        raise UsageError(
            f"{starter}: wanted no file there but an earlier starter, found one that was changed "
            "(move it, or name another folder with -o)"
        )
    first = next((part.full_id for part in bundle.parts), "1.a")
    texts: Mapping[Path, Callable[[], str]] = {
        starter: lambda: source,
        folder / "statement.html": lambda: render_statement(bundle),
        folder / "statement.md": lambda: write_statement(bundle),
        folder / "README.md": lambda: _README.format(
            title=bundle.title, module=bundle.module, bundle=name, part=first
        ),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            file.write_text(text(), encoding="utf-8", newline="\n")
        for path, content in bundle.support.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(content))
    except OSError as error:
        raise UsageError(
            f"{folder}: wanted a folder to write into, found: {error.strerror} "
            "(name another with -o)"
        ) from None
    save_bundle(bundle, folder / name)
    return (*texts, *(folder / path for path in bundle.support), folder / name)
