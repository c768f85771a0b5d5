"""The turn that every durable engine of `benchmarks.engines` makes, and what such an engine is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Protocol

from benchmarks import bot
from runtime.artifact import codec, records
from runtime.channels.base import Incoming
from runtime.core.codec import dump_effect, dump_state, load_effect, load_state
from runtime.core.effects import SendMessage
from runtime.core.env import Env, Facts
from runtime.core.events import Received
from runtime.core.program import Program
from runtime.core.step import new_thread, step
from runtime.shell.inbox import customer_wrote
from runtime.web.assemble import make_ready

LENGTH = 12  # messages of a conversation; after them its customer begins another


class Engine(Protocol):
    """Whatever keeps conversations: a message given twice under one id is one message."""

    async def ask(self, message: Incoming) -> None:
        """Return when the message's turn is made and durable, with its state and its answer."""

    async def state(self, thread: str) -> bytes | None:
        """Return the state that is kept of a thread."""

    async def answer(self, message: Incoming) -> list[str]:
        """Return the words that are kept to be sent for the first message of a thread."""


@cache
def artifact() -> bytes:
    """Return the measured bot, compiled."""
    return codec.dump(bot.program().artifact)


def messages(customer: str) -> Iterator[Incoming]:
    """Give what a customer writes, one message after the other, without end."""
    for number in count():
        yield Incoming(
            thread=f"json:{customer}-{number // LENGTH}",
            source="json",
            carries="web",
            id=f"{customer}-{number}",
            at=datetime.now(UTC),
            received=Received("text", bot.EXACT),
            profile=bot.PROFILE,
            page=bot.PAGE,
        )


class Bot:
    """The measured bot without a store: what an engine calls between loading a state and keeping the next."""

    def __init__(self) -> None:
        data = artifact()
        self._ready = make_ready(Program(codec.load(data), codec.name(data)))

    def turn(self, state: bytes | None, message: str) -> tuple[bytes, bytes]:
        """Return the state after a message, and its answer. `state` None: it is the thread's first."""
        incoming = records.decode(Incoming, json.loads(message))
        program = self._ready.program
        if state is None:
            before = new_thread(program, incoming.thread, incoming.carries, incoming.at)
        else:
            before = load_state(state)
        event = customer_wrote(incoming, self._ready.understand(incoming.received.text, before.locale))
        done = step(program, before, event, Env(Facts(incoming.at), self._ready.render))
        said = [dump_effect(effect) for effect in done.effects if isinstance(effect, SendMessage)]
        return dump_state(done.state), b"\n".join(said)


def texts(answer: bytes) -> list[str]:
    """Return the words of an answer."""
    return [
        effect.text for effect in map(load_effect, answer.splitlines()) if isinstance(effect, SendMessage)
    ]
