"""What waits to be worked on, as bytes in the store and back.

Law: an event's id names its door too (`web:…`, `desk:…`): the core derives its effects' ids from it, and the
ids of two doors may be equal.
"""

from __future__ import annotations

import json

from runtime.artifact import records
from runtime.channels.base import Incoming
from runtime.core.codec import dump_event, load_event
from runtime.core.effects import SetTimer
from runtime.core.events import CustomerWrote, Event, TimerFired, TurnCrashed
from runtime.stores.rows import Arrival, Claim, TimerRow
from runtime.understanding.result import Understood

CRASH = "crash"  # the source of a notice that takes a poisonous arrival's place


def arrival_of(incoming: Incoming) -> Arrival:
    """Return a customer's message as the store keeps it."""
    payload = f'{{"incoming":{records.dump(incoming)}}}'.encode()
    return Arrival(incoming.thread, incoming.source, incoming.id, incoming.at, payload)


def event_arrival(thread: str, source: str, id_: str, event: Event) -> Arrival:
    """Return an event that needs no understanding as the store keeps it."""
    return Arrival(thread, source, id_, event.at, dump_event(event))


def timer_row(timer: SetTimer) -> TimerRow:
    """Return a timer with the event that it becomes when it fires."""
    id_ = f"timer:{timer.name}:{timer.generation}"
    event = TimerFired(id_, timer.due, timer.name, timer.generation)
    return TimerRow(timer.name, timer.due, dump_event(event))


def read_arrival(arrival: Arrival) -> Incoming | Event:
    """Return what an arrival holds."""
    data = json.loads(arrival.payload)
    if "incoming" in data:
        return records.decode(Incoming, data["incoming"])
    event, _ = load_event(arrival.payload)
    return event


def customer_wrote(incoming: Incoming, understood: Understood) -> CustomerWrote:
    return CustomerWrote(
        id=f"{incoming.source}:{incoming.id}",
        at=incoming.at,
        received=incoming.received,
        understood=understood,
        profile=incoming.profile,
        page=incoming.page,
    )


def crashed(claim: Claim) -> Arrival:
    """Return what takes the place of an arrival whose turn cannot be finished, with its words."""
    arrival = claim.arrival
    try:
        content = read_arrival(arrival)
        text = content.received.text if isinstance(content, Incoming) else ""
    except Exception:  # the arrival itself may be what nobody can read; the crash is counted by the caller
        text = ""
    id_ = f"{arrival.source}:{arrival.id}"
    event = TurnCrashed(f"{CRASH}:{id_}", arrival.at, id_, text)
    return event_arrival(arrival.thread, CRASH, id_, event)
