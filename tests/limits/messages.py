"""Probes of what is in one message or event: the channels and desks that read them, one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from runtime import limits
from runtime.channels.base import Incoming
from runtime.channels.json_channel import JsonChannel
from runtime.channels.web_chat import WebChat
from runtime.core.events import AgentAccepted
from runtime.desks.webhook import read_event
from tests.limits.probing import Probe, refused
from tests.runtime.web.served import START


def sent(**more: Any) -> Incoming:  # Any: JSON
    """Return a message as the JSON channel reads it."""
    data = {"conversation": "sari", "id": "m1", "at": START.isoformat(), "text": "hai", **more}
    return JsonChannel("whatsapp").read(data, START)


def written(**page: Any) -> Incoming:  # Any: JSON
    """Return a message as the chat page's channel reads it."""
    return WebChat().read({"id": "page-0001", "text": "hai", "page": page}, "web:a", START)


def text(count: int, _: Path) -> bool:
    incoming = sent(text="x" * count)
    assert len(incoming.received.text) == min(count, limits.TEXT.value)
    return incoming.altered == ("cut",)


def conversation(count: int, _: Path) -> bool:
    return refused(lambda: sent(conversation="x" * count))


def message_id(count: int, _: Path) -> bool:
    return refused(lambda: sent(id="x" * count))


def profile(count: int, _: Path) -> bool:
    return len(sent(**{"from": {"name": "x" * count}}).profile["name"]) < count


def vars_(count: int, _: Path) -> bool:
    return refused(lambda: sent(vars={f"v{number}": "x" for number in range(count)}))


def url(count: int, _: Path) -> bool:
    address = "https://a.example/".ljust(count, "x")
    return refused(lambda: sent(text=None, media={"kind": "image", "url": address}))


def page(count: int, _: Path) -> bool:
    return len(written(title="x" * count).page["title"]) < count


def query(count: int, _: Path) -> bool:
    return refused(lambda: written(query={f"q{number}": "x" for number in range(count)}))


def agent(count: int, _: Path) -> bool:
    event = read_event({"type": "accepted", "handover": "h", "agent": {"name": "x" * count}}, "d1", START)
    assert isinstance(event, AgentAccepted)
    return len(event.agent) < count


def note(count: int, _: Path) -> bool:
    data = {"type": "note", "handover": "h", "text": "x" * count, "agent": {"name": "Ani"}}
    return refused(lambda: read_event(data, "d1", START))


PROBES = (
    Probe(limits.TEXT, text),
    Probe(limits.CONVERSATION, conversation),
    Probe(limits.MESSAGE_ID, message_id),
    Probe(limits.PROFILE, profile),
    Probe(limits.VARS, vars_),
    Probe(limits.URL, url),
    Probe(limits.PAGE, page),
    Probe(limits.QUERY, query),
    Probe(limits.AGENT_NAME, agent),
    Probe(limits.NOTE, note),
)
