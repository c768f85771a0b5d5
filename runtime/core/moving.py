"""A conversation goes over to a newer version of its bot (LANGUAGE section 14, in flight).

Laws:
- Afterwards the state names only positions, slots and divisions that the new version has.
- Nothing moves in the middle of something: while an action runs, an offer or a half-given answer waits, or a
  handover is prepared. What has no place in the new version and cannot be dropped stays where it is: an open
  handover whose division is gone.
- The handover keeps its id and its words, every timer its time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from runtime.artifact.model import Artifact, Ask, Branch, Choose, Into, Migration, RunFlow
from runtime.core.asking import HANDOVER, LEAVE, stop_waiting
from runtime.core.flows import push
from runtime.core.kinds import fits, kinds_of
from runtime.core.limits import KEPT_ON_OLD
from runtime.core.program import Program
from runtime.core.running import take
from runtime.core.scope import MIGRATE, RULE
from runtime.core.state import WITH_HUMAN, Ended, Frame, Known, OpenHandover, State, Waiting
from runtime.core.turn import Turn

_SETTLED = (*WITH_HUMAN, "queued", "assigned", "left_message", "resolved", "closed")


def may_move(before: Program, program: Program, state: State, now: datetime) -> bool:
    """Return whether a thread that is on `before` goes over to `program` at a message or a desk's event."""
    if state.artifact == program.name:
        return False
    return (
        _at_rest(state) and _has_room(_Move(before, program), state) and _is_time(before, program, state, now)
    )


def migration_from(artifact: Artifact, version: str) -> Migration | None:
    """Return how conversations of a version move, if the bot says so."""
    return next((one for one in artifact.migrate if one.version == version), None)


def _is_time(before: Program, program: Program, state: State, now: datetime) -> bool:
    phase = state.handover.phase if state.handover is not None else None
    idle = not (state.frames or state.paused or state.waiting) and phase in (None, "left_message")
    return (
        migration_from(program.artifact, before.artifact.bot.version) is not None
        or not state.open
        or idle
        or phase in WITH_HUMAN
        or now - state.started >= KEPT_ON_OLD
    )


def _at_rest(state: State) -> bool:
    waiting, handover = state.waiting, state.handover
    half = waiting is not None and (
        waiting.proposed is not None or waiting.readings or waiting.state.startswith((HANDOVER, LEAVE))
    )
    preparing = handover is not None and (handover.phase not in _SETTLED or handover.leaving is not None)
    asked_back = state.ended is not None and state.ended.asked is not None
    return not (state.calls or state.held or state.offer or half or preparing or asked_back or state.shortcut)


def _has_room(move: _Move, state: State) -> bool:
    return state.handover is None or _gone(move, state.handover) == ()


def _gone(move: _Move, handover: OpenHandover) -> tuple[str, ...]:
    """Return the divisions that a handover needs, and nobody has."""
    names = [clock.division for clock in handover.clocks]
    names += [handover.division] if handover.division is not None else []
    names += [handover.escalated.division] if handover.escalated is not None else []
    return tuple(name for name in names if move.division(name) is None)


class _Move:
    """What of the earlier version is what in the new one. None: it is gone."""

    def __init__(self, before: Program, program: Program) -> None:
        self.before, self.program = before, program
        self.artifact = program.artifact
        self.migration = migration_from(self.artifact, before.artifact.bot.version) or Migration("")

    def division(self, name: str) -> str | None:
        name = self.migration.divisions.get(name, name)
        return name if name in self.artifact.divisions else None

    def slot(self, name: str) -> str | None:
        name = self.migration.slots.get(name, name)
        return name if name in self.artifact.slots else None

    def question(self, key: str) -> str | None:
        key = self.migration.move.get(key, key)
        return key if isinstance(self.artifact.states.get(key), Ask | Choose) else None

    def caller(self, frame: Frame) -> str | None:
        key = self.migration.move.get(frame.called_by or "", frame.called_by or "")
        return key if isinstance(self.artifact.states.get(key), RunFlow) else None

    def ends_with(self, key: str) -> bool:
        """Whether the earlier flow had nothing left to do after the call at this position."""
        state = self.before.artifact.states.get(key)
        return isinstance(state, RunFlow) and state.next is None and state.into == Into()

    def flow(self, name: str) -> bool:
        if name.startswith(RULE):
            return any(rule.state == name for rule in self.artifact.rules)
        if name.startswith(MIGRATE):
            return any(f"{MIGRATE}{one.version}" == name for one in self.artifact.migrate)
        return name in self.artifact.flows


def move(turn: Turn, before: Program) -> None:
    """Put the draft of a turn on its own program, from the one its state was made by."""
    to = _Move(before, turn.program)
    old, bot = turn.state, turn.program.artifact.bot
    turn.trace("moved", version=bot.version, before=before.artifact.bot.version)
    rules = {rule.name for rule in turn.program.rules}
    handover = old.handover
    turn.change(
        artifact=turn.program.name,
        locale=old.locale if old.locale in bot.locales else bot.locales[0],
        slots=_slots(turn, to),
        answered_last=to.question(old.answered_last) if old.answered_last else None,
        rests={name: rest for name, rest in old.rests.items() if name in rules},
        held_at_a=tuple(name for name in old.held_at_a if name in rules),
        handover=_handover(to, handover) if handover is not None else None,
        survey=_handover(to, old.survey) if old.survey is not None else None,
        ended=_ended(to, old.ended) if old.ended is not None else None,
    )
    _customer(turn, to)
    _positions(turn, to)


