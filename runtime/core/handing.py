"""A handover from its trigger to the queue: collect what the division needs, decide where, find who is there.

Asking again while one is open changes that one; nobody gets a second.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from runtime.artifact.model import HandoverOptions
from runtime.core.asking import HANDOVER, LEAVE, stop_waiting, wait_at
from runtime.core.effects import SendHandover, TellDesk
from runtime.core.record import Announced, Because, Missing, Move, Trigger
from runtime.core.recording import build_record
from runtime.core.scope import FeelScope
from runtime.core.slots import is_known, keep
from runtime.core.speech import say
from runtime.core.state import Known, OpenHandover
from runtime.core.turn import Question, Turn
from runtime.core.waits import standing, why_not
from runtime.feel.writing import text_of
from runtime.routing.open_time import add_open_time
from runtime.routing.table import Decision, decide, missing_inputs

PRIORITIES = ("low", "normal", "high", "urgent")
TERMINALS = ("leave_message", "wait")
OPEN_PHASES = ("collecting", "queued", "with_agent", "left_message")


def higher(*priorities: str | None) -> str:
    """Return the highest of some priorities; `normal` when none is given."""
    given = [PRIORITIES.index(one) for one in priorities if one in PRIORITIES]
    return PRIORITIES[max(given)] if given else "normal"


def begin_handover(turn: Turn, options: HandoverOptions, trigger: Trigger) -> None:
    """Begin a handover, or change the one that is open. All flows are over."""
    stop_waiting(turn)
    turn.clear_timers("offer", "idle", "action")
    turn.change(frames=(), paused=(), offer=None, calls=(), held=())
    turn.question = None
    if options.topic is not None and "topic" in turn.program.artifact.slots:
        keep(turn, "topic", Known(options.topic, "set", turn.now, origin=trigger.name), was_asked=True)
    open_one = turn.state.handover
    if open_one is not None and open_one.phase in OPEN_PHASES:
        _join(turn, open_one, options)
        return
    counters = turn.state.counters
    turn.change(counters=replace(counters, handovers=counters.handovers + 1))
    turn.change(
        handover=OpenHandover(
            id=turn.new_id("h"),
            phase="collecting",
            options=options,
            trigger=trigger,
            created=turn.now,
            skip_needs=options.needs == (),
        )
    )
    turn.trace("handover", trigger=trigger.name, to=options.to)
    if not _to_ask_first(turn):
        _decide(turn)
    say(turn, "handover.connecting")
    turn.set_timer("collect", turn.now + turn.settings.collect_within)
    collect(turn)


def _join(turn: Turn, handover: OpenHandover, options: HandoverOptions) -> None:
    priority = higher(handover.priority, options.priority)
    turn.trace("handover_joined", id=handover.id, priority=priority)
    if priority != handover.priority:
        handover = turn.change_handover(priority=priority)
        tell_desk(turn, handover, "changed", priority=priority)
    if handover.phase == "collecting":
        collect(turn)
    elif handover.phase == "queued":
        say(turn, "wait.update")
    elif handover.phase == "left_message":
        say(turn, "handover.noted")


def hurry(turn: Turn, priority: str | None) -> None:
    """A handover rule holds again while facts are collected: go now, with what there is."""
    handover = turn.state.handover
    assert handover is not None
    turn.change_handover(skip_needs=True, options=_hurried(handover.options, priority))
    collect(turn)


def _hurried(options: HandoverOptions, priority: str | None) -> HandoverOptions:
    return replace(options, priority=higher(options.priority, priority))


def collect(turn: Turn) -> None:
    """Ask for the next thing the division needs, or go on to route when nothing is left to ask."""
    handover = turn.state.handover
    assert handover is not None
    stop_waiting(turn)
    if handover.division is None:
        first = () if handover.skip_needs else _to_ask_first(turn)
        if first:
            _ask_for(turn, first[0])
            return
        handover = _decide(turn)
    if not handover.skip_needs:
        for slot in handover.needs:
            if not is_known(turn, slot) and not _given_up(handover, slot):
                _ask_for(turn, slot)
                return
    _route(turn)


def _given_up(handover: OpenHandover, slot: str) -> bool:
    return any(missing.slot == slot for missing in handover.missing)


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


def _to_ask_first(turn: Turn) -> tuple[str, ...]:
    """Slots that the routing tables look at, that can be asked for, and that could still change the
    answer.
    """
    handover = turn.state.handover
    assert handover is not None
    if handover.skip_needs or handover.options.to != "auto":
        return ()
    askable = [
        name
        for name, slot in turn.program.artifact.slots.items()
        if slot.ask is not None and not _given_up(handover, name)
    ]
    return missing_inputs(turn.program.tables, FeelScope(turn), askable)


def _decide(turn: Turn) -> OpenHandover:
    """Ask the tables and combine: an explicit division beats them, the highest priority and level win."""
    handover = turn.state.handover
    assert handover is not None
    options = handover.options
    explicit = options.to if options.to not in ("auto", "same") else None
    decision: Decision = decide(turn.program.tables, FeelScope(turn), explicit)
    name = explicit or decision.to or min(turn.program.artifact.divisions)
    division = turn.program.artifact.divisions[name]
    level = _level(division.levels, options.level, decision.level)
    skills = tuple(dict.fromkeys((*options.skills, *decision.skills)))
    why = tuple(
        Because(one.output, one.table, one.row, one.inputs, one.place.file, one.place.line)
        for one in decision.why
    )
    needs = division.needs if options.needs is None else options.needs
    return turn.change_handover(
        division=name,
        level=level,
        priority=higher(options.priority, decision.priority, handover.priority),
        skills=tuple(one for one in skills if _skill(one) in division.skills),
        agent=decision.agent,
        why=why,
        needs=needs,
    )


def _skill(requirement: str) -> str:
    """`english >= 2` asks for the skill `english`."""
    return requirement.split(">=")[0].strip()


def _level(levels: tuple[str, ...], *wanted: str | None) -> str:
    named = [level for level in wanted if level]
    if not named:
        return levels[0]
    highest = max(named)
    return highest if highest in levels else levels[-1]


def _route(turn: Turn) -> None:
    """Find a division that can take it, along the chains; the last resort is a message left."""
    turn.clear_timer("collect")
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    for slot in handover.needs:
        if not is_known(turn, slot) and not _given_up(handover, slot):
            handover = turn.change_handover(missing=(*handover.missing, Missing(slot, "not_asked")))
    first = handover.division
    assert first is not None
    cause = why_not(turn, first)
    if cause is None:
        enqueue(turn)
        return
    move_on(turn, cause)


def move_on(turn: Turn, cause: str) -> None:
    """Walk the chain of the division that cannot take the handover.

    `cause`: `closed nobody full overflow`.
    """
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    divisions = turn.program.artifact.divisions
    first = handover.division
    tried = [*handover.tried, first]
    end: str | None = None
    waiting = list(_chain(turn, first, cause))
    while waiting:
        name = waiting.pop(0)
        if name in TERMINALS:
            end = end or name
            continue
        if name in tried or name not in divisions:
            continue
        tried.append(name)
        reason = why_not(turn, name)
        if reason is None:
            _move(turn, name, cause, tuple(tried[:-1]))
            return
        waiting.extend(_chain(turn, name, reason))
    turn.change_handover(tried=tuple(tried))
    if cause == "overflow":
        turn.change_handover(tried=handover.tried)  # nobody took it: it stays and tries again
        return
    if end == "wait" and cause != "closed":
        enqueue(turn)
        return
    take_message(turn, cause)


def _chain(turn: Turn, division: str, cause: str) -> tuple[str, ...]:
    chain: tuple[str, ...] = getattr(turn.program.artifact.divisions[division].fallback, cause)
    return chain


def _move(turn: Turn, to: str, cause: str, tried: tuple[str, ...]) -> None:
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    old = handover.division
    if handover.sent:
        tell_desk(turn, handover, "moved", to=to)
    path = (*handover.path, Move(turn.now, old, to, "chain", cause))
    turn.change_handover(division=to, tried=tried, path=path)
    turn.previous_division = old
    turn.trace("moved", from_=old, to=to, because=cause)
    say(turn, "handover.moved")
    enqueue(turn)


def enqueue(turn: Turn) -> None:
    """Put the handover into its division's queue, send the record, announce the wait."""
    stop_waiting(turn)
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    turn.change_handover(phase="queued", asking=None, queued=handover.queued or turn.now)
    announce(turn, "wait.announce")
    send_record(turn)
    settings, division = turn.settings, turn.program.artifact.divisions[handover.division]
    turn.set_timer("update", turn.now + settings.update_every)
    if handover.queued is None:
        turn.set_timer("give_up", turn.now + settings.give_up_after)
    if division.overflow_after is not None:
        turn.set_timer("overflow", turn.now + division.overflow_after)


