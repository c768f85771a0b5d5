"""The heart: one event of one thread in, the new state, what to do outside, and why, out.

Laws:
- Pure: the same program, state, event and env give the same step, byte for byte. No I/O, clock or randomness.
- Total: any event in any state gives a step; one that does not fit the state changes nothing but is traced.
- Whatever fails, the customer's message is in the transcript and a way to a human stays open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from runtime.artifact.model import Ask, CallAction
from runtime.core.asking import LEAVE, ask, asked, question_message, stop_waiting
from runtime.core.calling import call_sources, finish_call
from runtime.core.codec import dump_event, load_event
from runtime.core.effects import Effect
from runtime.core.env import Env, RenderError
from runtime.core.escalation import escalate
from runtime.core.events import (
    ActionAnswered,
    CustomerWrote,
    Event,
    TimerFired,
    TurnCrashed,
)
from runtime.core.handing import collect
from runtime.core.hearing import decline, handle, refuse_answer, watch
from runtime.core.limits import HELD_MESSAGES
from runtime.core.program import Program
from runtime.core.record import Missing, Record
from runtime.core.recording import build_record
from runtime.core.running import close, put_into, rest_idle, run, start_flow, take, to_human
from runtime.core.scope import FeelScope
from runtime.core.slots import fill_defaults, fill_from_action, fill_from_channel, forget
from runtime.core.speech import prepare, say
from runtime.core.state import Counters, CustomerFacts, OpenHandover, PendingCall, Said, State, Waiting
from runtime.core.turn import Question, Trace, Turn
from runtime.core.waiting import from_desk, left, queue_timer


@dataclass(frozen=True, slots=True)
class HandoverChange:
    """A handover as it stands after the turn, for lists and figures."""

    record: Record
    created: datetime
    queued: datetime | None
    accepted: datetime | None
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """`handovers` are those that this turn touched, the ended one first."""

    state: State
    effects: tuple[Effect, ...]
    trace: tuple[Trace, ...]
    handovers: tuple[HandoverChange, ...] = ()


def new_thread(program: Program, thread: str, channel: str, at: datetime) -> State:
    """Return the state of a thread that nothing has happened to yet: its conversation has still to begin."""
    return State(
        thread=thread,
        artifact=program.name,
        channel=channel,
        locale=program.artifact.bot.locales[0],
        customer=CustomerFacts(first_seen=at),
        started=at,
        number=0,
        open=False,
    )


def step(program: Program, state: State, event: Event, env: Env) -> Step:
    """Return what an event does to a thread. `new_thread` gives the state to begin with."""
    turn = Turn(program, replace(state, turn=state.turn + 1), event, env)
    match event:
        case CustomerWrote():
            _customer_wrote(turn, event)
        case ActionAnswered():
            _action_answered(turn, event)
        case TimerFired():
            _timer_fired(turn, event)
        case TurnCrashed():
            turn.write_down("customer", event.text)
            say(turn, "fault")
            to_human(turn, "turn_crashed")
            _settle(turn)
        case _:
            _desk(turn, event)
    _count_repeats(turn)
    return Step(turn.state, tuple(turn.effects), tuple(turn.traces), _handover_changes(turn, state))


# ---- messages --------------------------------------------------------------------------------------------


def _customer_wrote(turn: Turn, event: CustomerWrote) -> None:
    if not turn.state.open:
        _begin(turn, event)
    turn.clear_timer("idle")
    turn.change(heard=turn.now)
    text = event.received.text or (f"[{event.received.type}]" if event.received.type != "text" else "")
    turn.write_down("customer", text)
    if any(pending.purpose == "source" for pending in turn.state.calls):
        _hold(turn, event)
        return
    if turn.state.calls:
        if watch(turn, event):
            _settle(turn, watching=False)
        else:
            _hold(turn, event)
        return
    handle(turn, event)
    _settle(turn)


def _begin(turn: Turn, event: CustomerWrote) -> None:
    """Begin a conversation; what belongs to the customer stays, all else starts empty."""
    state, bot = turn.state, turn.program.artifact.bot
    lasting = {
        name: known
        for name, known in state.slots.items()
        if name.startswith("customer.") or known.source == "given"  # a test's own values
    }
    profile = {**state.profile, **event.profile}
    wanted = profile.get("locale", "")[:2]
    locale = state.locale if state.number else (wanted if wanted in bot.locales else bot.locales[0])
    turn.change(
        artifact=turn.program.name,
        number=state.number + 1,
        open=True,
        started=turn.now,
        locale=locale if locale in bot.locales else bot.locales[0],
        customer=replace(state.customer, conversations=state.number),
        profile=profile,
        page=event.page,
        slots=lasting,
        frames=(),
        paused=(),
        waiting=None,
        offer=None,
        calls=(),
        held=(),
        handover=None,
        counters=Counters(),
        rests={},
        said=Said(),
        transcript=(),
        files=(),
        closed_at=None,
        answered_last=None,
    )
    fill_from_channel(turn)
    if not call_sources(turn):
        fill_defaults(turn)


def _hold(turn: Turn, event: CustomerWrote) -> None:
    if len(turn.state.held) < HELD_MESSAGES:
        turn.change(held=(*turn.state.held, dump_event(event).decode()))
        turn.trace("held", id=event.id)
    else:
        turn.trace("held_too_many", id=event.id)


def _release_held(turn: Turn, counted: bool) -> None:
    """Handle the messages that waited behind an action. `counted`: the rules saw and counted them already."""
    while turn.state.held and not turn.state.calls:
        first, *rest = turn.state.held
        turn.change(held=tuple(rest))
        event, _ = load_event(first.encode())
        assert isinstance(event, CustomerWrote)
        if counted:
            counters = turn.state.counters
            turn.change(
                counters=replace(
                    counters, customer=counters.customer - 1, sentiments=counters.sentiments[:-1]
                )
            )
        handle(turn, event)
        _settle(turn)


# ---- actions ---------------------------------------------------------------------------------------------


def _action_answered(turn: Turn, event: ActionAnswered) -> None:
    pending = finish_call(turn, event.call)
    if pending is None:
        turn.trace("answer_ignored", call=event.call)
        return
    outcome = event.outcome
    turn.trace(
        "action_failed" if outcome.error else "action_answered",
        action=pending.action,
        error=outcome.error or "",
        attempts=outcome.attempts,
    )
    if pending.purpose == "source":
        if outcome.value is not None:
            fill_from_action(turn, pending.action, dict(outcome.value))
        if not turn.state.calls:
            fill_defaults(turn)
            _release_held(turn, counted=False)
        return
    turn.write_down("event", f"{pending.action}{f' ({outcome.error})' if outcome.error else ''}")
    _go_on(turn, pending, event)
    _settle(turn)
    _release_held(turn, counted=True)


def _go_on(turn: Turn, pending: PendingCall, event: ActionAnswered) -> None:
    assert pending.state is not None
    outcome, state = event.outcome, turn.program.state(pending.state)
    if outcome.error is not None:
        turn.error = {"kind": outcome.error, "action": pending.action}
    if isinstance(state, CallAction):
        if outcome.error is not None:
            take(turn, state.on_error, state.next)
        else:
            put_into(turn, state.into, pending.action, outcome.value)
            run(turn, state.next)
        return
    assert isinstance(state, Ask)
    verify = state.verify
    assert verify is not None
    if outcome.error is not None:
        stop_waiting(turn)
        take(turn, verify.on_error, state.next)
        return
    put_into(turn, verify.into, pending.action, outcome.value)
    known = turn.state.slots.get(state.slot)
    turn.asked_value = known.value if known else None
    good = outcome.value is not None and (
        verify.check is None or turn.program.value(verify.check, FeelScope(turn)) is True
    )
    turn.asked_value = None
    if good:
        stop_waiting(turn)
        run(turn, state.next)
    else:
        forget(turn, state.slot)
        refuse_answer(turn, verify.invalid or state.invalid)


def _actions_too_slow(turn: Turn) -> None:
    """No answer within the limit: go on as after a time-out; a late answer is ignored."""
    calls = turn.state.calls
    turn.change(calls=())
    for pending in calls:
        turn.trace("action_failed", action=pending.action, error="timeout")
    if any(pending.purpose == "source" for pending in calls):
        fill_defaults(turn)
        _release_held(turn, counted=False)
        return
    for pending in calls:
        state = turn.program.state(pending.state or "")
        turn.error = {"kind": "timeout", "action": pending.action}
        turn.write_down("event", f"{pending.action} (timeout)")
        if isinstance(state, CallAction):
            take(turn, state.on_error, state.next)
        elif isinstance(state, Ask) and state.verify is not None:
            stop_waiting(turn)
            take(turn, state.verify.on_error, state.next)
    _settle(turn)
    _release_held(turn, counted=True)


# ---- timers ----------------------------------------------------------------------------------------------


def _timer_fired(turn: Turn, event: TimerFired) -> None:
    timer = turn.state.timers.get(event.name)
    if timer is None or timer.generation != event.generation:
        turn.trace("timer_ignored", name=event.name)
        return
    turn.change(timers={name: one for name, one in turn.state.timers.items() if name != event.name})
    turn.trace("timer", name=event.name)
    name, _, rest = event.name.partition(":")
    match name:
        case "timeout":
            _question_timed_out(turn)
        case "remind":
            _remind(turn, int(rest))
            return  # a reminder is no turn: nothing is counted or asked
        case "offer" if turn.state.offer is not None:
            decline(turn, say_so=False)
        case "idle":
            close(turn)
        case "action":
            _actions_too_slow(turn)
        case "collect":
            _collect_timed_out(turn)
        case "leave" if turn.state.handover is not None:
            left(turn)
        case "update" | "give_up" | "overflow":
            queue_timer(turn, name)
    _settle(turn)


def _question_timed_out(turn: Turn) -> None:
    waiting = turn.state.waiting
    if waiting is None:
        return
    timeout = asked(turn, waiting).timeout
    assert timeout is not None
    stop_waiting(turn)
    turn.write_down("event", f"{waiting.state} (timeout)")
    state = turn.program.state(waiting.state)
    run(turn, state.next if timeout.go_on else timeout.then)


def _remind(turn: Turn, index: int) -> None:
    waiting = turn.state.waiting
    timeout = asked(turn, waiting).timeout if waiting is not None else None
    if timeout is not None and index < len(timeout.remind):
        say(turn, timeout.remind[index].say)


def _collect_timed_out(turn: Turn) -> None:
    handover = turn.state.handover
    if handover is None or handover.phase != "collecting":
        return
    asking = handover.asking
    if asking is not None:
        turn.change_handover(missing=(*handover.missing, Missing(asking, "unanswered")))
    turn.change_handover(skip_needs=True)
    collect(turn)


# ---- the desk --------------------------------------------------------------------------------------------


def _desk(turn: Turn, event: Event) -> None:
    assert not isinstance(event, CustomerWrote | ActionAnswered | TimerFired | TurnCrashed)
    match from_desk(turn, event):
        case "resolved":
            after = turn.settings.after
            if after is not None and not turn.state.customer.stopped:
                start_flow(turn, after)
                run(turn, turn.program.artifact.flows[after].first)
            else:
                close(turn)
        case "returned":
            back = turn.settings.on_return
            if back is not None:
                start_flow(turn, back)
                run(turn, turn.program.artifact.flows[back].first)
            else:
                rest_idle(turn)
    _settle(turn)


# ---- the end of a turn -----------------------------------------------------------------------------------


def _settle(turn: Turn, watching: bool = True) -> None:
    """Let the rules speak once more instead of the question, then ask it (LANGUAGE section 8, step 14)."""
    question = turn.question
    if question is None:
        return
    before = turn.state.counters.repeated_answers
    waiting = turn.state.waiting
    leaving = waiting is not None and waiting.state.startswith(LEAVE)  # no rule can help more than this does
    if watching and turn.heard is not None and turn.state.offer is None and not leaving:
        turn.change(
            counters=replace(turn.state.counters, repeated_answers=_repeats(turn, _planned(turn, question)))
        )
        if escalate(turn, "B"):
            turn.held_at_a.update(rule.name for rule in turn.program.rules)
            question = turn.question if turn.question is not question else None
        turn.change(counters=replace(turn.state.counters, repeated_answers=before))
    turn.question = None
    if question is None:
        return
    for name in question.lead:
        say(turn, name)
    if question.ask and turn.state.waiting is not None:
        ask(turn)
    if turn.faulted:
        turn.faulted = False
        if turn.state.handover is None:
            to_human(turn, "fault")
            _settle(turn, watching=False)


def _planned(turn: Turn, question: Question) -> tuple[tuple[str, str], ...]:
    """Return the whole reply as it would be, were the question asked now."""
    names = list(question.lead)
    waiting: Waiting | None = turn.state.waiting
    if question.ask and waiting is not None:
        names.append(question_message(turn, waiting))
    planned = list(turn.texts)
    for name in names:
        try:
            planned.append((name, prepare(turn, name).text))
        except RenderError:
            planned.append((name, ""))  # said as `fault` when its turn comes
    return tuple(planned)


def _digest(texts: tuple[tuple[str, str], ...]) -> str:
    joined = "\x00".join(f"{name}\x01{text}" for name, text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _repeats(turn: Turn, texts: tuple[tuple[str, str], ...]) -> int:
    same = bool(texts) and turn.state.said.digest == _digest(texts)
    return turn.state.counters.repeated_answers + 1 if same else 0


def _count_repeats(turn: Turn) -> None:
    """Remember the reply that was given; an event without a reply changes nothing."""
    if not turn.texts or isinstance(turn.event, TimerFired):
        return
    texts = tuple(turn.texts)
    repeats = _repeats(turn, texts)
    turn.change(counters=replace(turn.state.counters, repeated_answers=repeats), said=Said(_digest(texts)))


def _handover_changes(turn: Turn, before: State) -> tuple[HandoverChange, ...]:
    changes = []
    if turn.ended_handover is not None:
        changes.append(_change(turn, turn.ended_handover, turn.now))
    now_open = turn.state.handover
    if now_open is not None and now_open != before.handover:
        changes.append(_change(turn, now_open, None))
    return tuple(changes)


def _change(turn: Turn, handover: OpenHandover, ended: datetime | None) -> HandoverChange:
    record = build_record(turn, handover)
    return HandoverChange(record, handover.created, handover.queued, handover.accepted, ended)
