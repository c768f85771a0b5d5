"""All that a problem says, as lines without an excerpt: for machines that show the file themselves."""

from __future__ import annotations

from flowc.diagnostics.model import Diagnostic, Text, Turn
from flowc.diagnostics.render import words
from flowc.diagnostics.render.places import outside
from flowc.diagnostics.render.report import Report
from flowc.diagnostics.render.width import visible


def headline(one: Diagnostic, report: Report, language: str) -> str:
    """Return what is wrong, on one line: the message, and the file where it is a ready-made one."""
    where = outside(one.primary.span, report)
    return one_line(one.message, language) + (f" ({where})" if where else "")


def details(one: Diagnostic, report: Report, language: str) -> list[str]:
    """Return what stands below the headline: places, why, the conversation that goes wrong, help, more."""
    label = one_line(one.primary.text, language)
    lines = [f"{words.HERE.in_(language)}: {label}"] if label else []
    if one.why is not None:
        lines += _part(words.WHY, one.why, language)
    if one.witness:
        lines.append(f"{words.WITNESS.in_(language)}:")
        lines += (f"  {spoken(turn, language)}" for turn in one.witness)
    if one.help is not None:
        lines += _part(words.HELP, one.help, language)
    return [*lines, f"{words.MORE.in_(language)}: flowc explain {one.code}"]


def whole(one: Diagnostic, report: Report, language: str) -> str:
    """Return headline and details, as lines."""
    return "\n".join((headline(one, report, language), *details(one, report, language)))


def spoken(turn: Turn, language: str) -> str:
    """Return one line of a conversation with who says it.

    >>> spoken(Turn("customer", Text("halo", "halo")), "id")
    'pelanggan: halo'
    """
    return f"{words.WHO[turn.who].in_(language)}: {one_line(turn.text, language)}"


def one_line(text: Text, language: str) -> str:
    """Return a text on one line, without signs that would steer a terminal."""
    return "".join(visible(" ".join(text.in_(language).split())))


def _part(heading: Text, text: Text, language: str) -> list[str]:
    first, *rest = text.in_(language).split("\n")
    head = f"{heading.in_(language)}: {''.join(visible(first))}"
    return [head, *("".join(visible(f"  {line}")) for line in rest)]
