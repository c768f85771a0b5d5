"""Driving one conversation of a bot in memory: a manual clock, actions that answer at once, an agent to play.

After every event the state is frozen to bytes and thawed again, and every turn is kept, so that a test can
replay the whole conversation. Nothing here is a mock of the core: it is the core, without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from runtime.core.codec import digest, dump_event, dump_state, load_event, load_state
from runtime.core.detector import question_for
from runtime.core.effects import (
    CallAction,
    Effect,
    NotifyRole,
    RelayMessage,
    SendHandover,
    SendMessage,
    TellDesk,
)
from runtime.core.env import Env, Facts, Render
from runtime.core.events import ActionAnswered, CustomerWrote, Event, Outcome, Received, TimerFired
from runtime.core.frozen import Frozen, freeze
from runtime.core.joining import JOIN, event_of, gather, gathered
from runtime.core.moving import may_move
from runtime.core.program import Program
from runtime.core.record import Record
from runtime.core.state import State
from runtime.core.step import new_thread, step
from runtime.core.turn import Trace
from runtime.feel.values import Value
from runtime.replay import Difference, replay
from runtime.routing.assigning import Agent, AgentChange
from runtime.routing.estimate import QueueFigures
from runtime.stores.rows import PastTurn
from runtime.understanding.own import lay_over
from runtime.understanding.result import Understood

Act = Callable[[str, Mapping[str, Value]], Outcome | None]  # None: it does not answer yet
Understand = Callable[[str], Understood]
Detect = Callable[[Mapping[str, Value]], Outcome | None]  # None: it is not asked


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that was called, with its inputs."""

    action: str
    inputs: Mapping[str, Value]


class Roster:
    """Agents in memory: what turns change about them, and who is there."""

    def __init__(self, agents: Iterable[Agent] = ()) -> None:
        self._agents = {agent.id: agent for agent in agents}

    def change(self, change: AgentChange) -> None:
        changed = {
            name: value
            for name in ("online", "misses", "assigned", "ended")
            if (value := getattr(change, name)) is not None
        }
        self._agents[change.id] = replace(self._agents[change.id], **changed)

    def agents(self, mine: str | None = None) -> tuple[Agent, ...]:
        """Return all agents; `mine` holds or was given the conversation that asks."""
        return tuple(
            replace(agent, open=agent.open + 1) if agent.id == mine else agent
            for agent in self._agents.values()
        )


