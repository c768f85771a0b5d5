"""Keeping values: where each came from, what it replaces, and what may not be overwritten."""

from __future__ import annotations

from dataclasses import replace

from runtime.core.limits import EARLIER_VALUES
from runtime.core.scope import evaluate
from runtime.core.state import Known
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.feel.writing import text_of

_FIRM = ("action", "agent")  # what a customer merely mentions never overwrites


def keep(turn: Turn, slot: str, known: Known, was_asked: bool = False) -> bool:
    """Keep a value, with the earlier ones behind it. False: a firmer source stands against it."""
    old = turn.state.slots.get(slot)
    firm = old is not None and old.value is not None and old.source in _FIRM
    if firm and known.source == "said" and not was_asked:
        turn.trace("not_overwritten", slot=slot)
        return False
    if old is not None:
        earlier = old.earlier
        if old.value is not None and old.value != known.value:
            earlier = (text_of(old.value), *earlier)[:EARLIER_VALUES]
        known = replace(known, earlier=earlier)
    turn.change(slots={**turn.state.slots, slot: known})
    return True


def forget(turn: Turn, *slots: str) -> None:
    turn.change(slots={name: known for name, known in turn.state.slots.items() if name not in slots})


def is_known(turn: Turn, slot: str) -> bool:
    known = turn.state.slots.get(slot)
    return known is not None and known.value is not None


def topic_of(turn: Turn) -> str | None:
    """Return what the conversation is about."""
    return turn.topic


def passes(turn: Turn, slot: str, known: Known) -> bool:
    """Return whether a value passes the slot's own `check`."""
    declared = turn.program.artifact.slots[slot]
    if declared.check is None:
        return True
    turn.asked_value = known.value
    held = evaluate(turn, declared.check, declared.place) is True
    turn.asked_value = None
    return held


def fill_from_action(turn: Turn, action: str, outputs: dict[str, Value]) -> None:
    """Fill slots whose source is this action; the order of `from` decides between sources."""
    for name, slot in turn.program.artifact.slots.items():
        for source in slot.from_:
            from_action, _, output = source.partition(".")
            known = turn.state.slots.get(name)
            if from_action != action:
                # an earlier source of the list has answered already, in this conversation
                if known is not None and known.origin == source and known.at >= turn.state.started:
                    break
                continue
            value = outputs.get(output)
            if value is not None:
                keep(turn, name, Known(value, "action", turn.now, origin=source))
            break


def fill_defaults(turn: Turn) -> None:
    """Give slots that every source left empty their default."""
    for name, slot in turn.program.artifact.slots.items():
        if slot.default is not None and not is_known(turn, name):
            value = evaluate(turn, slot.default, slot.place)
            keep(turn, name, Known(value, "default", turn.now))
