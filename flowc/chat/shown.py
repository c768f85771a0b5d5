"""Slots, position, timers and the handover record, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

from flowc.bottest.checks import shown
from flowc.chat import words
from flowc.chat.lines import Line, fact
from flowc.chat.why import place_of
from flowc.source.durations import write_duration
from runtime.artifact import records
from runtime.core.program import Program
from runtime.core.record import Record
from runtime.core.state import State, conversation_id
from runtime.testing import Conversation

INDENT = "  "


def slots(talk: Conversation, language: str) -> tuple[Line, ...]:
    """Return what the bot knows, and from where."""
    lines = []
    for name, known in sorted(talk.state.slots.items()):
        at = words.clock(talk.program.local(known.at))
        origin = f": “{known.said}”" if known.said else f": {known.origin}" if known.origin else ""
        lines.append(fact(f"{name} = {shown(known.value)}", f"{known.source}{origin}, {at}"))
    return tuple(lines) or (fact(words.NO_SLOTS.in_(language)),)


def position(talk: Conversation, language: str) -> tuple[Line, ...]:
    """Return where the conversation stands."""
    return tuple(_position(talk.state, talk.program, language))


def _position(state: State, program: Program, language: str) -> Iterator[Line]:
    artifact = program.artifact
    is_open = (words.S_OPEN if state.open else words.S_SHUT).in_(language)
    told = words.S_CONVERSATION.in_(language)
    yield fact(told.format(conversation_id(state), is_open, state.channel, state.locale))
    if state.frames:
        yield fact(words.S_FLOW.in_(language).format(" › ".join(frame.flow for frame in state.frames)))
    waiting = state.waiting
    if waiting is not None:
        at = artifact.states.get(waiting.state)
        yield fact(words.S_WAITS.in_(language).format(waiting.state), place_of(at.place if at else None))
        if waiting.invalid:
            yield fact(INDENT + words.S_ATTEMPTS.in_(language).format(waiting.invalid))
    if state.offer is not None:
        at = artifact.states.get(state.offer.state)
        yield fact(words.S_OFFER.in_(language).format(state.offer.state), place_of(at.place if at else None))
    for call in state.calls:
        action = artifact.actions.get(call.action)
        yield fact(
            words.S_ACTION.in_(language).format(call.action), place_of(action.place if action else None)
        )
    handover = state.handover
    if handover is not None:
        division = artifact.divisions.get(handover.division or "")
        told = words.S_HANDOVER.in_(language)
        to, agent = handover.division or "-", handover.agent or "-"
        yield fact(
            told.format(handover.phase, to, handover.priority, agent),
            place_of(division.place if division else None),
        )
    for paused in state.paused:
        yield fact(words.S_PAUSED.in_(language).format(" › ".join(frame.flow for frame in paused.frames)))
    if waiting is None and state.offer is None and not state.calls and handover is None:
        yield fact(words.S_IDLE.in_(language))
    counters = state.counters
    yield fact(
        words.S_COUNTERS.in_(language).format(
            counters.customer, counters.not_understood, counters.repeated_answers, counters.declined
        )
    )


def timers(talk: Conversation, language: str) -> tuple[Line, ...]:
    """Return the timers, the next one first."""
    lines = []
    for name, timer in sorted(talk.state.timers.items(), key=lambda item: (item[1].due, item[0])):
        left = words.IN.in_(language).format(write_duration(max(timer.due - talk.now, timedelta())))
        meaning = words.TIMERS.get(name.partition(":")[0])
        told = f"{words.moment(talk.program.local(timer.due), language)}  {name}"
        lines.append(fact(told, f"{left}{f': {meaning.in_(language)}' if meaning else ''}"))
    return tuple(lines) or (fact(words.NO_TIMERS.in_(language)),)


def record(of: Record | None, language: str) -> tuple[Line, ...]:
    """Return the handover record as an outline."""
    if of is None:
        return (fact(words.NO_RECORD.in_(language)),)
    data = records.encode(of)
    in_order = {
        one.name: data[one.name] for one in fields(of) if one.name in data
    }  # the model's, not the alphabet's
    return tuple(fact(line) for line in outline(in_order))


def outline(data: records.Json, indent: str = "") -> Iterator[str]:
    """Yield the lines of plain data, members below their name; what is empty is left out."""
    if isinstance(data, dict):
        for name, value in data.items():
            if value in (None, "", [], {}):
                continue
            if isinstance(value, dict | list):
                yield f"{indent}{name}:"
                yield from outline(value, indent + INDENT)
            else:
                yield f"{indent}{name}: {_scalar(value)}"
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, dict | list):
                for number, line in enumerate(outline(item, indent + INDENT)):
                    yield line if number else f"{indent}- {line.strip()}"
            else:
                yield f"{indent}- {_scalar(item)}"


def _scalar(value: records.Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())
