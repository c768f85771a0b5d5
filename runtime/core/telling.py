"""Telling the division's desk: the record as it is, and what changed on our side."""

from __future__ import annotations

from runtime.core.effects import SendHandover, TellDesk
from runtime.core.recording import build_record
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.feel.writing import text_of


def send_record(turn: Turn) -> None:
    """Send the record as it is now to the division's desk; it replaces an earlier one."""
    handover = turn.change_handover(sent=True)
    turn.effects.append(SendHandover(turn.new_id("d"), build_record(turn, handover)))


def tell_desk(turn: Turn, handover: OpenHandover, what: str, **facts: object) -> None:
    """Tell the desk of a change on our side, if it knows of the handover at all."""
    if handover.sent and handover.division is not None:
        texts = {name: text_of(str(fact)) for name, fact in facts.items()}
        turn.effects.append(TellDesk(turn.new_id("d"), handover.id, handover.division, what, texts))
