"""Keeping values: where each came from, what it replaces, and what may not be overwritten."""

from __future__ import annotations

from dataclasses import replace

from runtime.core.limits import EARLIER_VALUES
from runtime.core.scope import FeelScope
from runtime.core.state import Known
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.feel.writing import text_of

_FIRM = ("action", "agent")  # what a customer merely mentions never overwrites


def keep(turn: Turn, slot: str, known: Known, was_asked: bool = False) -> bool:
    """Keep a value, with the earlier ones behind it. False: a firmer source stands against it."""
    old = turn.state.slots.get(slot)
    if old is not None and known.source == "said" and old.source in _FIRM and not was_asked:
        turn.trace("not_overwritten", slot=slot, source=old.source)
        return False
    if old is not None and old.value is not None and old.value != known.value:
        earlier = (text_of(old.value), *old.earlier)[:EARLIER_VALUES]
        known = replace(known, earlier=earlier)
    turn.change(slots={**turn.state.slots, slot: known})
    return True


def forget(turn: Turn, slot: str) -> None:
    turn.change(slots={name: known for name, known in turn.state.slots.items() if name != slot})


def is_known(turn: Turn, slot: str) -> bool:
    known = turn.state.slots.get(slot)
    return known is not None and known.value is not None


def fill_from_channel(turn: Turn) -> None:
    """Fill slots from the profile and the page of a conversation that begins, then from defaults."""
    for name, slot in turn.program.artifact.slots.items():
        if is_known(turn, name):
            continue
        for source in slot.from_:
            kind, _, path = source.partition(".")
            found: Value = None
            if kind == "profile":
                found = turn.state.profile.get(path)
            elif kind == "page":
                found = turn.state.page.get(path)
            if found is not None:
                keep(turn, name, Known(found, kind, turn.now, origin=source))
                break


def fill_from_action(turn: Turn, action: str, outputs: dict[str, Value]) -> None:
    """Fill slots whose source is this action; the order of `from` decides between sources."""
    for name, slot in turn.program.artifact.slots.items():
        for source in slot.from_:
            from_action, _, output = source.partition(".")
            if from_action != action:
                if is_known(turn, name) and turn.state.slots[name].origin == source:
                    break  # an earlier source of the list already answered
                continue
            value = outputs.get(output)
            if value is not None:
                keep(turn, name, Known(value, "action", turn.now, origin=source))
            break


def fill_defaults(turn: Turn) -> None:
    """Give slots that every source left empty their default."""
    for name, slot in turn.program.artifact.slots.items():
        if slot.default is not None and not is_known(turn, name):
            value = turn.program.value(slot.default, FeelScope(turn))
            keep(turn, name, Known(value, "default", turn.now))
