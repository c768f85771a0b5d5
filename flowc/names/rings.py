"""Checks who is looked for in a queue as time passes: rings that open, and agents who are remembered."""

from __future__ import annotations

from flowc.names.look import Look
from flowc.names.problems.divisions import DivisionLacks
from flowc.names.problems.rings import LanguageDroppedEarly, RingNotLater, StickyForgets
from flowc.source.durations import write_duration
from flowc.structure import tree

LOCALE = "conversation.locale"


def check(look: Look, division: tree.Division) -> None:
    """Check a division's `relax` and `sticky`."""
    kept, sticky = look.bot.retention.customer.value, division.sticky
    if sticky is not None and sticky.value > kept:
        look.report(StickyForgets(sticky.span, write_duration(sticky.value), write_duration(kept)))
    for before, ring in zip(division.relax, division.relax[1:], strict=False):
        if ring.after.value <= before.after.value:
            after, earlier = write_duration(ring.after.value), write_duration(before.after.value)
            look.report(RingNotLater(ring.after.span, after, earlier))
    skills = tuple(skill.text for skill in division.skills)
    dropped = [word for ring in division.relax for word in ring.drop]
    for word in dropped:
        if word.text not in skills:
            look.report(DivisionLacks(word.span, division.name.text, "skill", word.text, skills))
    _languages_last(look, division)


def _languages_last(look: Look, division: tree.Division) -> None:
    languages = _languages(look.bot)
    for place, ring in enumerate(division.relax):
        later = [word.text for other in division.relax[place + 1 :] for word in other.drop]
        other = next((name for name in later if name not in languages), None)
        for word in ring.drop:
            if word.text in languages and other is not None:
                look.report(LanguageDroppedEarly(word.span, word.text, other))


def _languages(bot: tree.Bot) -> set[str]:
    """Return the skills that a table asks for because of the customer's language."""
    found: set[str] = set()
    for table in bot.routing:
        headings = [heading.text for heading in table.headings]
        if LOCALE in headings and "skills" in headings:
            for row in table.rows:
                for heading, cell in zip(headings, row.cells, strict=False):
                    if heading == "skills":
                        found |= {part.partition(">=")[0].strip() for part in cell.text.split(",")}
    return found
