"""Bring the catalogues of `grader/locale` up to date: collect, merge, compile.

Usage: python docs/make_catalogue.py   (or `make catalogue`)

Sentences are collected from the calls of `say`, `say_count` and `later`. What is new is added to
each .po without a translation, what is gone is dropped; then translate, and run it again.
"""

import ast
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ARGUMENTS = {"say": 1, "say_count": 2, "later": 1}
"""By function, how many of its first arguments are sentences."""

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""In every header, so that the same sentences give the same bytes."""


def collect() -> Catalog:
    """Collect every sentence that the package says to a student."""
    catalog = Catalog(project="grader", charset="utf-8")
    for file in sorted((ROOT / "grader").rglob("*.py")):
        place = (file.relative_to(ROOT).as_posix(), 0)
        for node in ast.walk(ast.parse(file.read_bytes())):
            for message in _sentences(node):
                catalog.add(message, locations=[place])
    return catalog


def _sentences(node: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """Yield what a call says, if it does and is written out there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return
    first = node.args[: ARGUMENTS.get(node.func.id, 0)]
    texts = [each.value for each in first if isinstance(each, ast.Constant)]
    said = [text for text in texts if isinstance(text, str) and text]
    if said and len(said) == len(first):
        yield tuple(said) if len(said) > 1 else said[0]


def merge(po: Path) -> Catalog:
    """Give a language's catalogue the sentences of today; nothing is guessed."""
    with po.open("rb") as file:
        catalog = read_po(file, locale=po.parts[-3])
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = EPOCH
    catalog.project, catalog.version = "grader", ""
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    return catalog


def main() -> int:
    """Update every language; 1 where a sentence is not translated yet."""
    found = 0
    for po in sorted(ROOT.glob("grader/locale/*/LC_MESSAGES/grader.po")):
        catalog = merge(po)
        with po.open("wb") as file:
            write_po(file, catalog, width=100, include_lineno=False)
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = [message.id for message in catalog if message.id and not is_translated(message)]
        print(f"{po.parts[-3]}: {len(catalog)} sentences, {len(missing)} not translated")
        print(*missing, sep="\n", end="\n" if missing else "")
        found += len(missing)
    return 1 if found else 0


def is_translated(message: Message) -> bool:
    """Whether every form of a sentence has its translation."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return all(forms)


if __name__ == "__main__":
    sys.exit(main())
