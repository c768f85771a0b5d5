"""What can happen to a conversation. Everything that is read from outside is in the event or in `env`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from runtime.feel.values import Value
from runtime.understanding.result import Understood


@dataclass(frozen=True, slots=True)
class Received:
    """A customer's message as the channel gave it, cleaned. `choice` is the id of a tapped button."""

    type: str = "text"  # text button image audio video document location contact unsupported
    text: str = ""
    choice: str | None = None
    url: str | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """`profile` and `page` are what the channel knows: `name phone email locale username`, `path host
    title …`.

    `joined` are the ids of the texts that became this one message; empty: it came as one.
    """

    kind: ClassVar[str] = "customer_wrote"
    id: str
    at: datetime
    received: Received
    understood: Understood
    profile: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartArrived:
    """A text that others may follow; it is kept, not understood, until none does."""

    kind: ClassVar[str] = "part_arrived"
    id: str
    at: datetime
    message: CustomerWrote


@dataclass(frozen=True, slots=True)
class BurstEnded:
    """A message that does not join the texts before it: they are handled first, then it."""

    kind: ClassVar[str] = "burst_ended"
    id: str
    at: datetime
    burst: CustomerWrote
    by: CustomerWrote


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an action ended. `error` None: it worked; `value` None then means: not found.

    `error` is one of `timeout unreachable refused broken busy unknown`.
    """

    value: Mapping[str, Value] | None = None
    error: str | None = None
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class ActionAnswered:
    kind: ClassVar[str] = "action_answered"
    id: str
    at: datetime
    call: str  # the effect's id
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TimerFired:
    """`generation` is the turn that set it; an older one than the state's is ignored."""

    kind: ClassVar[str] = "timer_fired"
    id: str
    at: datetime
    name: str
    generation: int


@dataclass(frozen=True, slots=True)
class AgentAccepted:
    kind: ClassVar[str] = "agent_accepted"
    id: str
    at: datetime
    handover: str
    agent: str


@dataclass(frozen=True, slots=True)
class AgentDeclined:
    """The agent who was given the handover does not take it."""

    kind: ClassVar[str] = "agent_declined"
    id: str
    at: datetime
    handover: str
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class QueueMoved:
    """Look again who may serve the handover: an agent came, went, or has room."""

    kind: ClassVar[str] = "queue_moved"
    id: str
    at: datetime
    handover: str


@dataclass(frozen=True, slots=True)
class AgentWrote:
    kind: ClassVar[str] = "agent_wrote"
    id: str
    at: datetime
    handover: str
    text: str
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AgentNoted:
    """A note for the record; the customer never sees it."""

    kind: ClassVar[str] = "agent_noted"
    id: str
    at: datetime
    handover: str
    text: str
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AgentResolved:
    kind: ClassVar[str] = "agent_resolved"
    id: str
    at: datetime
    handover: str
    outcome: str = "resolved"  # or unresolved
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AgentReturned:
    """The agent gives the conversation back to the bot."""

    kind: ClassVar[str] = "agent_returned"
    id: str
    at: datetime
    handover: str
    reason: str = ""
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class ShortcutUsed:
    """An agent uses a shortcut. `values` is what the form was filled in with, by slot, as written."""

    kind: ClassVar[str] = "shortcut_used"
    id: str
    at: datetime
    handover: str
    shortcut: str
    values: Mapping[str, str] = field(default_factory=dict)
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AgentTransferred:
    """The agent passes it on to a division (None: the same one), to an agent, or both. `lead`: who does is
    one.
    """

    kind: ClassVar[str] = "agent_transferred"
    id: str
    at: datetime
    handover: str
    to: str | None = None
    to_agent: str | None = None
    reason: str = ""
    agent: str | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True)
class AgentEscalated:
    """The agent asks for somebody above. `level` None: one up."""

    kind: ClassVar[str] = "agent_escalated"
    id: str
    at: datetime
    handover: str
    level: str | None = None
    reason: str = ""
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class HandoverFailed:
    """The desk refused the record or could not be reached until the attempts were used up."""

    kind: ClassVar[str] = "handover_failed"
    id: str
    at: datetime
    handover: str
    why: str


@dataclass(frozen=True, slots=True)
class TurnCrashed:
    """A turn could not be finished in all its attempts; the event that did it is quarantined.

    `text` is its words.
    """

    kind: ClassVar[str] = "turn_crashed"
    id: str
    at: datetime
    of: str
    text: str = ""


Event = (
    CustomerWrote
    | PartArrived
    | BurstEnded
    | ActionAnswered
    | TimerFired
    | AgentAccepted
    | AgentDeclined
    | QueueMoved
    | AgentWrote
    | AgentNoted
    | AgentResolved
    | AgentReturned
    | ShortcutUsed
    | AgentTransferred
    | AgentEscalated
    | HandoverFailed
    | TurnCrashed
)
