"""What people need to know of a customer, and whether anybody has asked for it when a handover reaches them.

Laws:
- The first division's needs with a question are asked, and so are the slots that routing tables look at.
- Nothing is asked any more once a division is looked for (LANGUAGE section 9): what another division along
  its chains and ladders needs must be known by then.
- Left out are steps and rules that list their own `needs`, and where an agent passes a customer on: who had
  the conversation can ask.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.known import Known
from flowc.proofs.facts.mentions import Mentions
from flowc.proofs.facts.spoken import SHORTCUT
from flowc.structure import tree
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class Gap:
    """`division` needs `slot`, neither known nor asked when the handover begun at `state` gets there.

    `first` is the division whose needs were asked; the same as `division` where its need has no question.
    `at`: where the files lead on to `division`, or say the need.
    """

    division: str
    slot: str
    first: str
    state: str
    at: tree.Word


@dataclass(frozen=True, slots=True)
class _Begun:
    state: str
    known: int


def gaps(bot: tree.Bot, machine: Machine, known: Known, mentions: Mentions) -> Iterator[Gap]:
    """Yield each need that may be missing, once for each place that leads to its division."""
    begun = _begun(bot, machine, known, mentions)
    tables = {heading.text for table in bot.routing for heading in table.headings}
    seen: set[tuple[int, str]] = set()
    for first, handovers in begun.items():
        asked = {word.text for word in bot.divisions[first].needs} | tables
        asked = {name for name in asked if name in bot.slots and bot.slots[name].ask is not None}
        for division, at in ((first, None), *_onward(bot, first)):
            for need in bot.divisions[division].needs:
                place = need if at is None else at
                if need.text in asked or (id(place), need.text) in seen:
                    continue
                bit = known.values.bit(need.text)
                state = next((one.state for one in handovers if not one.known & bit), None)
                if state is not None:
                    seen.add((id(place), need.text))
                    yield Gap(division, need.text, first, state, place)


def _begun(
    bot: tree.Bot, machine: Machine, known: Known, mentions: Mentions
) -> Mapping[str, tuple[_Begun, ...]]:
    """Return the handovers that may come to each division first; rules before steps, as they are plainer."""
    found: dict[str, list[_Begun]] = {name: [] for name in bot.divisions}
    by_tables: list[_Begun] = []
    for key, state in sorted(machine.states.items(), key=lambda one: not one[0].startswith("rule:")):
        if key not in known or state.flow.startswith(SHORTCUT):
            continue
        if not isinstance(state, model.Handover | model.Offer) or state.handover.needs is not None:
            continue
        bits = known.inside(key) if isinstance(state, model.Handover) else known.waiting(key)
        if state.handover.topic is not None:
            bits |= known.values.given(("topic",))
        to = state.handover.to
        found.get(to, by_tables).append(_Begun(key, bits))
    routed = mentions.routed()
    return {
        name: (*handovers, *(by_tables if routed is None or name in routed else ()))
        for name, handovers in found.items()
    }


def _onward(bot: tree.Bot, first: str) -> Iterator[tuple[str, tree.Word]]:
    """Yield the divisions that a handover may go on to before an agent has it, with the word that says so."""
    seen, queue = {first}, deque([first])
    while queue:
        division = bot.divisions[queue.popleft()]
        for word in {one.text: one for one in _chains(division)}.values():
            if word.text in bot.divisions and word.text != first:
                yield word.text, word
                if word.text not in seen:
                    seen.add(word.text)
                    queue.append(word.text)


def _chains(division: tree.Division) -> Iterator[tree.Word]:
    if division.fallback is not None:
        yield from division.fallback.all or ()
        for chain in division.fallback.causes.values():
            yield from chain
    rungs = [rung for clock in division.sla for rung in clock.ladder]
    yield from (rung.to for rung in rungs if rung.to is not None)
    # the level at which a handover begins may be the last one: one rung up leads to the division above then
    if division.above is not None and any(
        rung.level is not None and rung.level.text == "next" for rung in rungs
    ):
        yield division.above
