"""The end of a turn: the rules once more, the question, the clock of silence, and what was repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from runtime.core.asking import LEAVE, ask, question_message
from runtime.core.changed import changed
from runtime.core.env import RenderError
from runtime.core.escalation import escalate
from runtime.core.events import BurstEnded, CustomerWrote, TimerFired
from runtime.core.leaving import go_through_own
from runtime.core.running import after_fault, run
from runtime.core.speech import prepare, say
from runtime.core.state import Said
from runtime.core.turn import Question, Turn

_Texts = tuple[tuple[str, str], ...]  # message name, text


def settle(turn: Turn, watching: bool = True) -> None:
    """Let the rules speak instead of the question, then ask it (LANGUAGE section 8, step 14)."""
    go_through_own(turn)
    question = turn.question
    if question is None:
        return
    if watching and _rules_speak(turn, question):
        go_through_own(turn)
        question = turn.question if turn.question is not question else None
    turn.question = None
    if question is None:
        return
    with _naming_refused(turn, question):
        for name in question.lead:
            say(turn, name)
    # under an offer the question waits unsaid: it is asked when the offer is declined
    if question.ask and turn.state.waiting is not None and turn.state.offer is None:
        ask(turn)
    if turn.faulted:
        turn.faulted = False
        if turn.state.handover is None:
            turn.change(waiting=None)
            key = after_fault(turn)
            if key is not None:
                run(turn, key)
            settle(turn, watching=False)


def _rules_speak(turn: Turn, question: Question) -> bool:
    """Whether a rule acts now, before the question is asked or it is said that nothing was understood."""
    waiting = turn.state.waiting
    leaving = waiting is not None and waiting.state.startswith(LEAVE)  # no rule can help more than this does
    if turn.heard is None or turn.state.offer is not None or leaving:
        return False
    before = turn.state.counters.repeated_answers
    repeats = before if turn.uncounted else _repeats(turn, _planned(turn, question))
    if repeats == before:
        return escalate(turn, "B")
    turn.change(counters=changed(turn.state.counters, repeated_answers=repeats))
    spoke = escalate(turn, "B")
    turn.change(counters=changed(turn.state.counters, repeated_answers=before))
    return spoke


def _planned(turn: Turn, question: Question) -> _Texts:
    """Return the whole reply as it would be, were the question asked now."""
    planned = list(turn.texts)
    with _naming_refused(turn, question):
        planned.extend(_as_said(turn, name) for name in question.lead)
    waiting = turn.state.waiting
    if question.ask and waiting is not None:
        planned.append(_as_said(turn, question_message(turn, waiting)))
    return tuple(planned)


def _as_said(turn: Turn, name: str) -> tuple[str, str]:
    try:
        return name, prepare(turn, name).text
    except RenderError:
        return name, ""  # said as `fault` when its turn comes


@contextmanager
def _naming_refused(turn: Turn, question: Question) -> Iterator[None]:
    """What a look-up refused is known to the words about that, and to nothing before or after them."""
    if question.refused is None:
        yield
        return
    slots, (slot, known) = turn.state.slots, question.refused
    turn.change(slots={**slots, slot: known})
    yield
    turn.change(slots=slots)


def _digest(turn: Turn, texts: _Texts) -> str:
    """The reply that was planned is nearly always the one that is given: worked out once."""
    found = turn.digests.get(texts)
    if found is None:
        joined = "\x00".join([f"{name}\x01{text}" for name, text in texts])
        found = turn.digests[texts] = hashlib.sha256(joined.encode()).hexdigest()[:16]
    return found


def _repeats(turn: Turn, texts: _Texts) -> int:
    same = bool(texts) and turn.state.said.digest == _digest(turn, texts)
    return turn.state.counters.repeated_answers + 1 if same else 0


def count_repeats(turn: Turn) -> None:
    """Remember the reply that was given; an event without one, or asked to repeat it, changes nothing."""
    if not turn.texts or turn.uncounted or isinstance(turn.event, TimerFired):
        return
    texts = tuple(turn.texts)
    counters, repeats = turn.state.counters, _repeats(turn, texts)
    if repeats != counters.repeated_answers:
        counters = changed(counters, repeated_answers=repeats)
    turn.change(counters=counters, said=Said(_digest(turn, texts)))


def keep_silence_clock(turn: Turn) -> None:
    """While nothing is asked the conversation closes by itself; every message begins that time anew."""
    state = turn.state
    busy = state.waiting or state.offer or state.calls or state.handover
    if busy or not state.open:
        turn.clear_timer("idle")
    elif "idle" not in state.timers or isinstance(turn.event, CustomerWrote | BurstEnded):
        turn.set_timer("idle", turn.now + turn.program.artifact.defaults.idle_after)
