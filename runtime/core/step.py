"""The heart: one event of one thread in, the new state, what to do outside, and why, out.

Laws:
- Pure: the same program, state, event and env give the same step, byte for byte. No I/O, clock or randomness.
- Total: any event in any state gives a step; one that does not fit the state changes nothing but is traced.
- Whatever fails, the customer's message is in the transcript and a way to a human stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from runtime.core.acting import action_answered, actions_too_slow
from runtime.core.agreeing import decline
from runtime.core.asking import asked, stop_waiting
from runtime.core.calling import call_sources
from runtime.core.climbing import nobody_above
from runtime.core.desk import from_desk
from runtime.core.effects import Effect, RelayMessage
from runtime.core.env import Env
from runtime.core.events import (
    ActionAnswered,
    BurstEnded,
    CustomerWrote,
    Event,
    PartArrived,
    TimerFired,
    TurnCrashed,
)
from runtime.core.filling import fill_from_channel
from runtime.core.giving import WAITS
from runtime.core.handing import collect_timed_out
from runtime.core.hearing import handle, watch
from runtime.core.history import note_silence
from runtime.core.holding import forget_heard, go_on_hearing, hold, take_held
from runtime.core.joining import JOIN, keep_part, take_burst
from runtime.core.ladders import clock_due
from runtime.core.leaving import left
from runtime.core.moving import move
from runtime.core.program import Program
from runtime.core.record import Record
from runtime.core.recording import build_record
from runtime.core.reopening import come_back, unanswered
from runtime.core.running import close, run, to_human
from runtime.core.settling import count_repeats, keep_silence_clock, settle
from runtime.core.shortcuts import finish_shortcut
from runtime.core.silence import silence_timer
from runtime.core.slots import fill_defaults, forget
from runtime.core.speech import say
from runtime.core.staffing import waiter_in
from runtime.core.state import WITH_HUMAN, Counters, CustomerFacts, OpenHandover, Said, State
from runtime.core.surveying import end_survey
from runtime.core.turn import Seat, Trace, Turn
from runtime.core.waiting import queue_timer
from runtime.routing.assigning import AgentChange, Waiter


@dataclass(frozen=True, slots=True)
class HandoverChange:
    """A handover as it stands after the turn, for lists and figures.

    `agent` serves or has served, `assigned` was given it; `waiter` is its place in a queue.
    """

    record: Record
    created: datetime
    queued: datetime | None
    accepted: datetime | None
    ended: datetime | None
    agent: str | None = None
    assigned: str | None = None
    waiter: Waiter | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """`handovers` are those that this turn touched, the ended one first.

    `seat` has to be free when the step is kept; `staff_read`: it looked at agents, so a replay needs them.
    """

    state: State
    effects: tuple[Effect, ...]
    trace: tuple[Trace, ...]
    handovers: tuple[HandoverChange, ...] = ()
    agents: tuple[AgentChange, ...] = ()
    seat: Seat | None = None
    staff_read: bool = False


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


def step(program: Program, state: State, event: Event, env: Env, before: Program | None = None) -> Step:
    """Return what an event does to a thread. `new_thread` gives the state to begin with.

    `before` is the program that the thread is on, where `program` is another: the turn begins with the move.
    """
    turn = Turn(program, state, event, env)
    turn.change(turn=state.turn + 1)
    if before is not None:
        move(turn, before)
    match event:
        case CustomerWrote():
            take_burst(turn)  # the message holds it
            _customer_wrote(turn, event)
        case PartArrived():
            keep_part(turn, event)
        case BurstEnded():
            take_burst(turn)
            _customer_wrote(turn, event.burst)
            _customer_wrote(turn, event.by)
        case ActionAnswered():
            go_on_hearing(turn)
            if action_answered(turn, event):
                settle(turn)
        case TimerFired():
            _timer_fired(turn, event)
        case TurnCrashed():
            _crashed(turn, event)
        case _:
            from_desk(turn, event)
            settle(turn)
    _hear_the_rest(turn)
    finish_shortcut(turn)
    count_repeats(turn)
    keep_silence_clock(turn)
    forget_heard(turn)
    return Step(
        turn.state,
        tuple(turn.effects),
        tuple(turn.traces),
        _handover_changes(turn, state),
        tuple(turn.agents),
        turn.seat,
        turn.staff_read,
    )


# ---- messages --------------------------------------------------------------------------------------------


def _customer_wrote(turn: Turn, event: CustomerWrote) -> None:
    news = (event,) if turn.state.open else come_back(turn, event)
    for one in news:
        _hear(turn, one)
    if not news:
        settle(turn, watching=False)
    _hear_the_rest(turn)


def _hear(turn: Turn, event: CustomerWrote) -> None:
    if not turn.state.open:
        _begin(turn, event.profile, event.page)
        fill_from_channel(turn)
        call_sources(turn)
        if not turn.state.calls:
            fill_defaults(turn)
    turn.change(heard=turn.now)
    if event.understood.detector_failed is not None:
        turn.trace("detector_failed", why=event.understood.detector_failed)
    if event.understood.detector_dropped:
        turn.trace("detector_dropped", fields=", ".join(event.understood.detector_dropped))
    text = event.received.text or (f"[{event.received.type}]" if event.received.type != "text" else "")
    turn.write_down("customer", text)
    if any(pending.purpose == "source" for pending in turn.state.calls):
        hold(turn, event, seen=False)
    elif not turn.state.calls or _with_human(turn):
        handle(turn, event)
        settle(turn)
    elif watch(turn, event):
        settle(turn, watching=False)
    else:
        hold(turn, event, seen=True)


def _with_human(turn: Turn) -> bool:
    """Whether an agent has the conversation: then an action is a shortcut's, and no message waits for it."""
    return turn.state.handover is not None and turn.state.handover.phase in WITH_HUMAN


