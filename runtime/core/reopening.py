"""A customer who comes back after a handover has ended: go on with it, or something new (LANGUAGE section 9).

Laws:
- Until that is answered the conversation stays closed and the message is kept: nothing written is lost.
- What goes on keeps its id and all that is known; nothing is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runtime.artifact.model import LocaleText
from runtime.core.dividing import fit_division, higher
from runtime.core.effects import Button
from runtime.core.events import CustomerWrote
from runtime.core.holding import freeze, thaw
from runtime.core.limits import REOPEN_QUESTION
from runtime.core.queueing import route
from runtime.core.reading import yes_or_no
from runtime.core.record import Move
from runtime.core.speech import SUGGESTED, say
from runtime.core.state import Ended, OpenHandover
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn

TIMER = "reopen"
_GO_ON, _NEW = "go_on", "new"
_LABELS: Mapping[str, LocaleText] = {
    _GO_ON: {"id": "Ya, masih soal itu", "en": "Yes, the same"},
    _NEW: {"id": "Ada hal baru", "en": "Something new"},
}


def come_back(turn: Turn, event: CustomerWrote) -> tuple[CustomerWrote, ...]:
    """Hear a message after the end of a conversation.

    Returns the messages that begin a new one; none: the message was taken as what it is here, a word of
    thanks, the wish to go on, or something to ask about first.
    """
    ended = turn.state.ended
    if ended is None:
        return (event,)
    if not _can_go_on(turn, ended):
        return (event,) if ended.heard is None else (thaw(ended.heard), event)
    turn.heard = event
    said = _said(turn, event, ended)
    if said is None and event.understood.intent == "thanks" and event.understood.whole:
        _listen(turn, event)
        say(turn, "thanks")
        return ()
    if ended.asked is None:
        _listen(turn, event)
        if _old_button(event):
            say(turn, "button.old")
        else:
            _ask(turn, event, ended)
        return ()
    turn.clear_timer(TIMER)
    if said == _GO_ON:
        _listen(turn, event)
        _reopen(turn, ended.handover)
        return ()
    kept = thaw(ended.heard or "")
    if said == _NEW:
        return (kept,)
    return (kept, event) if _says_what_it_wants(kept) else (event,)


def unanswered(turn: Turn) -> tuple[CustomerWrote, ...]:
    """Nobody said whether it is the same matter: it is a new one. Returns the message that begins it."""
    ended = turn.state.ended
    if ended is None or ended.heard is None or turn.state.open:
        return ()
    return (thaw(ended.heard),)


def _can_go_on(turn: Turn, ended: Ended) -> bool:
    outcome = ended.handover.outcome
    assert outcome is not None
    within = turn.now - outcome.at < turn.settings.reopen_within
    return (within or ended.asked is not None) and ended.handover.division in turn.program.artifact.divisions


def _listen(turn: Turn, event: CustomerWrote) -> None:
    """Keep the message with the conversation that has ended: whoever goes on with it reads it."""
    turn.change(heard=turn.now, customer=replace(turn.state.customer, stopped=False))
    turn.write_down("customer", event.received.text or f"[{event.received.type}]")


def _old_button(event: CustomerWrote) -> bool:
    choice = event.received.choice
    return choice is not None and not choice.startswith(SUGGESTED)


def _ask(turn: Turn, event: CustomerWrote, ended: Ended) -> None:
    serial, locale = turn.state.serial + 1, turn.state.locale
    # what is said, and how it goes on, is the bot of today's
    turn.change(serial=serial, artifact=turn.program.name)
    turn.change(ended=replace(ended, asked=serial, heard=freeze(event)))
    labels = {word: label.get(locale, label["en"]) for word, label in _LABELS.items()}
    buttons = tuple(Button(f"q{serial}:{word}", word, label) for word, label in labels.items())
    say(turn, "handover.reopen", buttons)
    turn.set_timer(TIMER, turn.now + REOPEN_QUESTION)


def _said(turn: Turn, event: CustomerWrote, ended: Ended) -> str | None:
    """Return the answer to the question: a tap on it, its button's words, yes or no."""
    if ended.asked is None:
        return None
    serial, _, word = (event.received.choice or "").partition(":")
    if serial:
        return word if serial == f"q{ended.asked}" else None
    text = event.received.text.strip().casefold()
    for word, label in _LABELS.items():
        if any(text == one.casefold() for one in label.values()):
            return word
    agreed = yes_or_no(turn)
    return None if agreed is None else _GO_ON if agreed else _NEW


def _says_what_it_wants(event: CustomerWrote) -> bool:
    meant = event.understood
    small_talk = (None, "greeting", "thanks", "yes", "no")
    return meant.faq is not None or meant.intent not in small_talk or meant.command is not None


def _reopen(turn: Turn, old: OpenHandover) -> None:
    """The same handover once more: what the agents did and said stays, clocks and promises begin anew."""
    assert old.division is not None
    path = (*old.path, Move(turn.now, "closed", old.division, "customer", "reopened"))
    handover = OpenHandover(
        id=old.id,
        phase="collecting",
        options=old.options,
        trigger=old.trigger,
        created=old.created,
        division=old.division,
        priority=higher(old.priority, "high"),
        wanted_level=max(old.level, old.wanted_level or old.level),  # it may have been raised
        wanted_skills=old.wanted_skills,
        agent=old.agent,
        note=old.note,
        why=old.why,
        needs=old.needs,
        skip_needs=True,
        missing=old.missing,
        path=path,
        sent=old.sent,
        reopened=old.reopened + 1,
    )
    turn.change(open=True, closed_at=None, ended=None, handover=handover)
    handover = fit_division(turn)
    turn.trace("reopened", id=handover.id, times=handover.reopened)
    tell_desk(turn, handover, "reopened", times=handover.reopened)
    route(turn)
