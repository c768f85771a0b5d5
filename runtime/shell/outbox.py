"""Sending what turns have asked for: at least once, under one id, with the outcome recorded.

Laws:
- The store hands out heads of lanes only, so order within a lane needs no care here.
- A reply that cannot be sent is tried again soon and then expires; a handover is tried for three days.
- A row that nobody can read is dead, visible, and holds nothing back.
- What may have been sent, to a channel that does not recognise repeats, waits for the channel to tell before
  it is sent again: a word said twice is better than a customer who waits for ever.
"""

from __future__ import annotations

import asyncio
import email.utils
import inspect
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from runtime.channels.base import GONE, Channel, Verdict, channel_of
from runtime.clock import Clock
from runtime.core.codec import load_effect
from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, SendMessage, TellDesk
from runtime.core.events import ActionAnswered, HandoverFailed
from runtime.desks.base import Desk, DeskEffect, Desks, division_of, handover_of
from runtime.shell.actions import Actions
from runtime.shell.faults import Faults
from runtime.shell.http import UNWANTED, CallFailed, Network, Reply, Request
from runtime.shell.inbox import event_arrival
from runtime.shell.programs import Programs
from runtime.shell.turn import read_action
from runtime.signature import Post
from runtime.stores.base import Arrival, Fate, Send, SendResult, Store, StoreError

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
# Standard Webhooks' example schedule: nothing that a desk's bad night breaks is lost
DESK_PAUSES = (
    5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR,
)  # fmt: skip
DESK_LIFE = timedelta(hours=75, minutes=35)  # the sum of these: then a person must look
REPLY_PAUSES = (SECOND, 5 * SECOND, 15 * SECOND, MINUTE)  # a chat moves on within minutes
JITTER = 0.2  # of each pause, up or down: senders that failed together do not come back together
POST_S = 10.0  # of one delivery
UNSURE_PAUSE = timedelta(seconds=20)  # a messenger tells within seconds of what it took without an answer
SLOW_DOWN = (429, 502, 503, 504)
LONGEST_RETRY_AFTER = timedelta(hours=24)  # what another system may ask us to wait

Shown = Callable[[str, SendMessage], None]


