"""What a desk tells: an agent accepts, writes, notes, resolves, gives back, or it cannot take the record.

Law: an event that does not fit the state changes nothing and is traced.
"""

from __future__ import annotations

from runtime.core.asking import stop_waiting
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentWrote,
    HandoverFailed,
    QueueMoved,
    ShortcutUsed,
)
from runtime.core.flows import start_flow
from runtime.core.giving import WAITS, look, server_of, take_back
from runtime.core.queueing import QUEUE_TIMERS
from runtime.core.record import Ending, Move
from runtime.core.running import close, run
from runtime.core.shortcuts import use_shortcut
from runtime.core.speech import say, say_as_agent
from runtime.core.state import WITH_HUMAN, Counters, OpenHandover, Rest
from runtime.core.surveying import may_survey
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
            if handover.phase == "with_agent":
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
            if handover.phase in WAITS or handover.assigned is not None:
                look(turn)
        case AgentWrote():
            if handover.phase != "with_agent":
                handover = _accept(turn, handover, event.agent)
            say_as_agent(turn, event.text, event.agent or handover.agent)
        case AgentNoted():
            turn.write_down("note", event.text, agent=event.agent)
        case ShortcutUsed():
            if handover.phase in WITH_HUMAN:
                use_shortcut(turn, handover, event)
            else:
                _ignore(turn, event)
        case AgentResolved():
            _resolve(turn, handover, event)
        case AgentReturned():
            _return(turn, handover, event)
        case HandoverFailed():
            fail(turn, handover, "handover.failed", event.why)


def _ignore(turn: Turn, event: DeskEvent) -> None:
    turn.trace("desk_event_ignored", event=event.kind, handover=event.handover)


def _accept(turn: Turn, handover: OpenHandover, agent: str | None) -> OpenHandover:
    left = handover.phase == "left_message"
    name, id_ = server_of(turn, handover, agent)
    if id_ is not None:
        turn.agents.append(AgentChange(id_, misses=0))
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS, "idle", "offer", "action")
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
    )
    turn.trace("accepted", agent=name or "")
    say(turn, "handover.reply_ready" if left else "handover.agent_joined")
    return handover


def _resolve(turn: Turn, handover: OpenHandover, event: AgentResolved) -> None:
    ending = Ending(event.outcome, turn.now, event.agent or handover.agent)
    if handover.phase == "left_message" and handover.leaving is None:
        end(turn, ending)  # answered elsewhere: what the bot and the customer are talking about goes on
        return
    _take_back(turn)
    end(turn, ending)
    after = turn.settings.after
    if after is None or not may_survey(turn):
        close(turn)
        return
    start_flow(turn, after)
    turn.change(survey=turn.ended_handover)
    turn.set_timer("survey", turn.now + turn.settings.survey_within)
    run(turn, turn.program.artifact.flows[after].first)


def _return(turn: Turn, handover: OpenHandover, event: AgentReturned) -> None:
    path = Move(turn.now, handover.division or "", "bot", "agent", event.reason)
    turn.change_handover(path=(*handover.path, path))
    ending = Ending("bot", turn.now, event.agent or handover.agent)
    if handover.phase == "left_message" and handover.leaving is None:
        end(turn, ending)
        return
    _take_back(turn)
    end(turn, ending)
    say(turn, "handover.returned")
    back = turn.settings.on_return
    if back is not None:
        start_flow(turn, back)
        run(turn, turn.program.artifact.flows[back].first)


def _take_back(turn: Turn) -> None:
    """The conversation is the bot's again; counters start from zero."""
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS)
    turn.clear_timer("action")
    state = turn.state
    turn.change(
        epoch=state.epoch + 1,
        counters=Counters(handovers=state.counters.handovers),
        rests=_lasting(turn),
        calls=(),
    )


def _lasting(turn: Turn) -> dict[str, Rest]:
    """Rests counted in turns end with the counters; the others go on."""
    return {name: rest for name, rest in turn.state.rests.items() if rest.until_turn is None}
