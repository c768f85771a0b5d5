"""Checks divisions and what handovers wish of them: chains that end, levels and skills that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flowc.names import ladders, reserved, rings
from flowc.names.levels import levels_of
from flowc.names.look import Look
from flowc.names.problems.divisions import (
    ChainGoesOn,
    ChainRepeats,
    ChainWithoutEnd,
    DivisionLacks,
    LevelsOutOfOrder,
    WaitsWhenClosed,
)
from flowc.names.problems.steps import SameOutsideShortcut
from flowc.names.slots import needed
from flowc.source.span import Span
from flowc.structure import tree

CAUSES = ("closed", "nobody", "full", "overflow")

_SKILL = re.compile(r"([A-Za-z0-9_]+)\s*(?:>=\s*[1-5])?")


def check(look: Look) -> None:
    for division in look.bot.divisions.values():
        if division.hours is not None:
            look.known("calendar", division.hours, {*look.bot.hours, "always"})
        for word in division.needs:
            needed(look, word)
        _levels(look, division)
        ladders.check(look, division)
        rings.check(look, division)
        if division.fallback is not None:
            _chains(look, division, division.fallback)


def handover_options(look: Look, options: tree.HandoverOptions, in_shortcut: bool = False) -> None:
    """Check the options that `handover` and `offer` share."""
    division = _target(look, options.to, in_shortcut)
    look.topic(options.topic)
    if options.priority is not None:
        look.known("priority", options.priority, reserved.PRIORITIES)
    if options.level is not None and look.known("level", options.level, ("next", *reserved.LEVELS)):
        level(look, options.level, division)
    for skill in options.skills:
        skill_wish(look, skill, division)
    for word in options.needs or ():
        needed(look, word)


def level(look: Look, word: tree.Word, division: tree.Division | None) -> None:
    """Check that the division, where one is written out, has a level."""
    if division is not None and word.text != "next" and word.text not in levels_of(division):
        look.report(DivisionLacks(word.span, division.name.text, "level", word.text, levels_of(division)))


def skill_wish(look: Look, word: tree.Word, division: tree.Division | None) -> None:
    """Check a wish such as `english` or `english >= 2`; without a division, any division may have the
    skill."""
    match = _SKILL.fullmatch(word.text)
    name = tree.Word(match.group(1) if match else word.text, word.span)
    if division is None:
        look.known("skill", name, all_skills(look.bot))
    elif name.text not in (skills := tuple(skill.text for skill in division.skills)):
        look.report(DivisionLacks(word.span, division.name.text, "skill", name.text, skills))


def all_skills(bot: tree.Bot) -> set[str]:
    return {skill.text for division in bot.divisions.values() for skill in division.skills}


def _target(look: Look, to: tree.Word | None, in_shortcut: bool) -> tree.Division | None:
    if to is None or to.text == "auto":
        return None
    if to.text == "same":
        if not in_shortcut:
            look.report(SameOutsideShortcut(to.span))
        return None
    return look.bot.divisions[to.text] if look.known("division", to, look.bot.divisions) else None


def _levels(look: Look, division: tree.Division) -> None:
    known = [look.known("level", word, reserved.LEVELS) for word in division.levels]
    places = [reserved.LEVELS.index(word.text) for word, ok in zip(division.levels, known, strict=True) if ok]
    if division.levels and places != sorted(set(places)):
        look.report(LevelsOutOfOrder(division.levels[0].span, division.name.text))


def _chains(look: Look, division: tree.Division, fallback: tree.Fallback) -> None:
    if fallback.all is not None:
        _chain(look, division, fallback.all, fallback.span, None)
    for cause, chain in fallback.causes.items():
        _chain(look, division, chain, fallback.span, cause)


def _chain(
    look: Look, division: tree.Division, chain: Iterable[tree.Word], whole: Span, cause: str | None
) -> None:
    seen = {division.name.text: division.name.span}
    words = tuple(chain)
    for place, word in enumerate(words):
        if word.text in reserved.CHAIN_ENDS:
            if place < len(words) - 1:
                after = tuple(dict.fromkeys(one.text for one in words[place + 1 :]))
                look.report(ChainGoesOn(word.span, word.text, after))
            if word.text == "wait" and cause in (None, "closed"):
                look.report(WaitsWhenClosed(word.span, division.name.text))
            return
        if word.text in seen:
            look.report(ChainRepeats(word.span, word.text, seen[word.text]))
        else:
            look.known("division", word, (*look.bot.divisions, *reserved.CHAIN_ENDS))
            seen[word.text] = word.span
    if not words or not _goes_on(look.bot, division, words[-1], cause):
        look.report(ChainWithoutEnd(words[-1].span if words else whole, division.name.text))


def _goes_on(bot: tree.Bot, division: tree.Division, last: tree.Word, cause: str | None) -> bool:
    """Return whether the own chain of a chain's last division comes to an end, for a cause (None: for
    all)."""
    if cause is None:
        return all(_goes_on(bot, division, last, one) for one in CAUSES)
    seen = {division.name.text}
    while last.text not in seen:
        seen.add(last.text)
        following = bot.divisions.get(last.text)
        if following is None or following.fallback is None:
            return True  # unknown, which is told already, or the chain that everyone has: `leave_message`
        chain = following.fallback.causes.get(cause, following.fallback.all)
        if not chain or any(word.text in reserved.CHAIN_ENDS for word in chain):
            return True
        last = chain[-1]
    return False
