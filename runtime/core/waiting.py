"""A handover between the queue and its end: what the customer writes meanwhile, the desk's events,
the clocks.
"""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Media, Type
from runtime.core.asking import LEAVE, read_text, stop_waiting, wait_at
from runtime.core.effects import RelayMessage
from runtime.core.events import (
    AgentAccepted,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentWrote,
    HandoverFailed,
)
from runtime.core.handing import announce, move_on, send_record, take_message, tell_desk
from runtime.core.record import Ending, Move
from runtime.core.speech import say, say_as_agent
from runtime.core.state import Counters, OpenHandover, Rest
from runtime.core.turn import Question, Turn
from runtime.core.waits import standing

DeskEvent = AgentAccepted | AgentWrote | AgentNoted | AgentResolved | AgentReturned | HandoverFailed
QUEUE_TIMERS = ("update", "give_up", "overflow", "collect", "leave")


def relay(turn: Turn) -> None:
    """Pass the customer's message on to the desk."""
    handover, heard = turn.state.handover, turn.heard
    assert handover is not None
    assert heard is not None
    assert handover.division is not None
    received = heard.received
    media = Media(received.type, received.url) if received.url else None
    turn.effects.append(
        RelayMessage(turn.new_id("d"), handover.id, handover.division, heard.at, received.text, media)
    )


def write_while_queued(turn: Turn) -> None:
    """The customer writes before anybody is there: kept for the agent, acknowledged once."""
    handover = turn.state.handover
    assert handover is not None
    heard = turn.heard
    assert heard is not None
    command, faq = heard.understood.command, heard.understood.faq
    if command == "status":
        announce(turn, "wait.update")
        return
    if command == "cancel":
        cancel(turn)
        return
    relay(turn)
    answer = turn.program.artifact.understanding.faq[faq].answer if faq else None
    if answer is not None and turn.settings.faq_while_waiting:
        say(turn, answer)
    elif not handover.noted:
        turn.change_handover(noted=True)
        say(turn, "handover.noted")


def cancel(turn: Turn) -> None:
    """The customer leaves the queue, or the questions before it."""
    handover = turn.state.handover
    assert handover is not None
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS)
    tell_desk(turn, handover, "cancelled")
    end(turn, Ending("cancelled", turn.now, "customer"))
    say(turn, "handover.cancelled")


def end(turn: Turn, outcome: Ending) -> None:
    """The handover is over; its last state goes into the list of handovers."""
    handover = turn.change_handover(phase="closed", outcome=outcome, asking=None, leaving=None)
    turn.ended_handover = handover
    facts = turn.state.customer
    topic = turn.state.slots.get("topic")
    turn.change(
        handover=None,
        customer=replace(
            facts,
            last_division=handover.division or facts.last_division,
            last_agent=handover.agent or facts.last_agent,
            last_topic=str(topic.value) if topic and topic.value else facts.last_topic,
            last_outcome=outcome.state
            if outcome.state in ("resolved", "unresolved", "left")
            else facts.last_outcome,
        ),
    )


def from_desk(turn: Turn, event: DeskEvent) -> str | None:
    """Do what the desk says. Returns what follows: `resolved`, `returned`, or None."""
    handover = turn.state.handover
    if handover is None or handover.id != event.handover or handover.phase == "collecting":
        turn.trace("desk_event_ignored", event=event.kind, handover=event.handover)
        return None
    match event:
        case AgentAccepted():
            _accept(turn, handover, event.agent)
        case AgentWrote():
            if handover.phase != "with_agent":
                handover = _accept(turn, handover, event.agent or handover.agent)
            say_as_agent(turn, event.text, event.agent or handover.agent)
        case AgentNoted():
            turn.write_down("note", event.text, agent=event.agent)
        case AgentResolved():
            _take_back(turn)
            end(turn, Ending(event.outcome, turn.now, event.agent or handover.agent))
            return "resolved"
        case AgentReturned():
            _take_back(turn)
            path = Move(turn.now, handover.division or "", "bot", "agent", event.reason)
            turn.change_handover(path=(*handover.path, path))
            end(turn, Ending("bot", turn.now, event.agent or handover.agent))
            turn.change(counters=Counters(handovers=turn.state.counters.handovers), rests=_lasting(turn))
            say(turn, "handover.returned")
            return "returned"
        case HandoverFailed():
            _fail(turn, handover, "handover.failed", event.why)
    return None


def _accept(turn: Turn, handover: OpenHandover, agent: str | None) -> OpenHandover:
    if handover.phase == "with_agent":
        return turn.change_handover(agent=agent or handover.agent)
    left = handover.phase == "left_message"
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS)
    turn.change(epoch=turn.state.epoch + 1, frames=(), paused=(), calls=(), offer=None)
    turn.clear_timers("idle", "offer", "action")
    handover = turn.change_handover(
        phase="with_agent",
        agent=agent,
        accepted=turn.now,
        leaving=None,
        queued=handover.queued or handover.created,
    )
    say(turn, "handover.reply_ready" if left else "handover.agent_joined")
    return handover


