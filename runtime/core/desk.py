"""What a desk tells: an agent accepts, writes, notes, passes on, resolves, gives back, or it cannot take the
record.

Law: an event that does not fit the state changes nothing and is traced.
"""

from __future__ import annotations

from runtime.core.asking import stop_waiting
from runtime.core.concluding import conclude, to_bot
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    HandoverFailed,
    QueueMoved,
    ShortcutUsed,
)
from runtime.core.flows import start_flow
from runtime.core.giving import WAITS, is_gone, look, server_of, take_back
from runtime.core.queueing import PEOPLE_TIMERS, QUEUE_TIMERS, release
from runtime.core.record import Ending, Move
from runtime.core.running import run
from runtime.core.shortcuts import use_shortcut
from runtime.core.silence import agent_spoke, agent_there, lose_agent
from runtime.core.speech import say, say_as_agent
from runtime.core.state import WITH_HUMAN, OpenHandover
from runtime.core.transferring import escalate_to, transfer
from runtime.core.turn import Turn
from runtime.core.waiting import end, fail
from runtime.routing.assigning import AgentChange

DeskEvent = (
    AgentAccepted
    | AgentDeclined
    | QueueMoved
    | AgentWrote
    | AgentNoted
    | AgentResolved
    | AgentReturned
    | ShortcutUsed
    | AgentTransferred
    | AgentEscalated
    | HandoverFailed
)


def from_desk(turn: Turn, event: DeskEvent) -> None:
    """Do what the desk says."""
    handover = turn.state.handover
    if handover is None or handover.id != event.handover or handover.phase == "collecting":
        _ignore(turn, event)
        return
    match event:
        case AgentAccepted():
            present = handover.phase == "escalated" and not _from_above(turn, handover, event.agent)
            if handover.phase == "with_agent" or present:
                _ignore(turn, event)
            else:
                _accept(turn, handover, event.agent)
        case AgentDeclined():
            by = handover.assigned
            if by is None or event.agent not in (None, by.id, by.name):
                _ignore(turn, event)
            else:
                take_back(turn, "declined")
        case QueueMoved():
            if handover.phase in WITH_HUMAN and is_gone(turn, handover.agent_id):
                lose_agent(turn, handover, "offline")
            elif handover.phase in WAITS or handover.assigned is not None:
                look(turn)
        case AgentWrote():
            if handover.phase not in WITH_HUMAN or _from_above(turn, handover, event.agent):
                handover = _accept(turn, handover, event.agent)
            say_as_agent(turn, event.text, event.agent or handover.agent)
            agent_spoke(turn)
        case AgentNoted():
            turn.write_down("note", event.text, agent=event.agent)
        case ShortcutUsed():
            if handover.phase in WITH_HUMAN:
                use_shortcut(turn, handover, event)
            else:
                _ignore(turn, event)
        case AgentResolved():
            conclude(turn, Ending(event.outcome, turn.now, event.agent or handover.agent))
        case AgentReturned():
            _return(turn, handover, event)
        case AgentTransferred() if handover.phase == "with_agent":
            transfer(turn, handover, event)
        case AgentEscalated() if handover.phase == "with_agent":
            escalate_to(turn, handover, event)
        case AgentTransferred() | AgentEscalated():
            _ignore(turn, event)
        case HandoverFailed():
            fail(turn, handover, "handover.failed", event.why)


def _ignore(turn: Turn, event: DeskEvent) -> None:
    turn.trace("desk_event_ignored", event=event.kind, handover=event.handover)


def _from_above(turn: Turn, handover: OpenHandover, word: str | None) -> bool:
    """Whether it is somebody else than who has it: one of those who were asked for above."""
    if handover.phase != "escalated" or word is None:
        return False
    name, id_ = server_of(turn, handover, word)
    return name != handover.agent if id_ is None else id_ != handover.agent_id


def _accept(turn: Turn, handover: OpenHandover, agent: str | None) -> OpenHandover:
    left = handover.phase == "left_message"
    name, id_ = server_of(turn, handover, agent)
    release(turn, handover)
    if id_ is not None:
        turn.agents.append(AgentChange(id_, misses=0))
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS, *PEOPLE_TIMERS, "idle", "offer", "action")
    turn.change(epoch=turn.state.epoch + 1, frames=(), paused=(), calls=(), held=(), offer=None, survey=None)
    handover = turn.change_handover(
        phase="with_agent",
        agent=name or handover.agent,
        agent_id=id_,
        assigned=None,
        accepted=turn.now,
        leaving=None,
        asking=None,
        queued=handover.queued or handover.created,
        first=False,
        escalated=None,
    )
    turn.trace("accepted", agent=name or "")
    say(turn, "handover.reply_ready" if left else "handover.agent_joined")
    agent_there(turn)
    return handover


def _return(turn: Turn, handover: OpenHandover, event: AgentReturned) -> None:
    path = Move(turn.now, handover.division or "", "bot", "agent", event.reason)
    turn.change_handover(path=(*handover.path, path))
    ending = Ending("bot", turn.now, event.agent or handover.agent)
    if handover.phase == "left_message" and handover.leaving is None:
        end(turn, ending)
        return
    to_bot(turn)
    end(turn, ending)
    say(turn, "handover.returned")
    back = turn.settings.on_return
    if back is not None:
        start_flow(turn, back)
        run(turn, turn.program.artifact.flows[back].first)
