"""The page of a problem, read from its class's docstring: what `flowc explain` and the reference show.

A docstring is one sentence (and more, where needed), then parts that begin a line with their heading::

    Why: the consequence for a customer or an agent.
    Ringkasan: the sentence (and more) at the top, in Indonesian
    Mengapa: the consequence, in Indonesian
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

from flowc.diagnostics.model import Problem, Text
from flowc.diagnostics.proof import How

HEADINGS = ("Why", "Ringkasan", "Mengapa", "Bad", "Good", "Since")
_INDONESIAN = {
    "Why": "Mengapa",
    "Bad": "Keliru",
    "Good": "Benar",
    "Since": "Sejak",
    "Proof": "Pembuktian",
    "error": "galat",
    "warning": "peringatan",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Everything there is to read about a code. A part that the docstring lacks is empty."""

    code: str
    name: str
    severity: str
    summary: Text
    why: Text
    bad: str
    good: str
    since: str
    sure: Text | None = None  # of a proof: how sure it is


def page(kind: type[Problem]) -> Page:
    """Return the page of a problem class."""
    parts = _parts(inspect.cleandoc(kind.__dict__.get("__doc__") or ""))
    return Page(
        code=kind.code,
        name=kind.name,
        severity=kind.severity.value,
        summary=Text(_flowing(parts[""]), _flowing(parts["Ringkasan"])),
        why=Text(_flowing(parts["Why"]), _flowing(parts["Mengapa"])),
        bad=parts["Bad"],
        good=parts["Good"],
        since=parts["Since"].strip(),
        sure=_sure(kind),
    )


def _sure(kind: type[Problem]) -> Text | None:
    how = getattr(kind, "how", None)  # only of proofs
    if not isinstance(how, How):
        return None
    return Text(f"{how.value.en}: {how.meaning.en}", f"{how.value.id}: {how.meaning.id}")


def render(one: Page, language: str = "en") -> str:
    """Return a page as text for a terminal, in a language; the examples are the same in all."""
    words = _INDONESIAN if language == "id" else {}
    sections = [
        f"{one.code} {one.name} ({words.get(one.severity, one.severity)})",
        one.summary.in_(language),
        f"{words.get('Why', 'Why')}: {one.why.in_(language)}",
        *([] if one.sure is None else [f"{words.get('Proof', 'Proof')}: {one.sure.in_(language)}"]),
        *(f"{words.get(heading, heading)}:\n\n{indent(yaml, '    ')}" for heading, yaml in _examples(one)),
        f"{words.get('Since', 'Since')}: {one.since}",
    ]
    return "\n\n".join(sections) + "\n"


def first_sentences(one: Page, language: str = "en") -> str:
    """Return the first paragraph of a page's summary, for a list of all."""
    return one.summary.in_(language).split("\n\n")[0]


def markdown(one: Page) -> str:
    """Return a page for the reference in `docs/codes/`."""
    sections = [
        f"# {one.code} `{one.name}`",
        f"{one.severity.capitalize()} · since {one.since}",
        one.summary.en,
        f"**Why.** {one.why.en}",
        f"**Ringkasan.** {one.summary.id}",
        f"**Mengapa.** {one.why.id}",
        *([] if one.sure is None else [f"**Proof.** {one.sure.en}", f"**Pembuktian.** {one.sure.id}"]),
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
