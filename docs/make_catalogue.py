"""Bring the catalogues of `grader/locale` up to date: collect, merge, compile.

Usage: python docs/make_catalogue.py   (or `make catalogue`)

Sentences are collected from the calls of `say`, `say_count` and `later`. What is new is added to
each .po without a translation, what is gone is dropped; then translate, and run it again.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "grader"
KEYWORDS = {"say": None, "say_count": (1, 2), "later": None}


def collect() -> Catalog:
    """Collect every sentence that the package says to a student."""
    catalog = Catalog(project="grader", charset="utf-8")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, _comments, context in sorted(found, key=lambda each: each[:2]):
        catalog.add(message, locations=[(f"grader/{file}", 0)], context=context)
    return catalog


def merge(po: Path) -> Catalog:
    """Give a language's catalogue the sentences of today; nothing is guessed."""
    code = po.parts[-3]
    with po.open("rb") as file:
        catalog = read_po(file, locale=code)
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def main() -> int:
    """Update every language; 1 where a sentence is not translated yet."""
    open_ = 0
    for po in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/grader.po")):
        catalog = merge(po)
        with po.open("wb") as file:
            write_po(file, catalog, width=100, omit_header=False, include_lineno=False)
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = sum(not any(_forms(each.string)) for each in catalog if each.id)
        print(f"{po.parts[-3]}: {len(catalog)} sentences, {missing} not translated")
        open_ += missing
    return 1 if open_ else 0


def _forms(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


if __name__ == "__main__":
    sys.exit(main())
