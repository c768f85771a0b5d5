"""Everything a thread remembers between turns, frozen. A thread is all conversations of one customer on
one channel.

Written by `runtime.core.codec` with a version of its own; the store keeps the bytes and never looks inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from runtime.artifact.model import HandoverOptions
from runtime.core.record import (
    Announced,
    Because,
    Ending,
    FileRef,
    Line,
    Missing,
    Move,
    RanRung,
    Trigger,
)
from runtime.feel.values import Value

# A record that turns change often has no slots, so that `runtime.core.changed` can copy its one dictionary.

WITH_HUMAN = ("with_agent", "escalated")  # phases in which an agent has the conversation


@dataclass(frozen=True, slots=True)
class Known:
    """A value and where it came from. `source`: `said profile page action agent set default given`.

    `said` is the matched text of the customer's message, `origin` the message's id or the place in the files.
    """

    value: Value
    source: str
    at: datetime
    said: str | None = None
    origin: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A running flow. `called_by` is the `flow` step below it that it returns to; None: it was started.

    A rule's side block runs in a frame of its own, named `rule:<name>`.
    """

    flow: str
    called_by: str | None
    since: int  # `turns.customer` when it began
    locals: Mapping[str, Value] = field(default_factory=dict)
    refuted: Mapping[str, int] = field(default_factory=dict)  # denials of "is that right?", by state


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer. `serial` is in the ids of its buttons.

    `readings` are what an unclear answer may have meant, offered as buttons; `proposed` is an answer that
    waits for "yes, that is right".
    """

    state: str
    serial: int
    since: datetime
    invalid: int = 0
    readings: tuple[Value, ...] = ()
    proposed: Known | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """A flow that another one interrupted, with its question."""

    frames: tuple[Frame, ...]
    waiting: Waiting | None


@dataclass(frozen=True, slots=True)
class PendingOffer:
    """An offer that waits for yes or no.

    `state` is the offer's state; the question under it keeps waiting.
    """

    state: str
    serial: int
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingCall:
    """An action that runs. `purpose`: `step`, `verify` or `source`."""

    id: str
    action: str
    purpose: str
    state: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits behind an action, encoded. `seen`: it was counted, and the rules have seen it."""

    event: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """When a rule may fire again."""

    until_turn: int | None = None
    until: datetime | None = None
    conversation: bool = False


@dataclass(frozen=True)  # no slots: see `changed`
class Counters:
    """LANGUAGE section 8. `sentiments` are those of the last three messages."""

    customer: int = 0
    not_understood: int = 0
    repeated_answers: int = 0
    declined: int = 0
    handovers: int = 0
    sentiments: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TimerState:
    generation: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Assigned:
    """An agent who was given a handover and has not accepted yet."""

    id: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SlaClock:
    """A promise that is being counted. `since`: it counts since then, None while it stands still or is over.

    `used` and `used_days` are what it had counted before, in opening hours and in working days of 24 hours.
    `state`: `running paused met replaced`.
    """

    name: str  # first_reply next_reply resolve left_message
    division: str
    started: datetime
    due: datetime | None  # None: the division does not open again as far as is known
    since: datetime | None = None
    used: timedelta = timedelta(0)
    used_days: timedelta = timedelta(0)
    rungs: tuple[RanRung, ...] = ()
    late: bool = False
    state: str = "running"


@dataclass(frozen=True, slots=True)
class Escalated:
    """Somebody above was asked for: since when, and where it was before."""

    since: datetime
    division: str
    level: str


