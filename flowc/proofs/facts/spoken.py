"""Which message is said where, and which values are surely known then.

Left out are messages in agents' shortcuts: where one cannot be filled in the agent is told, and finds words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.names.builtin_messages import BUILTIN_MESSAGES
from flowc.proofs.facts.effects import HEARD, MESSAGE
from flowc.proofs.facts.known import OF_DIVISION, Known
from flowc.proofs.facts.printed import note_of
from flowc.structure import tree
from runtime.artifact import model

SHORTCUT = "shortcut:"  # begins the names of agents' shortcuts among flows


@dataclass(frozen=True, slots=True)
class Spoken:
    """`state` says it, or waits where it is said; None: the language says it by itself, wherever it is.

    `faq`: it answers that. `built_in`: when it is said, the language's own facts about the moment are there.
    """

    message: str
    known: int
    state: str | None = None
    faq: str = ""
    built_in: bool = False
    is_note: bool = False  # of a handover, for the agent


def spoken(bot: tree.Bot, machine: Machine, known: Known) -> Iterator[Spoken]:
    """Yield every use of a message, those at states first."""
    for key, state in machine.states.items():
        if key in known and not state.flow.startswith(SHORTCUT):
            yield from _at(key, state, known)
    values, names, always = known.values, machine.names, known.always
    heard = always | values.given(HEARD)
    if bot.welcome is not None:
        yield Spoken(names.of(bot.welcome), heard)
    for name, faq in bot.faq.items():
        if faq.answer is not None:
            yield Spoken(names.of(faq.answer), heard | values.given(("message.faq",)), faq=name)
    for slot in dict.fromkeys(_asked_for_people(bot)):
        for use in (bot.slots[slot].ask, bot.slots[slot].invalid) if slot in bot.slots else ():
            if use is not None:
                yield Spoken(names.of(use), heard & ~values.bit(slot))
    for division in bot.divisions.values():
        for rung in (rung for clock in division.sla for rung in clock.ladder):
            if rung.say is not None:
                yield Spoken(names.of(rung.say), always | values.given(OF_DIVISION))
    for name in bot.messages:
        if name in BUILTIN_MESSAGES:
            yield Spoken(name, heard, built_in=True)


def _at(key: str, state: model.State, known: Known) -> Iterator[Spoken]:
    match state:
        case model.Say():
            yield from (Spoken(name, known.inside(key), key) for name in state.messages)
        case model.Offer():
            yield Spoken(state.message, known.waiting(key), key)
            yield Spoken(note_of(key), known.waiting(key), key, is_note=True)
        case model.Handover():
            yield Spoken(note_of(key), known.inside(key), key, is_note=True)
        case model.Choose():
            waiting = known.waiting(key)
            yield Spoken(state.ask, waiting, key)
            yield from (Spoken(name, waiting, key) for name in (state.invalid,))
            yield from _reminders(key, state.timeout, waiting, known)
        case model.Ask():
            yield from _questions(key, state, known)


def _questions(key: str, state: model.Ask, known: Known) -> Iterator[Spoken]:
    values, waiting = known.values, known.waiting(key)
    slot = values.bit(state.slot)
    asking = waiting if state.again else waiting & ~slot
    yield Spoken(state.ask, asking, key)
    yield Spoken(state.invalid, asking, key)
    if state.confirm is not None:
        yield Spoken(state.confirm, waiting | slot, key)
    if state.verify is not None and state.verify.invalid is not None:
        yield Spoken(state.verify.invalid, (asking | slot) & ~known.effects.empties(state), key)
    yield from _reminders(key, state.timeout, asking, known)


def _reminders(key: str, timeout: model.Timeout | None, waiting: int, known: Known) -> Iterator[Spoken]:
    silent = waiting & ~known.values.cleared(*MESSAGE)
    for reminder in () if timeout is None else timeout.remind:
        yield Spoken(reminder.say, silent, key)


def _asked_for_people(bot: tree.Bot) -> Iterator[str]:
    """Yield the slots that a handover may ask for, wherever it begins."""
    for division in bot.divisions.values():
        yield from (word.text for word in division.needs)
    for table in bot.routing:
        yield from (heading.text for heading in table.headings if heading.text in bot.slots)
