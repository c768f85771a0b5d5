"""Whether a customer who leaves a message is asked for a way to be reached elsewhere.

Laws:
- A phone number or e-mail address counts that a slot of that type keeps for the record, as the runtime reads
  it.
- A guard on such a question counts as true: who writes one asks where it is not known yet.
- Who stops answering, or never answers well, has been asked enough.
"""

from __future__ import annotations

from collections.abc import Mapping

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.structure import tree
from runtime.artifact import model

_KINDS = ("phone", "email")
_NOT_OURS = (Cause.SILENT, Cause.MISUNDERSTOOD)


def contact_slots(bot: tree.Bot) -> frozenset[str]:
    """Return the slots that hold a phone number or an e-mail address for the record."""
    return frozenset(
        name for name, slot in bot.slots.items() if slot.type.name.text in _KINDS and slot.record
    )


def passes_without(
    flow: str, slots: frozenset[str], machine: Machine, edges: Mapping[str, tuple[Edge, ...]]
) -> bool:
    """Return whether some way through a flow, to its end or that of the conversation, asks for none of them.

    Cases count as if each could be the one.
    """
    first = machine.entries.get(flow)
    if first is None:
        return True
    seen, queue = {first}, [first]
    while queue:
        key = queue.pop()
        state = machine.states[key]
        if isinstance(state, model.Ask) and state.slot in slots:
            continue
        if isinstance(state, model.Handover) or (isinstance(state, model.End) and state.conversation):
            return True
        for edge in edges[key]:
            inside = edge.cause is Cause.CALLED
            through = edge.cause is not Cause.RETURNED or passes_without(edge.detail, slots, machine, edges)
            if inside or edge.cause in _NOT_OURS or not through:
                continue
            if edge.to is None:
                return True
            if edge.to not in seen:
                seen.add(edge.to)
                queue.append(edge.to)
    return False