@dataclass(frozen=True)  # no slots: see `changed`
class OpenHandover:
    """`phase` is a state of the handover's life (LANGUAGE section 9); `needs` are what an agent must have.

    `agent` is the name of who serves (before: whom the tables prefer), `agent_id` who that is among ours.
    `skips` are agents who did not take it, and until when they are not asked again; `misses` counts those
    who let it ring. `level` and `skills` are what the division has of those wanted. `moved_from` is the
    division before.
    """

    id: str
    phase: str  # collecting queued assigned with_agent escalated left_message closed
    options: HandoverOptions
    trigger: Trigger
    created: datetime
    division: str | None = None
    level: str = "L1"
    priority: str = "normal"
    skills: tuple[str, ...] = ()
    wanted_level: str | None = None
    wanted_skills: tuple[str, ...] = ()
    agent: str | None = None
    agent_id: str | None = None
    assigned: Assigned | None = None
    skips: Mapping[str, datetime] = field(default_factory=dict)
    misses: int = 0
    note: str | None = None  # the step's note, filled in
    why: tuple[Because, ...] = ()
    needs: tuple[str, ...] = ()
    asking: str | None = None
    asked: int = 0
    skip_needs: bool = False
    missing: tuple[Missing, ...] = ()
    announced: tuple[Announced, ...] = ()
    updates: int = 0
    noted: bool = False
    queued: datetime | None = None
    accepted: datetime | None = None
    tried: tuple[str, ...] = ()  # divisions already visited
    moved_from: str | None = None
    promised: datetime | None = None
    leaving: str | None = None  # while a message is left: `text`, `contact`, or the bot's own `flow`
    left_text: str | None = None
    path: tuple[Move, ...] = ()
    outcome: Ending | None = None
    sent: bool = False  # the record went to a desk
    clocks: tuple[SlaClock, ...] = ()
    replied: bool = False  # an agent has written
    unanswered: bool = False  # the customer wrote to an agent, who has not answered yet
    first: bool = False  # first of its class in the queue: it has lost its agent
    escalated: Escalated | None = None
    transfers: int = 0
    reopened: int = 0  # how often the customer came back to it after its end


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut that runs: what it has said in the agent's name, and what failed (`buat_tiket: busy`)."""

    name: str
    agent: str | None
    said: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    handed_on: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A handover that the customer can still go on with after its end.

    `asked` is the serial of the question whether it is the same matter, `heard` the message that led to it,
    encoded.
    """

    handover: OpenHandover
    asked: int | None = None
    heard: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The last reply, to notice that the same is said again: names with texts, as one digest."""

    digest: str = ""


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What outlives conversations beside `customer.` slots. `served`: until when `last_agent` did."""

    first_seen: datetime
    conversations: int = 0
    last_topic: str | None = None
    last_division: str | None = None
    last_agent: str | None = None
    served: datetime | None = None
    last_outcome: str | None = None
    stopped: bool = False


@dataclass(frozen=True)  # no slots: see `changed`
class State:
    """`turn` counts events of the thread, `number` its conversations; `serial` questions asked so far."""

    thread: str
    artifact: str
    channel: str
    locale: str
    customer: CustomerFacts
    started: datetime
    turn: int = 0
    number: int = 1
    epoch: int = 0
    serial: int = 0
    open: bool = True
    greeted: bool = False  # the conversation's first message was handled
    survey: OpenHandover | None = None  # the resolved handover whose `after` flow runs
    ended: Ended | None = None  # the conversation's last handover
    heard: datetime | None = None  # the customer's last message
    sure_language: str | None = None  # of the last message whose language was sure
    profile: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, Known] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    paused: tuple[Paused, ...] = ()
    waiting: Waiting | None = None
    offer: PendingOffer | None = None
    calls: tuple[PendingCall, ...] = ()
    held: tuple[Held, ...] = ()
    burst: tuple[str, ...] = ()  # texts that wait for others to join them, encoded
    hearing: str | None = None  # the encoded message whose turn the running action belongs to
    held_at_a: tuple[str, ...] = ()  # rules that held when that message arrived
    error: Mapping[str, Value] = field(default_factory=dict)  # of the action that failed last
    handover: OpenHandover | None = None
    counters: Counters = field(default_factory=Counters)
    shortcut: Shortcut | None = None
    rests: Mapping[str, Rest] = field(default_factory=dict)
    timers: Mapping[str, TimerState] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    transcript: tuple[Line, ...] = ()
    files: tuple[FileRef, ...] = ()
    closed_at: datetime | None = None
    answered_last: str | None = None  # the question answered last, for `correct`: its state
    wordings: Mapping[str, int] = field(default_factory=dict)  # how often each message was said, to rotate

    @property
    def leaves_in_flow(self) -> bool:
        """Whether the customer is leaving a message in the bot's own flow for that."""
        return self.handover is not None and self.handover.leaving == "flow"


def conversation_id(state: State) -> str:
    """Return the id of the current conversation of a thread."""
    return f"{state.thread}~{state.number}"
