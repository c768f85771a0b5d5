"""Writes what is made from the code: the pages of the codes and of the language, and the schema for editors.

`make generate` runs it; tests compare without writing.

A generated file says so in its first line and is never edited by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from flowc.catalog import PROBLEMS
from flowc.diagnostics.explain import Page, first_sentences, markdown, page
from flowc.emit.artifact_schema import dump_schema
from tools import limits_page, public_names
from tools.language import editors, feel, reference

ROOT = Path(__file__).resolve().parent.parent
MARK = "<!-- Made by `make generate` from the docstrings. Edit those. -->\n\n"
CODES = Path("docs/codes")
ARTIFACT_SCHEMA = Path("schema/artifact.schema.json")
INTRODUCTION = """# Every problem the compiler can tell

`flowc explain CODE` shows the same pages in a terminal.

| code | name | kind | what |
|---|---|---|---|
"""


def generated() -> Mapping[Path, str]:
    """Return every generated file, relative to the repository, with its content."""
    pages = [page(kind) for kind in PROBLEMS]
    files = {CODES / f"{one.code}.md": MARK + markdown(one) for one in pages}
    files[ARTIFACT_SCHEMA] = dump_schema()
    files[CODES / "README.md"] = MARK + INTRODUCTION + "".join(map(_row, pages))
    files[public_names.PAGE] = public_names.page()
    files[limits_page.PAGE] = limits_page.page()
    return {**files, **reference.pages(), **feel.pages(), **editors.schemas()}


def stale(root: Path) -> tuple[Path, ...]:
    """Return the generated files that are missing, differ, or are left over from a code that is gone."""
    files = generated()
    differing = [path for path, text in files.items() if not _holds(root / path, text)]
    left_over = [path.relative_to(root) for path in sorted((root / CODES).glob("*.md"))]
    return (*differing, *(path for path in left_over if path not in files))


def write(root: Path) -> tuple[Path, ...]:
    """Bring all generated files up to date and return those that changed."""
    changed = stale(root)
    files = generated()
    for path in changed:
        if path in files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(files[path], encoding="utf-8")
        else:
            (root / path).unlink()
    return changed


def _row(one: Page) -> str:
    first = first_sentences(one).replace("|", "\\|")
    return f"| [{one.code}]({one.code}.md) | `{one.name}` | {one.severity} | {first} |\n"


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    for written in write(ROOT):
        print(written)
    sys.exit(0)
