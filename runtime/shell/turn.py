"""One turn: load the thread, understand, step, commit everything together. No policy of its own.

Laws:
- Nothing is sent from here; what is to be sent is committed with the state that asked for it.
- A turn that is done again from the same arrival makes the same commit: ids derive from thread and event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from runtime.artifact import records
from runtime.artifact.codec import ArtifactError
from runtime.channels.base import Incoming
from runtime.core.codec import digest, dump_effect, dump_event, dump_record
from runtime.core.effects import (
    CallAction,
    ClearTimer,
    Effect,
    NotifyRole,
    RelayMessage,
    SendHandover,
    SendMessage,
    SetTimer,
    TellDesk,
)
from runtime.core.env import Env, Facts
from runtime.core.events import (
    ActionAnswered,
    CustomerWrote,
    Event,
    QueueMoved,
    TimerFired,
    TurnCrashed,
)
from runtime.core.frozen import Frozen, freeze
from runtime.core.joining import JOIN, event_of, gather, gathered
from runtime.core.masking import Masks, masks_of, understood_in
from runtime.core.moving import may_move
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import HandoverChange, Step, new_thread, step
from runtime.core.turn import Trace
from runtime.shell.action_payload import action_payload
from runtime.shell.detecting import Detecting
from runtime.shell.figures import Figures, waiter_bytes
from runtime.shell.inbox import customer_wrote, read_arrival, timer_row
from runtime.shell.memory import Memory
from runtime.shell.programs import Programs, Ready, UnknownArtifact
from runtime.stores.rows import Claim, Claimed, Commit, HandoverRow, OutboxRow, TimerRow
from runtime.understanding.result import Understood

BOT_WORDS_FOR = timedelta(minutes=10)  # a bot's reply that is older only confuses
AGENT_WORDS_FOR = timedelta(hours=24)  # an agent's words are worth waiting for


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn that can be committed, and what its followers want to know of it.

    `said` are those of its messages that are sent by being kept.
    """

    commit: Commit
    state: State
    messages: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    queue_changed: bool = False


