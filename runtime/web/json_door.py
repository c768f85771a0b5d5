"""The generic JSON channel's door: `POST /channels/json`, and fetching what was said.

Law: a request is signed (Standard Webhooks) or nothing is done. Fetching is signed over the request's target
in place of a body, so that one signature opens one conversation. On loopback the operator's token may stand
in for a signature, for trying the bot out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.artifact.records import Json
from runtime.channels.json_channel import JsonChannel
from runtime.config import Config, is_private
from runtime.shell.host import Host
from runtime.web.answers import answer, wait
from runtime.web.asking import body_of, is_operator, json_of, number_of, signed_by
from runtime.web.load import Load
from runtime.web.rate import Buckets
from runtime.web.said import Newest, entry_json, ready, said

READY_S = 2.5  # an answer waits so long for the bot's words, a burst's second included; the rest is fetched


class JsonDoor:
    def __init__(self, host: Host, config: Config, channel: JsonChannel, load: Load) -> None:
        self._host, self._config, self._channel, self._load = host, config, channel, load
        self._buckets = Buckets(host.clock, config.channels.json.per_minute)
        self._newest = Newest(host.store)

    def routes(self) -> Sequence[Route]:
        return (
            Route("/channels/json", self.receive, methods=["POST"]),
            Route("/channels/json/{conversation:path}/messages", self.fetch, methods=["GET"]),
        )

    async def receive(self, request: Request) -> Response:
        """Take a message in. The answer waits for the bot's words, 2.5 s at most; with the header
        `Prefer: respond-async` it does not. What is not in it is fetched, or pushed.
        """
        body = await body_of(request, self._config.limits.body_bytes)
        self._check(request, body)
        data = json_of(request, body)
        incoming = self._channel.read(data, self._host.clock.now())
        seconds = self._buckets.take(incoming.thread)
        if seconds is not None:
            return wait(429, "too many messages of this conversation", seconds)
        seconds = self._load.take(self._channel.name)
        if seconds is not None:
            return wait(429, "too many messages on this channel", seconds)
        if await self._load.full():
            return wait(503, "too much is waiting here", self._load.RETRY_S)
        with self._host.followers.follow(incoming.thread) as notices:
            begun = self._host.clock.now()
            new = await self._host.receive(incoming)
            messages: list[Json] = []
            if new and self._channel.push_url is None and not _at_once(request):
                look = partial(self._newest.since, incoming.thread, begun)
                ids = await ready(notices, (incoming.source, incoming.id), look, READY_S)
                found = await self._newest.find(incoming.thread, ids) if ids else []
                messages = [entry_json(entry) for entry in found]
        return answer(
            {"accepted": True, "duplicate": not new, "altered": list(incoming.altered), "messages": messages}
        )

    async def fetch(self, request: Request) -> Response:
        scope = request.scope
        target = b"?".join(part for part in (scope["raw_path"], scope["query_string"]) if part)
        self._check(request, target)
        thread = self._channel.thread(request.path_params["conversation"])
        after = number_of(request, "after", 0, 2**62)
        return answer({"messages": await said(self._host.store, thread, after)})

    def _check(self, request: Request, signed: bytes) -> None:
        server = self._config.server
        if is_private(server) and is_operator(request, server):
            return
        signed_by(request, signed, self._channel.secrets, self._host.clock)


def _at_once(request: Request) -> bool:
    """Whether the sender wants to know that the message is kept, and nothing else (RFC 7240, section 4.1)."""
    preferences = ",".join(request.headers.getlist("prefer")).lower().split(",")
    return any(one.partition(";")[0].strip() == "respond-async" for one in preferences)