def _take_back(turn: Turn) -> None:
    """The conversation is the bot's again."""
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS)
    turn.change(epoch=turn.state.epoch + 1)


def _lasting(turn: Turn) -> dict[str, Rest]:
    """Rests counted in turns end with the counters; the others go on."""
    return {name: rest for name, rest in turn.state.rests.items() if rest.until_turn is None}


def _fail(turn: Turn, handover: OpenHandover, message: str, why: str) -> None:
    """Neither desk nor queue could take it: say so and go down the chain, in the end to a message left."""
    if handover.phase not in ("queued", "left_message"):
        turn.trace("desk_event_ignored", event=message)
        return
    turn.clear_timers(*QUEUE_TIMERS)
    turn.trace("handover_failed", why=why)
    if handover.phase == "left_message":
        return  # the message stays in the list of handovers, where a person finds it
    say(turn, message)
    turn.change_handover(queued=None)
    _down_the_chain(turn)


def _down_the_chain(turn: Turn) -> None:
    handover = turn.state.handover
    assert handover is not None
    chain = turn.program.artifact.divisions[handover.division or ""].fallback.nobody
    if all(name in (*handover.tried, handover.division, "wait", "leave_message") for name in chain):
        turn.change_handover(tried=(*handover.tried, handover.division or ""))
        take_message(turn, "failed")
    else:
        move_on(turn, "nobody")


def queue_timer(turn: Turn, name: str) -> None:
    """A clock of the queue came due: `update`, `overflow`, `give_up`."""
    handover = turn.state.handover
    if handover is None or handover.phase != "queued":
        return
    match name:
        case "update":
            _update(turn, handover)
        case "overflow":
            move_on(turn, "overflow")
            moved = turn.state.handover
            if moved is not None and moved.phase == "queued" and moved.division == handover.division:
                again = turn.program.artifact.divisions[handover.division or ""].overflow_after
                assert again is not None
                turn.set_timer("overflow", turn.now + again)
        case "give_up":
            _fail(turn, handover, "handover.timed_out", "nobody accepted in time")


def _update(turn: Turn, handover: OpenHandover) -> None:
    """Tell how it stands, when it stands differently and the customer wants to be told."""
    settings = turn.settings
    if handover.updates >= settings.updates_at_most:
        return
    turn.set_timer("update", turn.now + settings.update_every)
    if turn.state.customer.stopped or handover.division is None:
        return
    wait = standing(turn, handover.division).wait
    last = handover.announced[-1] if handover.announced else None
    if wait is None or last is None:
        return
    changed = (wait.kind, wait.low, wait.high) != (last.wait, last.low, last.high)
    half_over = last.high is not None and turn.now - last.at >= last.high / 2
    if changed or half_over:
        turn.change_handover(updates=handover.updates + 1)
        announce(turn, "wait.update")


def leave(turn: Turn) -> None:
    """A message is being left: take its text, then a way to answer where the channel has none."""
    handover, heard = turn.state.handover, turn.heard
    assert handover is not None
    assert heard is not None
    text = heard.received.text.strip()
    if handover.leaving == "text" and (text or heard.received.url):
        if _reachable(turn):
            left(turn)
        else:
            turn.change_handover(leaving="contact")
            wait_at(turn, f"{LEAVE}contact")
            turn.question = Question()
        return
    contact = read_contact(turn, text) if text else None
    waiting = turn.state.waiting
    if contact is not None:
        kind, value = contact
        turn.change(profile={**turn.state.profile, kind: value})
        left(turn)
    elif waiting is not None and waiting.invalid < 1 and heard.understood.command != "skip":
        turn.change(waiting=replace(waiting, invalid=waiting.invalid + 1))
        turn.question = Question(("slot.invalid",))
    else:
        left(turn)


def _reachable(turn: Turn) -> bool:
    profile = turn.state.profile
    return turn.state.channel != "web" or bool(profile.get("phone") or profile.get("email"))


def read_contact(turn: Turn, text: str) -> tuple[str, str] | None:
    """Return `phone` or `email` with the address that stands in a text."""
    for kind in ("email", "phone"):
        known = read_text(turn, Type(kind), text)
        if known is not None:
            return kind, str(known.value)
    return None


def left(turn: Turn) -> None:
    """The message is left: the desk gets the record, the customer the promise; the bot is idle again."""
    stop_waiting(turn)
    turn.clear_timer("leave")
    turn.change_handover(leaving=None)
    send_record(turn)
    say(turn, "handover.left")