def run_otherwise(turn: Turn, otherwise: Branch) -> None:
    """Run the block for a conversation whose position is gone, in a frame of its own."""
    turn.otherwise = None
    version = next(one.facts["before"] for one in turn.traces if one.what == "moved")
    push(turn, f"{MIGRATE}{version}", None, {})
    take(turn, otherwise, None)


def _slots(turn: Turn, to: _Move) -> dict[str, Known]:
    """Carry values over to slots of the same type; what fits nowhere is dropped, and traced."""
    old_kinds, kinds = kinds_of(to.before.artifact), kinds_of(to.artifact)
    kept: dict[str, Known] = {}
    for name in sorted(turn.state.slots, key=lambda one: (one in to.migration.slots, one)):
        known, new = turn.state.slots[name], to.migration.slots.get(name, name)
        old_kind, kind = old_kinds.get(name), kinds.get(new)
        same = kind is not None and (old_kind is None or kind.name == old_kind.name)
        taken = new in kept and kept[new].value is not None  # a slot's own value before a renamed one's
        if kind is not None and same and not taken and fits(known.value, kind):
            kept[new] = known
        else:
            turn.trace("slot_dropped", slot=name)
    return kept


def _handover(to: _Move, handover: OpenHandover) -> OpenHandover:
    def division(name: str | None) -> str | None:
        return to.division(name) if name is not None else None

    options, escalated = handover.options, handover.escalated
    wanted = division(options.to) or ("auto" if options.to not in ("auto", "same") else options.to)
    needs = options.needs
    return replace(
        handover,
        division=division(handover.division),
        moved_from=division(handover.moved_from),
        clocks=tuple(
            replace(one, division=name)
            for one in handover.clocks
            if (name := to.division(one.division)) is not None
        ),
        escalated=replace(escalated, division=name)
        if escalated is not None and (name := to.division(escalated.division)) is not None
        else None,
        tried=tuple(name for one in handover.tried if (name := to.division(one)) is not None),
        needs=_names(to, handover.needs),
        missing=tuple(
            replace(one, slot=name) for one in handover.missing if (name := to.slot(one.slot)) is not None
        ),
        options=replace(options, to=wanted, needs=None if needs is None else _names(to, needs)),
    )


def _ended(to: _Move, ended: Ended) -> Ended | None:
    """A handover that has ended is left alone, unless nobody could take it up again."""
    if _gone(to, ended.handover):
        return None
    return replace(ended, handover=_handover(to, ended.handover))


def _names(to: _Move, slots: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for one in slots if (name := to.slot(one)) is not None)


def _customer(turn: Turn, to: _Move) -> None:
    customer = turn.state.customer
    division = to.division(customer.last_division) if customer.last_division else None
    topic = to.artifact.slots.get("topic")
    known = topic is not None and fits(customer.last_topic, topic.type)
    last_topic = customer.last_topic if known else None
    turn.change(customer=replace(customer, last_division=division, last_topic=last_topic))


def _positions(turn: Turn, to: _Move) -> None:
    """Carry over what runs and what is interrupted; where the running position is gone, nothing runs."""
    state = turn.state
    paused = []
    for one in state.paused:
        found = _placed(to, one.frames, one.waiting)
        if found is None:
            turn.trace("interrupted_dropped", flow=one.frames[0].flow if one.frames else "")
        else:
            paused.append(replace(one, frames=found[0], waiting=found[1]))
    found = _placed(to, state.frames, state.waiting)
    if found is not None:
        turn.change(frames=found[0], waiting=found[1], paused=tuple(paused))
        return
    gone = state.waiting.state if state.waiting is not None else state.frames[-1].flow
    turn.trace("position_gone", state=gone)
    stop_waiting(turn)
    turn.clear_timer("survey")
    turn.change(frames=(), paused=tuple(paused), survey=None)
    turn.otherwise = to.migration.otherwise


def _placed(
    to: _Move, frames: tuple[Frame, ...], waiting: Waiting | None
) -> tuple[tuple[Frame, ...], Waiting | None] | None:
    """Return a running flow with its callers and its question in the new version; None: one is gone."""
    moved: list[Frame] = []
    for frame in frames:
        called_by = to.caller(frame) if frame.called_by is not None else None
        if called_by is None and frame.called_by is not None:
            if not moved or not to.ends_with(frame.called_by):
                return None
            called_by = moved.pop().called_by  # nothing was to be done there any more
        moved.append(replace(frame, called_by=called_by))
    key = to.question(waiting.state) if waiting is not None else None
    if waiting is not None and key is None:
        return None
    if key is not None and moved:
        moved[-1] = replace(moved[-1], flow=to.artifact.states[key].flow)  # a moved position may change flow
    if not all(to.flow(frame.flow) for frame in moved):
        return None
    return (
        tuple(_with_locals(to, frame) for frame in moved),
        replace(waiting, state=key) if waiting is not None and key is not None else None,
    )


def _with_locals(to: _Move, frame: Frame) -> Frame:
    """Give a frame the inputs that its flow has now; rounds of "is that right?" begin anew."""
    flow = to.artifact.flows.get(frame.flow)
    inputs = flow.inputs if flow is not None else {}
    values = {
        name: value if fits(value := frame.locals.get(name), kind) else None for name, kind in inputs.items()
    }
    refuted = {key: times for one, times in frame.refuted.items() if (key := to.question(one)) is not None}
    return replace(frame, locals=values, refuted=refuted)