@dataclass(frozen=True, slots=True)
class Outbox:
    """`deliver` raises nothing but the store's errors: whatever else happens is a result."""

    store: Store
    channels: Mapping[str, Channel]
    desks: Desks
    actions: Actions
    programs: Programs
    network: Network
    clock: Clock
    faults: Faults

    def fetched(self, send: Send) -> bool:
        """Whether sending is done by marking: the customer's side fetches the words itself."""
        channel = self.channels.get(channel_of(send.thread))
        if send.kind != "message" or channel is None:
            return False
        try:
            return channel.post(send.thread, self._message(send), send.created, self.clock.now()) is None
        except Exception:  # an unreadable row takes the slow way, where it is recorded and marked dead
            return False

    async def deliver(self, send: Send) -> SendResult:
        """Send a claimed row and return how it ended."""
        try:
            match send.kind:
                case "message":
                    return await self._say(send)
                case "handover" | "relay" | "desk" | "notice":
                    return await self._tell(send)
                case "action":
                    return await self._act(send)
            return SendResult(send, Fate.DEAD, why=f"unknown kind {send.kind}")
        except StoreError:
            raise
        except Exception as error:  # recorded and counted; the row must not block its lane for ever
            self.faults.record(f"send {send.kind}", error)
            return SendResult(send, Fate.DEAD, why=f"internal error: {type(error).__name__}")

    async def _say(self, send: Send) -> SendResult:
        channel = self.channels.get(channel_of(send.thread))
        if channel is None:
            return SendResult(send, Fate.DEAD, why="no such channel is served here")
        to = await self.store.reached(send.thread) or send.thread
        post = channel.post(to, self._message(send), send.created, self.clock.now())
        if post is None:
            return SendResult(send, Fate.SENT)
        pause = REPLY_PAUSES[min(send.attempts, len(REPLY_PAUSES)) - 1]
        try:
            reply = await self._call(send, post)
        except CallFailed as error:
            why = f"{error.reason}: {error.why}"
            if error.reason == UNWANTED:
                return SendResult(send, Fate.DROPPED, why=why)
            if error.sent and not channel.knows_repeats:
                pause = max(pause, UNSURE_PAUSE)
            return SendResult(send, Fate.LATER, self._later(pause), why)
        verdict, why = channel.judge(reply.status, reply.body)
        match verdict:
            case Verdict.TAKEN:
                return SendResult(send, Fate.SENT)
            case Verdict.NEVER:
                return SendResult(send, Fate.DEAD, why=why)
            case Verdict.AGAIN:
                at = self._later(pause, reply.headers.get("retry-after"))
                return SendResult(send, Fate.LATER, at, why)

    async def _tell(self, send: Send) -> SendResult:
        effect = load_effect(send.payload)
        assert isinstance(effect, SendHandover | RelayMessage | TellDesk | NotifyRole)
        desk = self.desks.desk(division_of(effect))
        if desk is None and isinstance(effect, NotifyRole):  # it stays where a person can see it
            why = f"no desk serves {effect.division}: {effect.role} was not told"
            return SendResult(send, Fate.DEAD, why=why)
        if desk is None:
            return SendResult(send, Fate.SENT, why="no desk is configured: listed only")
        if isinstance(desk, Desk):
            failed = await self._hand(desk, effect)
        else:
            failed = await self._post(send, desk.post(effect, send.created, self.clock.now()))
        if failed is None:
            return SendResult(send, Fate.SENT)
        if failed.unwanted:
            return SendResult(send, Fate.DROPPED, why=failed.why)
        now = self.clock.now()
        if failed.status == GONE or now - send.created >= DESK_LIFE:
            arrival = None if isinstance(effect, NotifyRole) else _failed(send, effect, failed.why, now)
            return SendResult(send, Fate.DEAD, why=failed.why, arrival=arrival)
        pause = DESK_PAUSES[min(send.attempts, len(DESK_PAUSES)) - 1]
        return SendResult(send, Fate.LATER, self._later(pause, failed.retry_after), failed.why)

    async def _hand(self, desk: Desk, effect: DeskEffect) -> _NotTaken | None:
        """Tell a desk of the embedder's own; None: it was told."""
        try:
            async with asyncio.timeout(POST_S):
                if inspect.iscoroutinefunction(desk.tell):
                    await desk.tell(effect)
                else:
                    await asyncio.to_thread(desk.tell, effect)
        except Exception as error:  # another's program may raise anything; recorded, and told again later
            self.faults.record("desk", error)
            return _NotTaken(0, f"raised {type(error).__name__}")
        return None

    async def _act(self, send: Send) -> SendResult:
        name, call = read_action(send.payload)
        ready = await self.programs.ready(name)
        outcome = await self.actions.run(ready.program, call, send.interrupted, send.attempts)
        id_ = f"action:{call.id}"
        answered = ActionAnswered(id_, self.clock.now(), call.id, outcome)
        arrival = event_arrival(send.thread, "action", call.id, answered)
        return SendResult(send, Fate.SENT, why=outcome.error or "", arrival=arrival)

    async def _post(self, send: Send, post: Post) -> _NotTaken | None:
        """Make a request of a webhook; None: it was taken."""
        try:
            reply = await self._call(send, post)
        except CallFailed as error:
            return _NotTaken(0, f"{error.reason}: {error.why}", unwanted=error.reason == UNWANTED)
        if 200 <= reply.status < 300:
            return None
        return _NotTaken(reply.status, f"answered {reply.status}", reply.headers.get("retry-after"))

    async def _call(self, send: Send, post: Post) -> Reply:
        """Make a request and return the answer, whatever it is.

        Raises:
            CallFailed: no answer.
        """

        async def wanted() -> bool:
            return await self.store.is_wanted(send, self.clock.now())

        return await self.network.call(
            Request("POST", post.url, post.headers, post.body, post.allow, POST_S, wanted)
        )

    def _later(self, pause: timedelta, retry_after: str | None = None) -> datetime:
        now = self.clock.now()
        # S311: jitter spreads load, it guards nothing
        due = now + pause * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
        asked = _retry_after(retry_after, now)
        return max(due, asked) if asked is not None else due

    def _message(self, send: Send) -> SendMessage:
        effect = load_effect(send.payload)
        assert isinstance(effect, SendMessage)
        return effect


@dataclass(frozen=True, slots=True)
class _NotTaken:
    """`status` 0: there was no answer."""

    status: int
    why: str
    retry_after: str | None = None
    unwanted: bool = False


def _failed(send: Send, effect: DeskEffect, why: str, now: datetime) -> Arrival:
    handover = handover_of(effect)
    id_ = f"failed:{send.id}"
    event = HandoverFailed(id_, now, handover, why)
    return event_arrival(send.thread, "desk", id_, event)


def _retry_after(text: str | None, now: datetime) -> datetime | None:
    """Return until when another system asks us to wait: seconds or an HTTP date, a day at most."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 9:
        return now + min(timedelta(seconds=int(text)), LONGEST_RETRY_AFTER)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(until, now + LONGEST_RETRY_AFTER)
