"""Checks the clocks of a division: ladders in order that bring somebody in, and divisions above others."""

from __future__ import annotations

import re

from flowc.names import reserved
from flowc.names.levels import levels_of, ways_up
from flowc.names.look import Look
from flowc.names.problems.divisions import DivisionLacks
from flowc.names.problems.ladders import (
    LadderEndsInWords,
    LeadsBack,
    NothingAbove,
    RungDoesNothing,
    RungsOutOfOrder,
    UnclearWorkingTime,
)
from flowc.structure import tree

_DAYS = re.compile(r"[0-9]+d")
_LONG = re.compile(r"[ywd]")


def check(look: Look, division: tree.Division) -> None:
    """Check what a division promises, and what is above it."""
    if division.above is not None and look.known("division", division.above, look.bot.divisions):
        _above(look, division, division.above)
    for clock in division.sla:
        _clock(look, division, clock)


def _above(look: Look, division: tree.Division, above: tree.Word) -> None:
    """Report a circle at the first of its divisions only."""
    circle, here = [division.name.text], above
    while here.text not in circle:
        circle.append(here.text)
        following = look.bot.divisions.get(here.text)
        if following is None or following.above is None:
            return
        here = following.above
    if here.text == division.name.text and circle[0] == min(circle, key=list(look.bot.divisions).index):
        look.report(LeadsBack(above.span, "above", tuple(circle)))


def _clock(look: Look, division: tree.Division, clock: tree.SlaClock) -> None:
    business = clock.clock is None or clock.clock.text == "business"
    for duration in (clock.within, *(rung.at for rung in clock.ladder)):
        if business and _LONG.search(duration.text) and not _DAYS.fullmatch(duration.text):
            look.report(UnclearWorkingTime(duration.span, duration.text))
    for rung in clock.ladder:
        _rung(look, division, rung)
    for before, rung in zip(clock.ladder, clock.ladder[1:], strict=False):
        if rung.at.value <= before.at.value:
            look.report(RungsOutOfOrder(rung.at.span, rung.at.text, before.at.text, before.at.span))
    if clock.ladder:
        last = clock.ladder[-1]
        brings = last.to or last.level or last.notify
        if not (brings or _does_nothing(last) or look.told_inside(last.span)):
            look.report(LadderEndsInWords(last.span, clock.name.text))
    _ways_up(look, division, clock)


def _rung(look: Look, division: tree.Division, rung: tree.Rung) -> None:
    if _does_nothing(rung) and not look.told_inside(rung.span):
        look.report(RungDoesNothing(rung.span, rung.at.text))
    look.message(rung.say)
    if rung.priority is not None:
        look.known("priority", rung.priority, reserved.PRIORITIES)
    if rung.level is not None and look.known("level", rung.level, ("next", *reserved.LEVELS)):
        levels = levels_of(division)
        if rung.to is None and rung.level.text not in ("next", *levels):
            name = division.name.text
            look.report(DivisionLacks(rung.level.span, name, "level", rung.level.text, levels))
    if rung.to is not None and rung.to.text == division.name.text:
        look.report(LeadsBack(rung.to.span, "to", (division.name.text,)))
    elif rung.to is not None:
        look.known("division", rung.to, look.bot.divisions)


def _does_nothing(rung: tree.Rung) -> bool:
    return not (rung.notify or rung.priority or rung.level or rung.to or rung.say)


def _ways_up(look: Look, division: tree.Division, clock: tree.SlaClock) -> None:
    """A rung goes one level up where there is none, even for a handover that began at the first."""
    ways = ways_up(look.bot, division)
    if ways is None:
        return
    for rung in clock.ladder:
        if rung.to is not None:
            return  # another division, with levels of its own
        if rung.level is not None and rung.level.text == "next":
            if ways == 0:
                look.report(NothingAbove(rung.level.span, division.name.text))
                return
            ways -= 1
