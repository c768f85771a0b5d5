"""Any desk behind one signed webhook: CloudEvents 1.0 (structured JSON), signed as Standard Webhooks 1.0.

Out: `flowc.handover.created` with the whole record (sent again when the handover comes to another division or
is queued anew: replace by `subject`), `flowc.handover.message` with the customer's words,
`flowc.handover.changed`, and `flowc.handover.notice` for a role such as the lead. In: `accepted declined
message note transferred escalated resolved returned shortcut` of a handover, `online offline` of an agent,
read by `read_event`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from runtime import limits, signature
from runtime.artifact import records
from runtime.artifact.records import Json
from runtime.clean import Refused, clean_text, clean_time
from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, TellDesk
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    ShortcutUsed,
)
from runtime.core.limits import NOTE_CHARS, TEXT_CHARS
from runtime.core.record import Record
from runtime.desks.base import DeskEffect, division_of, handover_of
from runtime.signature import Post

CONTENT_TYPE = "application/cloudevents+json"
NAME_CHARS = limits.AGENT_NAME.value
TYPES = (
    *("accepted", "declined", "message", "note", "transferred", "escalated", "resolved", "returned"),
    *("shortcut", "online", "offline"),
)
OUTCOMES = ("resolved", "unresolved")

LEVELS = ("next", "L1", "L2", "L3")

DeskEvent = (
    AgentAccepted
    | AgentDeclined
    | AgentWrote
    | AgentNoted
    | AgentResolved
    | AgentReturned
    | AgentTransferred
    | AgentEscalated
    | ShortcutUsed
)


@dataclass(frozen=True, slots=True)
class Presence:
    """An agent came or went; `agent` is the id in the operator's file, or the name."""

    agent: str
    online: bool


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """`teams` maps divisions to the desk's own names for them, `roles` roles to where they are reached."""

    url: str
    secrets: Sequence[str]
    source: str = "/flowc"
    teams: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)

    def post(self, effect: DeskEffect, created: datetime, now: datetime) -> Post:
        id_ = signature.webhook_id(effect.id)
        type_, data = self._event(effect)
        event = {
            "specversion": "1.0",
            "id": id_,
            "source": self.source,
            "type": type_,
            "subject": handover_of(effect),
            "time": created.isoformat(),
            "datacontenttype": "application/json",
            "data": data,
        }
        body = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        signed = signature.sign(id_, int(now.timestamp()), body, self.secrets).mapping()
        return Post(self.url, {"content-type": CONTENT_TYPE, **signed}, body, self.allow)

    def _event(self, effect: DeskEffect) -> tuple[str, Json]:
        division = division_of(effect)
        place = {"division": division, "team": self.teams.get(division, division)}
        match effect:
            case SendHandover():
                return "flowc.handover.created", {**place, "record": record_json(effect.record)}
            case RelayMessage():
                words = {"at": effect.at.isoformat(), "text": effect.text}
                media = {"kind": effect.media.type, "url": effect.media.url} if effect.media else None
                return "flowc.handover.message", {**place, **words, **({"media": media} if media else {})}
            case TellDesk():
                return "flowc.handover.changed", {**place, "what": effect.what, "facts": dict(effect.facts)}
            case NotifyRole():
                address = self.roles.get(effect.role)
                told = {"role": effect.role, "why": effect.why, "facts": dict(effect.facts)}
                where = {"address": address} if address is not None else {}
                return "flowc.handover.notice", {**place, **told, **where}


def record_json(record: Record) -> Json:
    """Return a record as `schema/handover.schema.json` describes it; its format is always told."""
    return {**records.encode(record), "format": record.format}


@dataclass(frozen=True, slots=True)
class AgentIn:
    """`lead`: may pass a handover on as often as it takes."""

    name: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class TargetIn:
    """Whom an agent passes it on to: a division, an agent, or both."""

    division: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class EventIn:
    """What a desk says. `id` may repeat the webhook's id; the webhook's counts."""

    type: str
    handover: str | None = None
    id: str | None = None
    agent: AgentIn | None = None
    text: str | None = None
    outcome: str | None = None
    reason: str | None = None
    shortcut: str | None = None
    with_: Mapping[str, str] = field(default_factory=dict)
    to: TargetIn | None = None
    level: str | None = None
    at: datetime | None = None


def read_event(data: Json, webhook_id: str, now: datetime) -> DeskEvent | Presence:
    """Return the event in a parsed body.

    Raises:
        Refused: another shape, or words that are missing or too long (422): an agent's words are never cut.
    """
    try:
        event = records.decode(EventIn, data)
    except records.RecordError as error:
        raise Refused(422, clean_text(str(error).lstrip("/"), 200).text) from error
    id_, at = f"desk:{webhook_id}", clean_time(event.at or now, now)
    handover = event.handover
    name = clean_text(event.agent.name.strip(), NAME_CHARS).text if event.agent else None
    if event.type in ("online", "offline"):
        if not name:
            raise Refused(422, "agent: who came or went")
        return Presence(name, event.type == "online")
    if handover is None:
        raise Refused(422, "handover: which one")
    match event.type:
        case "declined":
            return AgentDeclined(id_, at, handover, name)
        case "accepted":
            if not name:
                raise Refused(422, "agent: the customer is told who is there")
            return AgentAccepted(id_, at, handover, name)
        case "message":
            return AgentWrote(id_, at, handover, _words(event.text, TEXT_CHARS), name)
        case "note":
            return AgentNoted(id_, at, handover, _words(event.text, NOTE_CHARS), name)
        case "resolved":
            outcome = event.outcome or "resolved"
            if outcome not in OUTCOMES:
                raise Refused(422, "outcome: resolved or unresolved")
            return AgentResolved(id_, at, handover, outcome, name)
        case "transferred":
            to = event.to or TargetIn()
            if not (to.division or to.agent):
                raise Refused(422, "to: a division, an agent, or both")
            to_agent = clean_text(to.agent.strip(), NAME_CHARS).text or None if to.agent else None
            lead = event.agent is not None and event.agent.lead
            why = _words(event.reason, NOTE_CHARS, "reason")
            return AgentTransferred(id_, at, handover, to.division, to_agent, why, name, lead)
        case "escalated":
            if event.level is not None and event.level not in LEVELS:
                raise Refused(422, f"level: {', '.join(LEVELS)}")
            why = clean_text(event.reason or "", NOTE_CHARS).text
            return AgentEscalated(id_, at, handover, event.level, why, name)
        case "returned":
            return AgentReturned(id_, at, handover, clean_text(event.reason or "", NOTE_CHARS).text, name)
        case "shortcut":
            if not event.shortcut:
                raise Refused(422, "shortcut: which one")
            values = {slot: _words(text, NOTE_CHARS) for slot, text in event.with_.items() if text.strip()}
            return ShortcutUsed(id_, at, handover, event.shortcut, values, name)
        case _:
            raise Refused(422, f"type: one of {', '.join(TYPES)}")


def _words(text: str | None, longest: int, key: str = "text") -> str:
    if text is None or not text.strip():
        raise Refused(422, f"{key}: nothing is written")
    if len(text) > longest:
        raise Refused(422, f"{key}: longer than {longest} characters")
    return clean_text(text, longest).text
