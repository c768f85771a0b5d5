"""Divisions with their chains resolved: the whole way for each cause, so that the runtime follows a list.

Laws:
- A chain ends in `leave_message` or `wait`, and names a division once; the division itself is not in it.
- A chain that stops at a division goes on with that division's own chain for the same cause.
- `closed` never ends in `wait`: nobody would come.
"""

from __future__ import annotations

from collections.abc import Mapping

from flowc.hours.calendars import ALWAYS
from flowc.machine.at import place
from flowc.machine.messages import MessageNames
from flowc.machine.options import label
from flowc.names.reserved import CHAIN_ENDS
from flowc.structure import tree
from runtime.artifact import model

CAUSES = ("closed", "nobody", "full", "overflow")
LEAVE_MESSAGE, WAIT = CHAIN_ENDS


def divisions(bot: tree.Bot, names: MessageNames) -> dict[str, model.Division]:
    locales = tuple(word.text for word in bot.locales)
    every = bot.divisions
    return {name: _division(division, every, locales, names) for name, division in every.items()}


def _division(
    division: tree.Division,
    every: Mapping[str, tree.Division],
    locales: tuple[str, ...],
    names: MessageNames,
) -> model.Division:
    unsaid = model.Division(name={}, calendar=ALWAYS, fallback=model.Chains((), (), (), ()))
    name = division.name.text
    chains = {cause: chain(name, cause, every) for cause in CAUSES}
    return model.Division(
        name=label(division.title, locales, name),
        calendar=ALWAYS if division.hours is None else division.hours.text,
        fallback=model.Chains(**chains),
        needs=tuple(word.text for word in division.needs),
        levels=tuple(word.text for word in division.levels) or unsaid.levels,
        skills=tuple(word.text for word in division.skills),
        queue_limit=unsaid.queue_limit if division.queue_limit is None else division.queue_limit,
        capacity=unsaid.capacity if division.capacity is None else division.capacity,
        wait_limit=unsaid.wait_limit if division.wait_limit is None else division.wait_limit.value,
        assign=unsaid.assign if division.assign is None else division.assign.text,
        sticky=None if division.sticky is None else division.sticky.value,
        relax=tuple(
            model.Relax(ring.after.value, tuple(word.text for word in ring.drop)) for ring in division.relax
        ),
        overflow_after=None if division.overflow_after is None else division.overflow_after.value,
        above=None if division.above is None else division.above.text,
        sla={clock.name.text: _clock(clock, names) for clock in division.sla},
        place=place(division.name.span),
    )


def _clock(clock: tree.SlaClock, names: MessageNames) -> model.Clock:
    calendar = clock.clock is not None and clock.clock.text == "calendar"

    def days(duration: tree.Duration) -> bool:
        return not calendar and duration.text.endswith("d")

    def text(word: tree.Word | None) -> str | None:
        return None if word is None else word.text

    return model.Clock(
        within=clock.within.value,
        calendar=calendar,
        days=days(clock.within),
        ladder=tuple(
            model.Rung(
                at=rung.at.value,
                days=days(rung.at),
                notify=text(rung.notify),
                priority=text(rung.priority),
                level=text(rung.level),
                to=text(rung.to),
                say=None if rung.say is None else names.of(rung.say),
            )
            for rung in clock.ladder
        ),
    )


def chain(division: str, cause: str, every: Mapping[str, tree.Division]) -> tuple[str, ...]:
    """Return where a handover goes, in order, when `division` cannot take it for `cause`."""
    found: dict[str, None] = {}
    followed = {division}
    links = _links(every[division], cause)
    while True:
        for link in links:
            if link in CHAIN_ENDS:
                return (*found, LEAVE_MESSAGE if cause == "closed" else link)
            if link != division and link in every:
                found.setdefault(link)
        last = links[-1] if links else division
        if last in followed or last not in every:
            return (*found, LEAVE_MESSAGE)
        followed.add(last)
        links = _links(every[last], cause)


def _links(division: tree.Division, cause: str) -> tuple[str, ...]:
    """Return the chain as written; a cause without one leaves a message."""
    fallback = division.fallback
    if fallback is None:
        return ()
    words = fallback.causes.get(cause, fallback.all or ())
    return tuple(word.text for word in words)
