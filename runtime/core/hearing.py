"""A customer's message, from its arrival to what is run because of it (LANGUAGE section 8, steps 3 to 12)."""

from __future__ import annotations

from dataclasses import replace

from runtime.core.agreeing import answer_offer, decline
from runtime.core.answering import answer, confirmed
from runtime.core.asking import ask_again
from runtime.core.changed import changed
from runtime.core.commands import obey
from runtime.core.escalation import escalate
from runtime.core.events import CustomerWrote
from runtime.core.filling import fill_from_words
from runtime.core.holding import hold
from runtime.core.leaving import leave
from runtime.core.limits import FILES
from runtime.core.moving import run_otherwise
from runtime.core.record import FileRef
from runtime.core.silence import customer_spoke
from runtime.core.speech import SUGGESTED, say
from runtime.core.state import WITH_HUMAN
from runtime.core.steering import answer_faq, follow_intent, not_understood
from runtime.core.turn import Turn
from runtime.core.waiting import relay, write_while_queued
from runtime.understanding.result import Evidence, Scored, Understood


def handle(turn: Turn, event: CustomerWrote, seen: bool = False) -> None:
    """Handle one message of the customer, in whatever position the conversation is.

    `seen`: the rules saw it, and it was counted, while it waited behind an action.
    """
    event = _as_meant(turn, event)
    turn.heard = event
    turn.held_at_a = set()
    handover = turn.state.handover
    if handover is not None and handover.phase in WITH_HUMAN:
        _keep_file(turn, event)
        relay(turn)
        customer_spoke(turn, handover)
        return
    if not seen:
        _count(turn, event)
    first = not turn.state.greeted
    if first:
        turn.change(greeted=True)
        if turn.program.artifact.welcome is not None:
            say(turn, turn.program.artifact.welcome)
    if handover is not None and handover.phase in ("queued", "assigned"):
        write_while_queued(turn)
        return
    if turn.otherwise is None and _old_button(turn, event):
        ask_again(turn, "button.old")
        return
    if handover is not None and handover.leaving is not None and not turn.state.leaves_in_flow:
        leave(turn)
        return
    if not seen:
        fill_from_words(turn, event)
    _talk(turn, event, first)


def _talk(turn: Turn, event: CustomerWrote, first: bool) -> None:
    """The bot has the conversation: the first reading that fits is the one."""
    if obey(turn, event):
        return
    unasked = False
    if turn.state.offer is not None:
        before = turn.state.waiting
        if answer_offer(turn) or escalate(turn, "A"):
            return
        decline(turn, explicit=False)
        if turn.state.calls:
            hold(turn, event, seen=True)
            return
        if not turn.state.open:
            turn.unheard.append(event)
            return
        if _handed_over(turn):
            return
        # what the flow asks next has not been asked yet: nothing can be an answer to it
        unasked = turn.state.waiting is not None and turn.state.waiting != before
    else:
        waiting = turn.state.waiting
        if waiting is not None and waiting.proposed is not None and confirmed(turn):
            return
        if escalate(turn, "A"):
            return
    waiting = turn.state.waiting
    if waiting is not None and not unasked and answer(turn, waiting):
        return
    if turn.state.survey is not None:
        turn.change(survey=None, frames=(), waiting=None)
        turn.clear_timers("timeout", "remind", "survey")
    if follow_intent(turn, event):
        return
    answered = answer_faq(turn, event)
    if turn.otherwise is not None:
        run_otherwise(turn, turn.otherwise)
        return
    if answered or unasked:
        return
    not_understood(turn, first)


def _handed_over(turn: Turn) -> bool:
    """Whether a handover is on its way: an answer would be to a question nobody has heard."""
    handover = turn.state.handover
    leaving = handover is not None and handover.leaving is not None and not turn.state.leaves_in_flow
    return handover is not None and (handover.phase != "left_message" or leaving)


def watch(turn: Turn, event: CustomerWrote) -> bool:
    """A message behind a running action: only the rules see it now. True: one of them took over."""
    event = _as_meant(turn, event)
    turn.heard = event
    turn.held_at_a = set()
    _count(turn, event)
    fill_from_words(turn, event)
    return escalate(turn, "A")


def _as_meant(turn: Turn, event: CustomerWrote) -> CustomerWrote:
    """A tap on a suggestion acts as saying the intent."""
    choice = event.received.choice or ""
    name = choice.removeprefix(SUGGESTED)
    if name == choice or name not in turn.program.artifact.understanding.intents:
        return event
    meant = Understood(
        intent=name,
        intents=(Scored(name, 1.0),),
        score=1.0,
        evidence=(Evidence("intent", name, event.received.text),),
    )
    return replace(event, understood=meant)


def _count(turn: Turn, event: CustomerWrote) -> None:
    counters = turn.state.counters
    sentiments = (*counters.sentiments, event.understood.sentiment)[-3:]
    customer = turn.state.customer
    turn.change(
        counters=changed(counters, customer=counters.customer + 1, sentiments=sentiments),
        customer=replace(customer, stopped=False) if customer.stopped else customer,
        locale=_locale(turn, event),
        sure_language=event.understood.language or turn.state.sure_language,
    )
    _keep_file(turn, event)


def _keep_file(turn: Turn, event: CustomerWrote) -> None:
    received = event.received
    if received.url is not None:
        file = FileRef(received.type, received.url, received.file_name)
        turn.change(files=(*turn.state.files, file)[-FILES:])


def _locale(turn: Turn, event: CustomerWrote) -> str:
    """The first sure message decides; after that only two sure ones in a row change it."""
    language, state = event.understood.language, turn.state
    if language is None or language not in turn.program.artifact.bot.locales:
        return state.locale
    return language if state.sure_language in (None, language) else state.locale


def _old_button(turn: Turn, event: CustomerWrote) -> bool:
    """Whether a button was tapped that belongs to nothing that waits now."""
    choice = event.received.choice
    if choice is None or choice.startswith(SUGGESTED):
        return False
    state = turn.state
    waits = state.offer or state.waiting
    serial = waits.serial if waits is not None else None
    return choice.partition(":")[0] != f"q{serial}"