def _begin(turn: Turn, profile: Mapping[str, str], page: Mapping[str, str]) -> None:
    """Begin a conversation; what belongs to the customer stays, all else starts empty."""
    state, bot = turn.state, turn.program.artifact.bot
    lasting = {
        name: known
        for name, known in state.slots.items()
        if name.startswith("customer.") or known.source == "given"  # a test's own values
    }
    profile = {**state.profile, **profile}
    wanted = profile.get("locale", "")[:2]
    locale = state.locale if state.number else (wanted if wanted in bot.locales else bot.locales[0])
    turn.change(
        artifact=turn.program.name,
        number=state.number + 1,
        open=True,
        greeted=False,
        survey=None,
        ended=None,
        shortcut=None,
        started=turn.now,
        locale=locale if locale in bot.locales else bot.locales[0],
        customer=replace(state.customer, conversations=state.number),
        profile=profile,
        page=page,
        slots=lasting,
        frames=(),
        paused=(),
        waiting=None,
        offer=None,
        calls=(),
        held=(),
        hearing=None,
        held_at_a=(),
        error={},
        handover=None,
        counters=Counters(),
        rests={},
        said=Said(),
        transcript=(),
        files=(),
        closed_at=None,
        answered_last=None,
    )


def _hear_the_rest(turn: Turn) -> None:
    """Handle what waited behind an action, then what a closed conversation has left, one by one."""
    while True:
        if (held := take_held(turn)) is not None:
            handle(turn, *held)
            settle(turn)
        elif turn.unheard:
            _customer_wrote(turn, turn.unheard.pop(0))
        else:
            return


def _crashed(turn: Turn, event: TurnCrashed) -> None:
    """A message that no turn could handle: a human gets it, with the texts that waited before it."""
    if not turn.state.open:
        _begin(turn, {}, {})
        fill_defaults(turn)
    burst = take_burst(turn)
    text = event.text if burst is None else f"{burst.received.text}\n{event.text}".rstrip()
    turn.write_down("customer", text)
    handover = turn.state.handover
    waits_for_people = ("queued", "assigned", "with_agent", "escalated")
    if handover is not None and handover.phase in waits_for_people and handover.division is not None:
        turn.effects.append(RelayMessage(turn.new_id("d"), handover.id, handover.division, event.at, text))
        return
    say(turn, "fault")
    to_human(turn, "turn_crashed")
    settle(turn)


# ---- timers ----------------------------------------------------------------------------------------------


def _timer_fired(turn: Turn, event: TimerFired) -> None:
    timer = turn.state.timers.get(event.name)
    if timer is None or timer.generation != event.generation:
        turn.trace("timer_ignored", name=event.name)
        return
    if event.name == JOIN:
        if (burst := take_burst(turn)) is not None:  # nobody understood it, but nobody loses it
            _customer_wrote(turn, burst)
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
            decline(turn, explicit=False)
        case "idle":
            close(turn)
        case "action":
            go_on_hearing(turn)
            actions_too_slow(turn)
        case "survey" if turn.state.survey is not None:
            end_survey(turn, quietly=True)
            close(turn)
        case "reopen":
            for one in unanswered(turn):
                _hear(turn, one)
        case "collect":
            collect_timed_out(turn)
        case "leave" if turn.state.handover is not None:
            left(turn)
        case "update" | "give_up" | "overflow" | "closing" | "accept" | "look":
            queue_timer(turn, name)
        case "sla":
            clock_due(turn, rest)
        case "escalation":
            nobody_above(turn)
        case "agent_silent" | "customer_silent" | "closing_soon":
            silence_timer(turn, name)
    settle(turn)


def _question_timed_out(turn: Turn) -> None:
    waiting = turn.state.waiting
    timeout = asked(turn, waiting).timeout if waiting is not None else None
    if waiting is None or timeout is None:
        return
    if waiting.proposed is not None:  # nobody said that it is right
        forget(turn, asked(turn, waiting).slot or "")
    stop_waiting(turn)
    note_silence(turn, waiting)
    state = turn.program.state(waiting.state)
    run(turn, state.next if timeout.go_on else timeout.then)


def _remind(turn: Turn, index: int) -> None:
    waiting = turn.state.waiting
    timeout = asked(turn, waiting).timeout if waiting is not None else None
    if timeout is not None and index < len(timeout.remind) and not turn.state.customer.stopped:
        say(turn, timeout.remind[index].say)


# ---- handovers -------------------------------------------------------------------------------------------


def _handover_changes(turn: Turn, before: State) -> tuple[HandoverChange, ...]:
    changes = []
    if turn.ended_handover is not None:
        outcome = turn.ended_handover.outcome  # earlier than now where a survey adds to it
        changes.append(_change(turn, turn.ended_handover, outcome.at if outcome is not None else turn.now))
    now_open = turn.state.handover
    if now_open is not None and now_open != before.handover:
        changes.append(_change(turn, now_open, None))
    return tuple(changes)


def _change(turn: Turn, handover: OpenHandover, ended: datetime | None) -> HandoverChange:
    record = build_record(turn, handover)
    waits = ended is None and handover.assigned is None and handover.phase in WAITS
    return HandoverChange(
        record,
        handover.created,
        handover.queued,
        handover.accepted,
        ended,
        agent=handover.agent_id if handover.accepted is not None else None,
        assigned=handover.assigned.id if handover.assigned is not None else None,
        waiter=waiter_in(turn, handover.division) if waits and handover.division is not None else None,
    )
