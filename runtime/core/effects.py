"""What a turn may ask of the outside.

Ids derive from conversation, event and index: a repeated turn repeats them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from runtime.artifact.model import ChannelTemplate, Link, Media
from runtime.core.record import Record
from runtime.feel.values import Value


@dataclass(frozen=True, slots=True)
class Button:
    """`id` comes back in `Received.choice`; `word` is the option's word in the bot's files."""

    id: str
    word: str
    label: str


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Words to the customer. `name` is the message's name (None: an agent's own words), `author` `bot` or the
    agent, also where a shortcut says a message for the agent.

    `epoch` None: an agent's words, which no change of owner makes stale. `locale` "": nobody knows it.
    `free_until`: from then on the channel takes only `template`; None: no such end, or no template.
    """

    kind: ClassVar[str] = "send_message"
    id: str
    text: str
    name: str | None = None
    author: str = "bot"
    buttons: tuple[Button, ...] = ()
    media: Media | None = None
    link: Link | None = None
    template: ChannelTemplate | None = None  # its params are rendered texts
    epoch: int | None = None
    expires: datetime | None = None
    locale: str = ""
    free_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallAction:
    """Run an action. `id` travels as the Idempotency-Key where the action's `repeat` is `keyed`."""

    kind: ClassVar[str] = "call_action"
    id: str
    action: str
    inputs: Mapping[str, Value]
    timeout: timedelta


@dataclass(frozen=True, slots=True)
class SendHandover:
    """The record, to the division's desk."""

    kind: ClassVar[str] = "send_handover"
    id: str
    record: Record


@dataclass(frozen=True, slots=True)
class RelayMessage:
    """The customer's words to the desk while a human, or the queue, has the conversation."""

    kind: ClassVar[str] = "relay_message"
    id: str
    handover: str
    division: str
    at: datetime
    text: str
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class TellDesk:
    """Something changed on our side: `cancelled moved changed not_taken escalated agent_lost reopened closed
    transfer_refused escalation_refused`.

    Or a `shortcut` has ended: its `outcome` is `done`, `failed` or `refused`.
    """

    kind: ClassVar[str] = "tell_desk"
    id: str
    handover: str
    division: str
    what: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotifyRole:
    """Tell a role (`lead`) of a handover. `why`: `sla agent_lost max_transfers nobody_above failed …`."""

    kind: ClassVar[str] = "notify_role"
    id: str
    handover: str
    division: str
    role: str
    why: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Replaces a timer of the same name."""

    kind: ClassVar[str] = "set_timer"
    name: str
    generation: int
    due: datetime


@dataclass(frozen=True, slots=True)
class ClearTimer:
    kind: ClassVar[str] = "clear_timer"
    name: str


Effect = (
    SendMessage | CallAction | SendHandover | RelayMessage | TellDesk | NotifyRole | SetTimer | ClearTimer
)
