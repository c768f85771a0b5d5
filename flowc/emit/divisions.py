"""Divisions with their chains resolved: the whole way for each cause, so that the runtime follows a list.

Laws:
- A chain ends in `leave_message` or `wait`, and names a division once; the division itself is not in it.
- A chain that stops at a division goes on with that division's own chain for the same cause.
- `closed` never ends in `wait`: nobody would come.
"""

from __future__ import annotations

from collections.abc import Mapping

from flowc.emit.calendars import ALWAYS
from flowc.machine.at import place
from flowc.machine.options import label
from flowc.names.reserved import CHAIN_ENDS
from flowc.structure import tree
from runtime.artifact import model

CAUSES = ("closed", "nobody", "full", "overflow")
LEAVE_MESSAGE, WAIT = CHAIN_ENDS


def divisions(bot: tree.Bot) -> dict[str, model.Division]:
    locales = tuple(word.text for word in bot.locales)
    return {name: _division(division, bot.divisions, locales) for name, division in bot.divisions.items()}


def _division(
    division: tree.Division, every: Mapping[str, tree.Division], locales: tuple[str, ...]
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
        overflow_after=None if division.overflow_after is None else division.overflow_after.value,
        sla={
            clock.name.text: model.Clock(
                clock.within.value, clock.clock is not None and clock.clock.text == "calendar"
            )
            for clock in division.sla
        },
        place=place(division.name.span),
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
