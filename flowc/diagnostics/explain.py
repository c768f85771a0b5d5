"""The page of a problem, read from its class's docstring: what `flowc explain` and the reference show.

A docstring is one sentence (and more, where needed), then parts that begin a line with their heading::

    Why: the consequence for a customer or an agent.
    Bad:
        YAML that has exactly this problem
    Good:
        the same, mended
    Since: 0.1
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from textwrap import dedent, indent

from flowc.diagnostics.model import Problem

HEADINGS = ("Why", "Bad", "Good", "Since")
_INDONESIAN = {
    "Why": "Mengapa",
    "Bad": "Keliru",
    "Good": "Benar",
    "Since": "Sejak",
    "error": "galat",
    "warning": "peringatan",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Everything there is to read about a code. A part that the docstring lacks is empty."""

    code: str
    name: str
    severity: str
    summary: str
    why: str
    bad: str
    good: str
    since: str


def page(kind: type[Problem]) -> Page:
    """Return the page of a problem class."""
    parts = _parts(inspect.cleandoc(kind.__dict__.get("__doc__") or ""))
    return Page(
        code=kind.code,
        name=kind.name,
        severity=kind.severity.value,
        summary=_flowing(parts[""]),
        why=_flowing(parts["Why"]),
        bad=parts["Bad"],
        good=parts["Good"],
        since=parts["Since"].strip(),
    )


def render(one: Page, language: str = "en") -> str:
    """Return a page as text for a terminal, with its headings in a language."""
    words = _INDONESIAN if language == "id" else {}
    severity = words.get(one.severity, one.severity)
    sections = [f"{one.code} {one.name} ({severity})", one.summary, f"{words.get('Why', 'Why')}: {one.why}"]
    sections += [
        f"{words.get(heading, heading)}:\n\n{indent(yaml, '    ')}" for heading, yaml in _examples(one)
    ]
    return "\n\n".join([*sections, f"{words.get('Since', 'Since')}: {one.since}"]) + "\n"


def markdown(one: Page) -> str:
    """Return a page for the reference in `docs/codes/`."""
    sections = [
        f"# {one.code} `{one.name}`",
        f"{one.severity.capitalize()} · since {one.since}",
        one.summary,
        f"**Why.** {one.why}",
        *(f"**{heading}**\n\n```yaml\n{yaml}\n```" for heading, yaml in _examples(one)),
    ]
    return "\n\n".join(sections) + "\n"


def _examples(one: Page) -> list[tuple[str, str]]:
    """Return the examples there are: a missing or unreadable file cannot be shown as text."""
    return [(heading, yaml) for heading, yaml in (("Bad", one.bad), ("Good", one.good)) if yaml]


def _parts(text: str) -> dict[str, str]:
    """Return the text under each heading; the part before the first heading is under the empty name."""
    pieces = re.split(rf"^({'|'.join(HEADINGS)}):[ ]*", text, flags=re.MULTILINE)
    found = dict.fromkeys(("", *HEADINGS), "")
    found[""] = pieces[0]
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        found[heading] = dedent(body.strip("\n")).strip()
    return found


def _flowing(text: str) -> str:
    """Return a text of paragraphs without the line breaks that only fold it."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())
