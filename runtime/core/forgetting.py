"""What a thread keeps when the time of its transcript is over: nothing that was written."""

from __future__ import annotations

from dataclasses import replace

from runtime.core.state import State


def forget_words(state: State) -> State:
    """Return a thread without its transcript and files.

    Where nothing is open any more, only what belongs to the customer stays: facts, and `customer.` slots
    without the words they came from. A handover that is open keeps what it needs to be worked on.
    """
    if state.open or state.handover is not None:
        return replace(state, transcript=(), files=())
    lasting = {
        name: replace(known, said=None, earlier=())
        for name, known in state.slots.items()
        if name.startswith("customer.")
    }
    return State(
        thread=state.thread,
        artifact=state.artifact,
        channel=state.channel,
        locale=state.locale,
        customer=state.customer,
        started=state.started,
        turn=state.turn,
        number=state.number,
        epoch=state.epoch,
        serial=state.serial,
        open=False,
        greeted=state.greeted,
        heard=state.heard,
        slots=lasting,
        timers=state.timers,
        closed_at=state.closed_at,
        burst=state.burst,
    )
