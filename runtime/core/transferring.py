"""An agent passes the conversation on, or asks for somebody above."""

from __future__ import annotations

from runtime.core.climbing import climb
from runtime.core.dividing import NEXT, fit_division
from runtime.core.events import AgentEscalated, AgentTransferred
from runtime.core.notices import LEAD, tell_role
from runtime.core.queueing import requeue, skipped
from runtime.core.record import Move
from runtime.core.state import OpenHandover
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn


def transfer(turn: Turn, handover: OpenHandover, event: AgentTransferred) -> None:
    """Pass it on to a division, an agent, or both; nothing is asked again.

    After `max_transfers` only a lead may: an agent who tries is told no, and a lead of it.
    """
    to = event.to or handover.division or ""
    if to not in turn.program.artifact.divisions:
        _refuse(turn, handover, f"no division {to}")
        return
    if handover.transfers >= turn.settings.max_transfers and not event.lead:
        tell_role(turn, handover, LEAD, "max_transfers", to=to, reason=event.reason)
        _refuse(turn, handover, "max_transfers")
        return
    turn.trace("transferred", to=to, agent=event.to_agent or "", reason=event.reason)
    tell_desk(turn, handover, "moved", to=to)
    old = handover.division or ""
    turn.change_handover(
        division=to,
        moved_from=old if to != old else handover.moved_from,
        agent=event.to_agent,
        skips=skipped(turn, handover),
        transfers=handover.transfers + 1,
        tried=(),
        path=(*handover.path, Move(turn.now, old, to, "agent", event.reason)),
    )
    fit_division(turn)
    requeue(turn, "transferred", "handover.transferred")


def _refuse(turn: Turn, handover: OpenHandover, why: str) -> None:
    turn.trace("transfer_refused", why=why)
    tell_desk(turn, handover, "transfer_refused", why=why)


def escalate_to(turn: Turn, handover: OpenHandover, event: AgentEscalated) -> None:
    """An agent asks for somebody above; where nobody is, the desk is told so."""
    if not climb(turn, event.level or NEXT, "agent", event.reason):
        tell_desk(turn, handover, "escalation_refused", why="nothing_above")
