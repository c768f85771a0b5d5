"""Makes the page of FEEL's built-in functions, read off the table that the evaluator runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flowc.feel.pages import rows

PAGE = Path("docs/language/feel.md")
_INTRODUCTION = """<!-- Made by `make generate` from runtime/feel/builtins. Edit that. -->

# FEEL's built-in functions

What expressions are for is told in [README.md](README.md#expressions); how much of the standard is kept, in
[conformance](../conformance.md). `flowc explain string length` shows one of these in a terminal, and
`flowc eval 'string length("kopi")'` runs it. Every example here is run by the tests.

A parameter with `?` may be left out; `...` takes any number of them, at least one. Arguments are given by
position, or all by name: `substring(string: "kopi", start position: 2)`. A value that fits no way to call a
function gives null.

| call | what it gives | examples |
|---|---|---|
"""


def pages() -> Mapping[Path, str]:
    """Return the generated page, relative to the repository."""
    return {PAGE: _INTRODUCTION + rows()}