def announce(turn: Turn, message: str) -> None:
    """Say how long it may take, and keep what was promised with its basis."""
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    here = standing(turn, handover.division)
    if here.wait is not None:
        figures = here.figures
        promised = Announced(
            turn.now,
            here.wait.kind,
            here.wait.low,
            here.wait.high,
            figures.ahead if figures else None,
            figures.agents if figures else None,
            here.wait.basis.samples if here.wait.basis else 0,
        )
        turn.change_handover(announced=(*handover.announced, promised))
    say(turn, message)


def take_message(turn: Turn, cause: str) -> None:
    """Nobody can take it now: let the customer leave a message, with a promise we can keep."""
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    here = standing(turn, handover.division)
    turn.clear_timers("update", "give_up", "overflow")
    turn.change_handover(phase="left_message", leaving="text", asking=None, promised=_promise(turn, handover))
    turn.trace("left_message", because=cause)
    if cause == "closed" or not here.open:
        announce(turn, "wait.announce")
    elif cause in ("nobody", "full"):
        say(turn, "handover.busy")
    wait_at(turn, f"{LEAVE}text")
    turn.question = Question()
    turn.set_timer("leave", turn.now + turn.settings.collect_within)


def _promise(turn: Turn, handover: OpenHandover) -> datetime | None:
    division = turn.program.artifact.divisions[handover.division or ""]
    clock = division.sla.get("left_message")
    if clock is None:
        return None
    if clock.calendar:
        return turn.now + clock.within
    calendar = turn.program.artifact.calendars[division.calendar]
    return add_open_time(calendar, turn.program.zone_of(calendar), turn.now, clock.within)


def send_record(turn: Turn) -> None:
    """Send the record as it is now to the division's desk."""
    handover = turn.change_handover(sent=True)
    turn.effects.append(SendHandover(turn.new_id("d"), build_record(turn, handover)))


def tell_desk(turn: Turn, handover: OpenHandover, what: str, **facts: object) -> None:
    """Tell the desk of a change on our side, if it knows of the handover at all."""
    if handover.sent and handover.division is not None:
        texts = {name: text_of(str(fact)) for name, fact in facts.items()}
        turn.effects.append(TellDesk(turn.new_id("d"), handover.id, handover.division, what, texts))
