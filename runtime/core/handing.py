"""A handover from its trigger to the queue: collect what the division needs, then look for who can take it.

Asking again while one is open changes that one; nobody gets a second.
"""

from __future__ import annotations

from runtime.artifact.model import HandoverOptions
from runtime.core.asking import HANDOVER, stop_waiting, wait_at
from runtime.core.changed import changed
from runtime.core.climbing import climb
from runtime.core.dividing import NEXT, combined, divide, higher, to_ask_first
from runtime.core.env import RenderError
from runtime.core.limits import NOTE_CHARS
from runtime.core.queueing import enqueue, route
from runtime.core.record import Missing, Trigger
from runtime.core.slots import is_known, keep
from runtime.core.speech import fill_in, say
from runtime.core.state import Known, OpenHandover
from runtime.core.telling import tell_desk
from runtime.core.turn import Question, Turn
from runtime.core.waiting import relay
from runtime.core.waits import why_not

OPEN_PHASES = ("collecting", "queued", "assigned", "with_agent", "escalated", "left_message")


def begin_handover(turn: Turn, options: HandoverOptions, trigger: Trigger, now: bool = False) -> None:
    """Begin a handover (`now`: asking nothing), or change the one that is open. All flows are over."""
    note = note_of(turn, options)  # it may name what only the flow knows
    stop_waiting(turn)
    turn.clear_timers("offer", "action")
    turn.change(frames=(), paused=(), offer=None, calls=(), held=(), survey=None)
    turn.question = None
    if options.topic is not None and "topic" in turn.program.artifact.slots:
        origin = f"{trigger.file}:{trigger.line}" if trigger.file is not None else trigger.name
        keep(turn, "topic", Known(options.topic, "set", turn.now, origin=origin), was_asked=True)
    open_one = turn.state.handover
    if open_one is not None and open_one.phase in OPEN_PHASES:
        _join(turn, open_one, options, note)
        return
    counters = turn.state.counters
    turn.change(counters=changed(counters, handovers=counters.handovers + 1))
    handover = OpenHandover(
        id=turn.new_id("h"),
        phase="collecting",
        options=options,
        trigger=trigger,
        created=turn.now,
        skip_needs=now or options.needs == (),
        note=note,
    )
    turn.change(handover=handover)
    turn.trace("handover", trigger=trigger.name, to=options.to)
    if not to_ask_first(turn, handover):
        divide(turn)
    say(turn, "handover.connecting")
    turn.set_timer("collect", turn.now + turn.settings.collect_within)
    collect(turn)


def note_of(turn: Turn, options: HandoverOptions) -> str | None:
    """Return the step's note, filled in."""
    if options.note is None:
        return None
    try:
        return fill_in(turn, options.note, turn.agents_locale)[:NOTE_CHARS]
    except RenderError as error:
        turn.trace("fault", message="note", why=error)
        return None


def _join(turn: Turn, handover: OpenHandover, options: HandoverOptions, note: str | None) -> None:
    merged = combined(handover.options, options)
    priority = higher(handover.priority, merged.priority)
    turn.trace("handover_joined", id=handover.id, priority=priority)
    raised = priority != handover.priority
    notes = [one for one in (handover.note, note) if one]
    handover = turn.change_handover(options=merged, priority=priority, note="\n".join(notes) or None)
    match handover.phase:
        case "collecting":
            turn.change_handover(division=None)
            collect(turn)
        case "queued" | "assigned":
            if raised:
                tell_desk(turn, handover, "changed", priority=priority)
            if options.level == NEXT:
                climb(turn, NEXT, "step", "asked for again")
            say(turn, "wait.update")
        case "left_message":
            _join_left(turn, handover, raised)


def _join_left(turn: Turn, handover: OpenHandover, raised: bool) -> None:
    """A message was left and the customer asks again: to the queue when somebody is there by now."""
    assert handover.division is not None
    if why_not(turn, handover.division) is None:
        say(turn, "handover.connecting")
        enqueue(turn)
        return
    if handover.leaving is not None:
        return  # it is being written: what the step changed goes with it
    if raised:
        tell_desk(turn, handover, "changed", priority=handover.priority)
    if turn.heard is not None and handover.sent:
        relay(turn)
    say(turn, "handover.left")


def hurry(turn: Turn, options: HandoverOptions) -> None:
    """A handover rule holds while facts are collected: go now, with what there is."""
    handover = turn.state.handover
    assert handover is not None
    turn.change_handover(skip_needs=True, options=combined(handover.options, options), division=None)
    collect(turn)


def collect(turn: Turn) -> None:
    """Ask for the next thing the division needs, or go on to route when nothing is left to ask."""
    handover = turn.state.handover
    assert handover is not None
    stop_waiting(turn)
    if handover.division is None:
        first = to_ask_first(turn, handover)
        if first:
            _ask_for(turn, first[0])
            return
        handover = divide(turn)
    if not handover.skip_needs:
        given_up = {missing.slot for missing in handover.missing}
        for slot in handover.needs:
            # a need without a question has a source; when that gave nothing it is missing
            can_ask = turn.program.artifact.slots[slot].ask is not None
            if can_ask and not is_known(turn, slot) and slot not in given_up:
                _ask_for(turn, slot)
                return
    turn.change_handover(asking=None)
    route(turn)


def _ask_for(turn: Turn, slot: str) -> None:
    turn.change_handover(asking=slot)
    wait_at(turn, f"{HANDOVER}{slot}")
    turn.question = Question()


def leave_out(turn: Turn, slot: str, because: str) -> None:
    """Go on without a need; the record says why it is missing."""
    handover = turn.state.handover
    assert handover is not None
    turn.change_handover(missing=(*handover.missing, Missing(slot, because)))
    collect(turn)


def collect_timed_out(turn: Turn) -> None:
    """The customer does not answer what a division needs: go on without it."""
    handover = turn.state.handover
    if handover is None or handover.phase != "collecting":
        return
    if handover.asking is not None:
        turn.change_handover(missing=(*handover.missing, Missing(handover.asking, "unanswered")))
    turn.change_handover(skip_needs=True)
    collect(turn)
