"""State, events and effects as bytes and back. The state carries a version of its own."""

from __future__ import annotations

import hashlib
import json

from runtime.artifact import records
from runtime.core.effects import Effect
from runtime.core.env import Facts
from runtime.core.events import Event
from runtime.core.lines import read_line, write_line
from runtime.core.record import Line, Record
from runtime.core.state import State
from runtime.core.turn import Trace
from runtime.feel.plain import from_plain, to_plain
from runtime.feel.values import Value

STATE_VERSION = 1
# Longer texts make hashlib (CPython's HASHLIB_GIL_MINSIZE, 3.11 to 3.13) give up the interpreter: a hash
# takes microseconds, getting the interpreter back from the store's threads up to five milliseconds.
_HASHED_AT_ONCE = 2_047

records.coder(Value, to_plain, from_plain)
records.shortened(Line, write_line, read_line)


class StateTooNewError(ValueError):
    """A state written by a newer runtime; this one must not touch it."""


def dump_state(state: State) -> bytes:
    """Return canonical bytes: the same state gives the same bytes."""
    return whole(records.dump(state))


def whole(state: str) -> bytes:
    """Return a state's bytes, of the text of its record."""
    return f'{{"state":{state},"version":{STATE_VERSION}}}'.encode()


def load_state(data: bytes) -> State:
    """Return the state in `data`.

    Raises:
        StateTooNewError: written by a newer runtime.
        records.RecordError: not a state.
    """
    plain = json.loads(data)
    if plain["version"] > STATE_VERSION:
        raise StateTooNewError(f"state version {plain['version']}, this runtime knows {STATE_VERSION}")
    return records.decode(State, plain["state"])


def dump_event(event: Event, facts: Facts | None = None) -> bytes:
    """Return an event, with the facts that were read for it, as kept for replay."""
    more = f',"facts":{records.dump(facts)}' if facts is not None else ""
    return f'{{"event":{records.dump(event)}{more}}}'.encode()


def load_event(data: bytes) -> tuple[Event, Facts | None]:
    """Return what `dump_event` wrote."""
    plain = json.loads(data)
    event: Event = records.decode(Event, plain["event"])  # type: ignore[arg-type]  # a union is no `type`
    facts = records.decode(Facts, plain["facts"]) if "facts" in plain else None
    return event, facts


def load_trace(data: bytes) -> tuple[Trace, ...]:
    """Return what happened in a turn, as it was kept with it."""
    return tuple(records.decode(Trace, one) for one in json.loads(data))


def dump_effect(effect: Effect) -> bytes:
    return records.dump(effect).encode()


def load_effect(data: bytes) -> Effect:
    effect: Effect = records.decode(Effect, json.loads(data))  # type: ignore[arg-type]  # a union is no `type`
    return effect


def dump_record(record: Record) -> bytes:
    return records.dump(record).encode()


def load_record(data: bytes) -> Record:
    return records.decode(Record, json.loads(data))


def digest(state: bytes, effects: tuple[Effect, ...]) -> str:
    """Return one hash of all that a turn leaves behind; a replay must give the same.

    `state` is what `dump_state` gave: nobody hashes a state who does not keep it, too.
    """
    content = hashlib.sha256()
    _hash(content, state)
    for effect in effects:
        _hash(content, b"\x00" + dump_effect(effect))
    return content.hexdigest()


def _hash(content: hashlib._Hash, data: bytes) -> None:
    for start in range(0, len(data), _HASHED_AT_ONCE):
        content.update(data[start : start + _HASHED_AT_ONCE])
