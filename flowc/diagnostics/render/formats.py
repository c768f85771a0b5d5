"""The table of output formats: a name for `--format`, and the function that renders it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flowc.diagnostics.render import checkstyle, github, gitlab, json, junit, sarif, text
from flowc.diagnostics.render.report import Look, Report


@dataclass(frozen=True, slots=True)
class Format:
    """`for_people`: goes to stderr beside progress and a count; the others are results, on stdout.

    `with_pages`: carries the pages of the codes along.
    """

    render: Callable[[tuple[Report, ...], Look], str]
    for_people: bool = False
    with_pages: bool = False


FORMATS: Mapping[str, Format] = {
    "text": Format(text.render, for_people=True),
    "json": Format(json.render),
    "github": Format(github.render),
    "gitlab": Format(gitlab.render),
    "sarif": Format(sarif.render, with_pages=True),
    "junit": Format(junit.render),
    "checkstyle": Format(checkstyle.render),
}
