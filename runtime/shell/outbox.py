"""Sending what turns have asked for: at least once, under one id, with the outcome recorded.

Laws:
- The store hands out heads of lanes only, so order within a lane needs no care here.
- A reply that cannot be sent is tried again soon and then expires; a handover is tried for three days.
- A row that nobody can read is dead, visible, and holds nothing back.
- What may have been sent, to a channel that does not recognise repeats, waits for the channel to tell before
  it is sent again: a word said twice is better than a customer who waits for ever.
- Words that nobody wants any more are dropped. Where an attempt may have arrived they are unknown instead,
  and so is what died: a channel that tells later still settles it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.channels.base import Channel, Verdict, channel_of, judge_status
from runtime.clock import Clock
from runtime.core.codec import load_effect
from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, SendMessage, TellDesk
from runtime.core.events import ActionAnswered, HandoverFailed
from runtime.desks.base import Desk, DeskEffect, Desks, division_of, handover_of
from runtime.shell.action_payload import read_action
from runtime.shell.actions import Actions
from runtime.shell.backoff import DESK_LIFE, Backoff, desk_pause, reply_pause
from runtime.shell.faults import Faults
from runtime.shell.http import UNWANTED, CallFailed, Network, Reply, Request
from runtime.shell.inbox import event_arrival
from runtime.shell.programs import Programs
from runtime.signature import Post
from runtime.stores.base import Store
from runtime.stores.errors import StoreError
from runtime.stores.rows import Arrival, Fate, Send, SendResult

POST_S = 10.0  # of one delivery
TURNED_AWAY = timedelta(seconds=30)  # spread over so much: all that waits for a host would come at once
UNSURE_PAUSE = timedelta(seconds=20)  # a messenger tells within seconds of what it took without an answer


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
    backoff: Backoff

    def fetched(self, send: Send) -> bool:
        """Whether sending is done by marking: the customer's side fetches the words itself."""
        if send.kind != "message":
            return False
        try:
            message = self._message(send)
        except Exception:  # an unreadable row takes the slow way, where it is recorded and marked dead
            return False
        return self.is_fetched(send.thread, message)

    def is_fetched(self, thread: str, message: SendMessage) -> bool:
        """Whether the customer's side of a thread fetches a message itself: keeping it is sending it."""
        channel, now = self.channels.get(channel_of(thread)), self.clock.now()
        try:
            return channel is not None and channel.post(thread, message, now, now) is None
        except Exception:  # as above
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
        pause = reply_pause(send.attempts)
        try:
            reply = await self._call(send, post)
        except CallFailed as error:
            why = f"{error.reason}: {error.why}"
            if error.reason == UNWANTED:
                return SendResult(send, _lost(send, Fate.DROPPED), why=why)
            wait = timedelta(seconds=error.wait_s or 0)
            if error.sent and not channel.knows_repeats:
                wait = UNSURE_PAUSE
            at = self.backoff.after(self.clock.now() + wait, pause)
            return _again(send, at, why, unsure=error.sent)
        verdict, why = channel.judge(reply.status, reply.body)
        match verdict:
            case Verdict.TAKEN:
                return SendResult(send, Fate.SENT)
            case Verdict.NEVER:
                return SendResult(send, _lost(send, Fate.DEAD), why=why)
            case Verdict.AGAIN:
                asked = reply.headers.get("retry-after")
                return _again(send, self.backoff.after(self.clock.now(), pause, asked=asked), why)

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
            return SendResult(send, _lost(send, Fate.DROPPED), why=failed.why)
        now = self.clock.now()
        if failed.never or now - send.created >= DESK_LIFE:
            arrival = None if isinstance(effect, NotifyRole) else _failed(send, effect, failed.why, now)
            fate = Fate.UNKNOWN if failed.sent else _lost(send, Fate.DEAD)
            return SendResult(send, fate, why=failed.why, arrival=arrival)
        if failed.wait_s is not None:
            at = self.backoff.after(now + timedelta(seconds=failed.wait_s), TURNED_AWAY)
        else:
            at = self.backoff.after(now, desk_pause(now - send.created), asked=failed.retry_after)
        return SendResult(send, Fate.LATER, at, failed.why, unsure=failed.sent)

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
            return _NotTaken(f"raised {type(error).__name__}", sent=True)
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
            unwanted = error.reason == UNWANTED
            why = f"{error.reason}: {error.why}"
            return _NotTaken(why, sent=error.sent, wait_s=error.wait_s, unwanted=unwanted)
        verdict, why = judge_status(reply.status)
        if verdict is Verdict.TAKEN:
            return None
        return _NotTaken(why, never=verdict is Verdict.NEVER, retry_after=reply.headers.get("retry-after"))

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

    def _message(self, send: Send) -> SendMessage:
        effect = load_effect(send.payload)
        assert isinstance(effect, SendMessage)
        return effect


@dataclass(frozen=True, slots=True)
class _NotTaken:
    """`sent`: the desk may have it. `never`: it will not take it. `wait_s`: it was not asked."""

    why: str
    sent: bool = False
    never: bool = False
    wait_s: float | None = None
    retry_after: str | None = None
    unwanted: bool = False


def _again(send: Send, at: datetime, why: str, unsure: bool = False) -> SendResult:
    """Try words again at a time, or end now when nobody wants them any more by then."""
    if send.expires is None or at < send.expires:
        return SendResult(send, Fate.LATER, at, why, unsure=unsure)
    return SendResult(send, Fate.UNKNOWN if unsure else _lost(send, Fate.DROPPED), why=why)


def _lost(send: Send, fate: Fate) -> Fate:
    """Return how a send ends that was not taken this time; an attempt before this one may have arrived."""
    return Fate.UNKNOWN if send.interrupted else fate


def _failed(send: Send, effect: DeskEffect, why: str, now: datetime) -> Arrival:
    handover = handover_of(effect)
    id_ = f"failed:{send.id}"
    event = HandoverFailed(id_, now, handover, why)
    return event_arrival(send.thread, "desk", id_, event)
