"""Telling people beside the conversation: a role that a ladder names, or the lead when something goes wrong.

Who that is, and where they are reached, is the operator's matter.
"""

from __future__ import annotations

from runtime.core.effects import NotifyRole
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.feel.writing import text_of

LEAD = "lead"


def tell_role(turn: Turn, handover: OpenHandover, role: str, why: str, **facts: object) -> None:
    """Tell a role about a handover. `why` is a word of ours: `sla agent_lost max_transfers …`."""
    texts = {name: text_of(str(fact)) for name, fact in facts.items()}
    division = handover.division or ""
    turn.effects.append(NotifyRole(turn.new_id("n"), handover.id, division, role, why, texts))
    turn.trace("role_told", role=role, why=why)
