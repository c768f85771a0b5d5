"""What a bot or an agent says to a customer, as a program reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from runtime.artifact.model import ChannelTemplate, Link, Media
from runtime.core.codec import load_effect
from runtime.core.effects import Button, SendMessage
from runtime.stores.rows import OutboxEntry


@dataclass(frozen=True, slots=True)
class Message:
    """Words to the customer: plain text, nothing in it is markup.

    `seq` orders the messages of a customer and is what to ask after. `author` is `bot` or `agent`, `agent`
    the agent's name. `name` is the message's name in the bot's files, None for an agent's own words. A
    button's `id` goes back as `write(customer, choice=id)`.
    """

    seq: int
    id: str
    at: datetime
    author: str
    text: str
    agent: str | None = None
    name: str | None = None
    buttons: tuple[Button, ...] = ()
    media: Media | None = None
    link: Link | None = None
    template: ChannelTemplate | None = None


def message_of(entry: OutboxEntry) -> Message:
    """Return a sent message as the store keeps it."""
    said = load_effect(entry.payload)
    assert isinstance(said, SendMessage)
    by_agent = said.author != "bot"
    return Message(
        seq=entry.seq,
        id=said.id,
        at=entry.created,
        author="agent" if by_agent else "bot",
        text=said.text,
        agent=said.author if by_agent and said.author != "agent" else None,
        name=said.name,
        buttons=said.buttons,
        media=said.media,
        link=said.link,
        template=said.template,
    )
