"""A customer in the queue: what is written meanwhile, the clocks, leaving it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from runtime.artifact.model import Media
from runtime.core.asking import stop_waiting
from runtime.core.clocks import ANSWERED, stop_clocks
from runtime.core.effects import RelayMessage
from runtime.core.giving import give, take_back
from runtime.core.limits import UPDATE_GAP
from runtime.core.notices import LEAD, tell_role
from runtime.core.queueing import PEOPLE_TIMERS, QUEUE_TIMERS, announce, move_on, take_message
from runtime.core.reach import window_open
from runtime.core.record import Ending
from runtime.core.slots import topic_of
from runtime.core.speech import say
from runtime.core.state import Ended, OpenHandover
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn
from runtime.core.waits import standing
from runtime.routing.assigning import AgentChange

SOON = timedelta(seconds=1)  # a clock of the queue goes on once it is known whether the agent takes it
LASTING_OUTCOMES = ("resolved", "unresolved", "left")


def relay(turn: Turn) -> None:
    """Pass the customer's message on to the desk; one that nobody can show is told by its kind."""
    handover, heard = turn.state.handover, turn.heard
    assert handover is not None
    assert heard is not None
    assert handover.division is not None
    received = heard.received
    media = Media(received.type, received.url) if received.url else None
    text = received.text or ("" if media else f"[{received.type}]")
    turn.effects.append(RelayMessage(turn.new_id("d"), handover.id, handover.division, heard.at, text, media))


def write_while_queued(turn: Turn) -> None:
    """The customer writes before anybody is there: kept for the agent, acknowledged once."""
    handover, heard = turn.state.handover, turn.heard
    assert handover is not None
    assert heard is not None
    if _command_while_queued(turn, heard.understood.command, heard.understood.command_locale):
        return
    relay(turn)
    faq = heard.understood.faq
    answer = turn.program.artifact.understanding.faq[faq].answer if faq else None
    if answer is not None and turn.settings.faq_while_waiting:
        say(turn, answer)
    elif not handover.noted:
        turn.change_handover(noted=True)
        say(turn, "handover.noted")


def _command_while_queued(turn: Turn, command: str | None, locale: str | None) -> bool:
    """Other commands than these are text for the agent."""
    match command:
        case "status":
            announce(turn, "wait.update")
        case "cancel":
            cancel(turn)
        case "stop":
            stop_updates(turn)
        case "language":
            return switch_language(turn, locale)
        case _:
            return False
    turn.trace("command", command=command)
    return True


def stop_updates(turn: Turn) -> None:
    """No reminders, updates or surveys until the customer writes again."""
    turn.change(customer=replace(turn.state.customer, stopped=True))
    turn.clear_timers("remind")
    say(turn, "command.stopped")


def switch_language(turn: Turn, locale: str | None) -> bool:
    """Speak another of the bot's languages from now on. False: it has no such."""
    if locale is None or locale not in turn.program.artifact.bot.locales:
        return False
    turn.change(locale=locale, sure_language=locale)
    say(turn, "command.language")
    return True


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
    stop_clocks(turn, (*ANSWERED, "resolve"), "met")
    turn.clear_timers(*PEOPLE_TIMERS)
    handover = turn.change_handover(phase="closed", outcome=outcome, asking=None, leaving=None, assigned=None)
    turn.ended_handover = handover
    if handover.accepted is not None and handover.agent_id is not None:
        turn.agents.append(AgentChange(handover.agent_id, ended=turn.now))
    facts = turn.state.customer
    lasting = outcome.state in LASTING_OUTCOMES
    turn.change(
        handover=None,
        ended=Ended(handover) if lasting else None,
        customer=replace(
            facts,
            last_division=handover.division or facts.last_division,
            last_agent=(handover.agent if handover.accepted else None) or facts.last_agent,
            served=turn.now if handover.accepted else facts.served,
            last_topic=topic_of(turn) or facts.last_topic,
            last_outcome=outcome.state if lasting else "bot",
        ),
    )


def fail(turn: Turn, handover: OpenHandover, message: str, why: str) -> None:
    """Neither desk nor queue could take it: say so and go down the chain, in the end to a message left."""
    if handover.phase not in ("queued", "assigned", "left_message"):
        turn.trace("desk_event_ignored", event=message)
        return
    turn.trace("handover_failed", why=why)
    if handover.phase == "left_message":
        return  # the message stays in the list of handovers, where a person finds it
    turn.clear_timers(*QUEUE_TIMERS)
    tell_role(turn, handover, LEAD, "failed", reason=why)
    say(turn, message)
    turn.change_handover(queued=None, assigned=None)
    chain = turn.program.artifact.divisions[handover.division or ""].fallback.nobody
    if all(name in (*handover.tried, handover.division, "wait", "leave_message") for name in chain):
        turn.change_handover(tried=(*handover.tried, handover.division or ""))
        take_message(turn, "failed")
    else:
        move_on(turn, "nobody")


def queue_timer(turn: Turn, name: str) -> None:
    """A clock of the queue came due: `update overflow closing give_up look accept`."""
    handover = turn.state.handover
    if handover is None or handover.division is None:
        return
    if handover.assigned is not None:
        if name == "accept":
            take_back(turn, "no_answer")
        else:  # somebody is asked just now: after that
            turn.set_timer(name, handover.assigned.since + turn.settings.accept_within + SOON)
        return
    if name == "look":
        give(turn)
        return
    if handover.phase != "queued":
        return
    match name:
        case "update":
            _update(turn, handover)
        case "overflow":
            move_on(turn, "overflow")
            moved = turn.state.handover
            if moved is not None and moved.phase == "queued" and moved.division == handover.division:
                again = turn.program.artifact.divisions[handover.division].overflow_after
                assert again is not None
                turn.set_timer("overflow", turn.now + again)
        case "closing":
            if not standing(turn, handover.division).open:
                move_on(turn, "closed")
        case "give_up":
            fail(turn, handover, "handover.timed_out", "nobody accepted in time")


def _update(turn: Turn, handover: OpenHandover) -> None:
    """Tell how it stands, when it stands differently and the customer wants to be told."""
    settings = turn.settings
    if handover.updates >= settings.updates_at_most:
        return
    turn.set_timer("update", turn.now + settings.update_every)
    last = handover.announced[-1] if handover.announced else None
    wait = standing(turn, handover.division or "").wait
    if wait is None or last is None or turn.state.customer.stopped:
        return
    if not window_open(turn.state, turn.now) or turn.now - last.at < UPDATE_GAP:
        return
    changed = (wait.kind, wait.low, wait.high) != (last.wait, last.low, last.high)
    half_over = last.high is not None and turn.now - last.at >= last.high / 2
    if changed or half_over:
        turn.change_handover(updates=handover.updates + 1)
        announce(turn, "wait.update")