class Conversation:
    """One thread, driven step by step; see the module. `sent`, `called` and `traces` grow as it goes.

    `before` is the version that `start` is on, where it is not `program`'s.
    """

    def __init__(
        self,
        program: Program,
        *,
        now: datetime,
        understand: Understand,
        render: Render,
        act: Act,
        queues: Callable[[datetime], Mapping[str, QueueFigures]] = lambda now: {},
        channel: str = "web",
        profile: Mapping[str, str] | None = None,
        page: Mapping[str, str] | None = None,
        start: State | None = None,
        roster: Roster | None = None,
        before: Program | None = None,
        detect: Detect | None = None,
    ) -> None:
        self.program = program
        self.roster = roster or Roster()
        self._programs = {one.name: one for one in (program, before) if one is not None}
        self.now = now
        self.sent: list[SendMessage] = []
        self.relayed: list[RelayMessage | TellDesk] = []
        self.notices: list[NotifyRole] = []
        self.called: list[Asked] = []
        self.running: list[CallAction] = []  # actions that have not answered yet
        self.traces: list[Trace] = []
        self.record: Record | None = None  # of the handover as it stands, or as it ended
        self.turns: list[PastTurn] = []
        self._begin = start or new_thread(program, "trial", channel, now)
        self.state = self._begin
        self._frozen: Frozen | None = None
        self._understand_on: dict[str, Understand] = {}
        self._understand, self._render, self._act, self._queues = understand, render, act, queues
        self._detect = detect
        self._profile, self._page = profile or {}, page or {}
        self._serial = 0

    # ---- what happens ----

    def write(self, *texts: str) -> None:
        """The customer writes; several texts are a burst, which the bot may join. The clock stands still."""
        for text in texts:
            self._hear(Received("text", text))
        self.end_burst()

    def begin_burst(self, text: str) -> None:
        """The customer writes, and goes on writing."""
        self._hear(Received("text", text))

    def end_burst(self) -> None:
        """Nothing follows what the customer wrote: the bot need not wait for it."""
        timer = self.state.timers.get(JOIN)
        if timer is not None:
            self.happen(partial(_fired, JOIN, timer.generation))

    def tap(self, word: str) -> None:
        """The customer taps the button of this word under the newest message that has one."""
        for message in reversed(self.sent):
            for button in message.buttons:
                if button.word == word:
                    self._hear(Received("button", button.label, choice=button.id))
                    return
        raise LookupError(f"no button `{word}` was offered")

    def send_file(self, kind: str, url: str) -> None:
        """The customer sends a file."""
        self._hear(Received(kind, url=url, file_name=url.rpartition("/")[2]))

    def happen(self, make: Callable[[str, datetime], Event]) -> None:
        """Let any event happen; `make` gets its id and the time."""
        self._serial += 1
        self._run(make(f"e{self._serial}", self.now))

    def answer(self, outcome: Outcome) -> None:
        """The action that has been running longest answers."""
        call = self.running.pop(0)
        self.happen(partial(_answered, call.id, outcome))

    def wait(self, by: timedelta) -> None:
        """Let time pass; timers fire in their order at their own time."""
        end = self.now + by
        while due := [(timer.due, name) for name, timer in self.state.timers.items() if timer.due <= end]:
            at, name = min(due)
            self.now = max(self.now, at)
            self.happen(partial(_fired, name, self.state.timers[name].generation))
        self.now = end

    def replayed(self) -> Difference | None:
        """Run the whole conversation again from its stored events."""
        return replay(self.turns, self._begin, self._programs.__getitem__, self._render)

    # ---- how ----

    def _hear(self, received: Received) -> None:
        self.happen(partial(self._arrived, received))

    def _arrived(self, received: Received, id_: str, now: datetime) -> Event:
        message = CustomerWrote(id_, now, received, Understood(), self._profile, self._page)
        program, _ = self._program_of(message)
        handled = gather(program, self.state, message)
        return event_of(message, tuple(self._understood(program, one) for one in handled))

    def _understood(self, program: Program, message: CustomerWrote) -> CustomerWrote:
        if message.received.type != "text":  # as at run time: a tap or a file is not read as words
            return message
        built = self._understand_on.get(program.name, self._understand)(message.received.text)
        inputs = question_for(program, self.state, message.received.text, built)
        found = self._detect(inputs) if inputs is not None and self._detect is not None else None
        if found is None:
            return replace(message, understood=built)
        if found.error is not None:
            return replace(message, understood=replace(built, detector_failed=found.error))
        artifact = program.artifact
        over = lay_over(built, found.value or {}, artifact.understanding, artifact.slots)
        return replace(message, understood=over)

    def _run(self, event: Event) -> None:
        program, before = self._program_of(event)
        burst = gathered(self.state, event)
        event = event if burst is None else self._understood(program, burst)
        facts = Facts(self.now, self._queues(self.now), self.roster.agents(_serving(self.state)))
        stored = dump_event(event, facts)
        thawed, thawed_facts = load_event(stored)
        assert thawed == event, "an event must survive freezing"
        assert thawed_facts is not None
        result = step(program, self.state, thawed, Env(thawed_facts, self._render), before)
        self._frozen = freeze(result.state, self._frozen)
        frozen = self._frozen.data
        assert frozen == dump_state(result.state), "what a turn leaves alone must be written as before"
        self.state = self._frozen.state
        assert self.state == result.state == load_state(frozen), "a state must survive freezing"
        turn = PastTurn(
            result.state.turn, result.state.artifact, stored, digest(frozen, result.effects), trace=b""
        )
        self.turns.append(turn)
        self.traces.extend(result.trace)
        for change in result.agents:
            self.roster.change(change)
        if result.handovers:
            self.record = result.handovers[-1].record
        for effect in result.effects:
            self._do(effect)

    def _program_of(self, event: Event) -> tuple[Program, Program | None]:
        """Return the program that a turn runs on, and the one it moves from: as the shell decides."""
        own = self._programs[self.state.artifact]
        stays = isinstance(event, ActionAnswered | TimerFired)
        if stays or not may_move(own, self.program, self.state, self.now):
            return own, None
        return self.program, own

    def renew(self, program: Program, understand: Understand | None = None) -> None:
        """Another version is the newest from now on, with an understanding of its own."""
        self._programs[program.name] = self.program = program
        if understand is not None:
            self._understand_on[program.name] = understand

    def _do(self, effect: Effect) -> None:
        match effect:
            case SendMessage():
                self.sent.append(effect)
            case CallAction():
                self.called.append(Asked(effect.action, effect.inputs))
                self.running.append(effect)
                outcome = self._act(effect.action, effect.inputs)
                if outcome is not None:
                    self.running.remove(effect)
                    self.happen(partial(_answered, effect.id, outcome))
            case SendHandover():
                self.record = effect.record
            case RelayMessage() | TellDesk():
                self.relayed.append(effect)
            case NotifyRole():
                self.notices.append(effect)


def _serving(state: State) -> str | None:
    handover = state.handover
    if handover is None:
        return None
    return handover.assigned.id if handover.assigned is not None else handover.agent_id


def _fired(name: str, generation: int, id_: str, now: datetime) -> Event:
    return TimerFired(id_, now, name, generation)


def _answered(call: str, outcome: Outcome, id_: str, now: datetime) -> Event:
    return ActionAnswered(id_, now, call, outcome)
