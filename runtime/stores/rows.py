"""What goes into a store and comes out of it. Payloads are bytes that no store reads."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from runtime.routing.assigning import AgentChange

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that happened to a thread, waiting to be worked on.

    `id` is unique within the thread's `source`, which names the door (`web`, `json`, `desk`, `timer`,
    `action`), so that ids of two doors never collide.
    """

    thread: str
    source: str
    id: str
    at: datetime
    payload: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """The oldest arrival of a thread, with the thread's state and the fence to commit with.

    `state` and `artifact` are None before the first turn. `attempts` counts this claim too.
    """

    arrival: Arrival
    arrival_seq: int
    state: bytes | None
    artifact: str | None
    turn: int
    fence: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Taker(Generic[T]):
    """A worker who takes what a call makes ready, as if claimed: counted and leased, without another call.

    `take` gets it, once at most. A store need not know how: it then leaves all of it to be claimed.
    """

    worker: str
    lease: timedelta
    take: Callable[[T], object]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to be sent. `lane` orders; a row with an `epoch` is dropped when the thread's has moved on.

    A lane is one name in the whole store: put the thread into it. A row whose `id` is already kept changes
    nothing. `said`: the customer's side fetches it, so that keeping it is sending it, unless something of its
    lane waits, or it is stale by now; then it waits as any other.
    """

    id: str
    lane: str
    kind: str  # message, handover, relay, desk, action: who sends it
    payload: bytes
    epoch: int | None = None
    expires: datetime | None = None
    said: bool = False

    def is_stale(self, epoch: int, now: datetime) -> bool:
        """Whether nobody wants it any more, once its thread's epoch is this one."""
        return (self.epoch is not None and self.epoch < epoch) or (
            self.expires is not None and self.expires <= now
        )


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A timer of the thread; a new one of the same name replaces the old."""

    name: str
    due: datetime
    payload: bytes  # the arrival's payload when it fires


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover as lists and figures need it; `record` is the whole record. Times None: not yet.

    `agent` serves it, or has; `assigned` was given it and has not accepted. `waiter` is its place in the
    queue, None while nobody is looked for.
    """

    id: str
    thread: str
    division: str
    state: str
    record: bytes
    created: datetime
    queued: datetime | None = None
    accepted: datetime | None = None
    ended: datetime | None = None
    agent: str | None = None
    assigned: str | None = None
    topic: str | None = None
    waiter: bytes | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """An agent's room that a turn takes for a handover: he may hold less than `capacity` others."""

    agent: str
    handover: str
    capacity: int


@dataclass(frozen=True, slots=True)
class AgentRow:
    """What was told of an agent. `online` None: never told, it is as the operator's file says."""

    id: str
    online: bool | None = None
    misses: int = 0
    assigned: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """How long one conversation with an agent took, in seconds."""

    agent: str
    topic: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Commit:
    """Everything that one turn changes. `event` and `digest` are kept so that the turn can be replayed.

    Timers in `cleared` go first, so a name that is in both is set. `seat` has to be free, or nothing is kept.
    """

    state: bytes
    artifact: str
    turn: int
    epoch: int
    event: bytes
    digest: str
    trace: bytes
    outbox: tuple[OutboxRow, ...] = ()
    timers: tuple[TimerRow, ...] = ()
    cleared: tuple[str, ...] = ()
    handovers: tuple[HandoverRow, ...] = ()
    agents: tuple[AgentChange, ...] = ()
    seat: Claimed | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """A claimed outbox row. `attempts` counts this one too.

    `interrupted`: the other side may have had it already. Nobody marked the attempt before this one, or one
    was marked as unsure.
    """

    id: str
    thread: str
    kind: str
    payload: bytes
    fence: int
    attempts: int
    created: datetime
    interrupted: bool = False
    expires: datetime | None = None


class Receipt(enum.Enum):
    """What a messenger tells later of a send: it took it, the customer's device has it, or nobody will."""

    TAKEN = "taken"
    ARRIVED = "arrived"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a messenger reaches one customer; names of threads in their form, at least one of the two.

    `own` is this customer's alone, for ever; `lent` (a phone number) may belong to somebody else one day.
    """

    own: str | None = None
    lent: str | None = None


class Fate(enum.Enum):
    """How a send ended. `LATER` needs `retry_at`; `DEAD` waits for a person; `DROPPED` was no longer wanted.

    Only `LATER` keeps the row at the head of its lane; every other fate lets the next one go.
    """

    SENT = "sent"
    LATER = "later"
    DEAD = "dead"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SendResult:
    """`arrival` is put into the inbox in the same unit: an action's answer, a desk's refusal.

    `unsure` goes with `LATER`: nobody knows whether this attempt arrived, and all later ones are told.
    """

    send: Send
    fate: Fate
    retry_at: datetime | None = None
    why: str = ""
    arrival: Arrival | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An outbox row as people and pulling channels see it.

    `seq` rises with each row of its thread that is sent: a reader who has seen `seq` n never finds a new one
    below it. It is 0 while the row is not sent.
    """

    seq: int
    id: str
    thread: str
    kind: str
    payload: bytes
    state: str  # waiting, or a Fate's value
    attempts: int
    created: datetime
    sent: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class PastTurn:
    """A committed turn, for replay and for the trace."""

    turn: int
    artifact: str
    event: bytes
    digest: str
    trace: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """How long what customers wrote is kept, and how it is made less: the store cannot read it.

    `without_words` gives a thread's state without its transcript, `masked` a handover's record without what
    is personal.
    """

    transcript: timedelta
    handover: timedelta
    customer: timedelta
    without_words: Callable[[bytes], bytes]
    masked: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Counts:
    """The store's load. `dead`, `unknown` (sends) and `quarantined` (arrivals) wait for a person.

    `oldest_waiting`: when the first arrival that is still waiting was accepted. `next_timer`: when the first
    timer is due, a time in the past when it is late.
    """

    threads: int
    arrivals: int
    sends: int
    timers: int
    dead: int
    unknown: int
    quarantined: int
    oldest_waiting: datetime | None
    next_timer: datetime | None