@dataclass(frozen=True, slots=True)
class Turns:
    """Makes turns. `fetched`: whether a message to a thread needs no sending."""

    programs: Programs
    figures: Figures
    detecting: Detecting
    fetched: Callable[[str, SendMessage], bool]
    memory: Memory = field(default_factory=Memory)

    async def make(self, claim: Claim, now: datetime) -> Turned:
        """Return what a claimed arrival does to its thread."""
        content = read_arrival(claim.arrival)
        known = self.memory.read(claim.arrival.thread, claim.state) if claim.state is not None else None
        state = known.state if known is not None else None
        ready, before = await self._ready(state, content, now)
        program = ready.program
        if state is None:
            carries = content.carries if isinstance(content, Incoming) else program.artifact.bot.channels[0]
            state = new_thread(program, claim.arrival.thread, carries, now)
        event = await self._event(ready, state, content)
        if isinstance(event, QueueMoved):
            self.figures.forget()  # another process may have changed what it is about
        facts = await self.figures.facts(program, state, now)
        result = step(program, state, event, Env(facts, ready.render), before)
        altered = content.altered if isinstance(content, Incoming) else ()
        slots = {**(before.artifact.slots if before is not None else {}), **program.artifact.slots}
        masks = masks_of(slots, (state, result.state), understood_in(event))
        frozen = freeze(result.state, known)
        self.memory.keep(claim.arrival.thread, frozen)
        return self._turned(claim, program, event, facts, result, frozen, _trace(result, altered, masks))

    async def _ready(
        self, state: State | None, content: Incoming | Event, now: datetime
    ) -> tuple[Ready, Program | None]:
        """Return the artifact that a turn runs on, and the one that the thread moves from, if it does.

        Timers and actions' answers belong to what set them going: a thread never moves because of one.
        """
        newest = self.programs.newest
        if state is None or state.artifact == newest.program.name:
            return newest, None
        try:
            ready = await self.programs.ready(state.artifact)
        except (UnknownArtifact, ArtifactError):
            if state.open or not _begins(content):
                raise
            return newest, None  # nothing runs: what begins needs no earlier artifact
        if isinstance(content, ActionAnswered | TimerFired | TurnCrashed):
            return ready, None
        if may_move(ready.program, newest.program, state, now):
            return newest, ready.program
        return ready, None

    async def _event(self, ready: Ready, state: State, content: Incoming | Event) -> Event:
        """Understand a message before its turn; the result is stored with it, for replay."""
        if not isinstance(content, Incoming):
            burst = gathered(state, content)
            return content if burst is None else await self._understood(ready, state, burst)
        message = customer_wrote(content, Understood())
        handled = [await self._understood(ready, state, one) for one in gather(ready.program, state, message)]
        return event_of(message, tuple(handled))

    async def _understood(self, ready: Ready, state: State, message: CustomerWrote) -> CustomerWrote:
        received = message.received
        if received.type != "text" or not received.text:
            return message
        understood = await self.detecting.understand(ready, state, received.text, message.id)
        return replace(message, understood=understood)

    def _turned(
        self,
        claim: Claim,
        program: Program,
        event: Event,
        facts: Facts,
        result: Step,
        frozen: Frozen,
        trace: bytes,
    ) -> Turned:
        if not result.staff_read:  # what nobody looked at need not be kept with every message
            facts = replace(facts, agents=(), waiting=())
        rows = tuple(
            row
            for effect in result.effects
            if (row := self._row(claim, program, facts.now, effect)) is not None
        )
        timers, cleared = _timers(result.effects)
        commit = Commit(
            state=frozen.data,
            artifact=result.state.artifact,
            turn=result.state.turn,
            epoch=result.state.epoch,
            event=dump_event(event, facts),
            digest=digest(frozen.data, result.effects),
            trace=trace,
            outbox=rows,
            timers=timers,
            cleared=cleared,
            handovers=tuple(_handover(claim.arrival.thread, change) for change in result.handovers),
            agents=result.agents,
            seat=_seat(result),
        )
        messages = tuple(effect.id for effect in result.effects if isinstance(effect, SendMessage))
        said = tuple(row.id for row in rows if row.said)
        return Turned(commit, result.state, messages, said, bool(result.handovers or result.agents))

    def _row(self, claim: Claim, program: Program, now: datetime, effect: Effect) -> OutboxRow | None:
        thread = claim.arrival.thread
        match effect:
            case SendMessage():
                life = BOT_WORDS_FOR if effect.epoch is not None else AGENT_WORDS_FOR
                expires = effect.expires or now + life
                return OutboxRow(
                    effect.id,
                    f"{thread}/channel",
                    "message",
                    dump_effect(effect),
                    effect.epoch,
                    expires,
                    self.fetched(thread, effect),
                )
            case SendHandover():
                return OutboxRow(effect.id, f"{thread}/desk", "handover", dump_effect(effect))
            case RelayMessage():
                return OutboxRow(effect.id, f"{thread}/desk", "relay", dump_effect(effect))
            case TellDesk():
                return OutboxRow(effect.id, f"{thread}/desk", "desk", dump_effect(effect))
            case NotifyRole():
                return OutboxRow(effect.id, f"{thread}/desk", "notice", dump_effect(effect))
            case CallAction():
                payload = action_payload(program.name, effect)
                return OutboxRow(effect.id, f"{thread}/action/{effect.id}", "action", payload)
            case SetTimer() | ClearTimer():
                return None


def _begins(content: Incoming | Event) -> bool:
    """Whether a closed thread begins a conversation with it: a message, or the end of a burst."""
    return isinstance(content, Incoming) or (isinstance(content, TimerFired) and content.name == JOIN)


def _timers(effects: tuple[Effect, ...]) -> tuple[tuple[TimerRow, ...], tuple[str, ...]]:
    """Return the timers to set and the names to clear: of several words on one timer the last counts."""
    last: dict[str, SetTimer | ClearTimer] = {}
    for effect in effects:
        if isinstance(effect, SetTimer | ClearTimer):
            last[effect.name] = effect
    rows = tuple(timer_row(effect) for effect in last.values() if isinstance(effect, SetTimer))
    return rows, tuple(name for name, effect in last.items() if isinstance(effect, ClearTimer))


def _trace(result: Step, altered: tuple[str, ...], masks: Masks) -> bytes:
    """Return why the turn did what it did, without anything personal."""
    lines = [replace(line, facts=masks.facts(line.facts)) for line in result.trace]
    if altered:
        lines.insert(0, Trace("altered", {"how": ", ".join(altered)}))
    return f"[{','.join(map(records.dump, lines))}]".encode()


def _handover(thread: str, change: HandoverChange) -> HandoverRow:
    record = change.record
    return HandoverRow(
        id=record.id,
        thread=thread,
        division=record.to,
        state=record.state,
        record=dump_record(record),
        created=change.created,
        queued=change.queued,
        accepted=change.accepted,
        ended=change.ended,
        agent=change.agent,
        assigned=change.assigned,
        topic=record.topic,
        waiter=waiter_bytes(change.waiter) if change.waiter is not None else None,
    )


def _seat(result: Step) -> Claimed | None:
    """Return the room that a step takes; nothing where it gave the handover away again in the same turn."""
    handover = result.state.handover
    if result.seat is None or handover is None or handover.assigned is None:
        return None
    return Claimed(result.seat.agent, handover.id, result.seat.capacity)
