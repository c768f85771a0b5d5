"""WhatsApp's door: `GET /channels/whatsapp` proves to Meta whose it is, `POST` takes its webhooks.

Laws:
- A body is signed by the app (`X-Hub-Signature-256`) or nothing is done.
- What was answered with 200 is kept; a body that could not be kept whole comes again, and its messages are no
  second ones.
- Nobody is held back for writing much: whoever answers 429 gets everybody's messages later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from runtime import signature
from runtime.channels.base import Incoming
from runtime.channels.whatsapp.channel import BODY_BYTES, BODY_MEMBERS, WhatsApp
from runtime.channels.whatsapp.reading import Heard, Person
from runtime.channels.whatsapp.signed import is_signed
from runtime.clean import Refused
from runtime.config import WhatsAppChannel
from runtime.shell.host import Host
from runtime.stores.rows import Addresses, Receipt
from runtime.web.answers import answer, wait
from runtime.web.asking import UNKNOWN, body_of, json_of
from runtime.web.load import Load

CHALLENGE_CHARS = 256  # Meta's are near 10 digits


class WhatsAppDoor:
    def __init__(self, host: Host, config: WhatsAppChannel, channel: WhatsApp, load: Load) -> None:
        self._host, self._config, self._channel, self._load = host, config, channel, load

    def routes(self) -> Sequence[Route]:
        return (
            Route("/channels/whatsapp", self.verify, methods=["GET"]),
            Route("/channels/whatsapp", self.receive, methods=["POST"]),
        )

    async def verify(self, request: Request) -> Response:
        """Answer Meta's challenge where it shows the token that the operator gave it (403)."""
        query = request.query_params
        given, config = query.get("hub.verify_token"), self._config
        ours = signature.same_token(given, config.verify_token, config.verify_token_before)
        challenge = query.get("hub.challenge", "")
        if not ours or query.get("hub.mode") != "subscribe" or len(challenge) > CHALLENGE_CHARS:
            raise Refused(403, "not asked by anybody known here")
        return PlainTextResponse(challenge)

    async def receive(self, request: Request) -> Response:
        """200 kept · 400, 413, 415, 422 not understood · 401 not signed · 503 come back."""
        body = await body_of(request, BODY_BYTES)
        if not is_signed(request.headers.items(), body, self._config.app_secrets):
            raise Refused(401, UNKNOWN)
        news = self._channel.read(json_of(request, body, BODY_MEMBERS), self._host.clock.now())
        if news.heard and await self._load.full():
            return wait(503, "too much is waiting here", self._load.RETRY_S)
        for move in news.moved:
            await self._host.moved(self._addresses(move.before), self._addresses(move.after))
        new = await self._keep(news.heard)
        # together, so that the store keeps a batch in few transactions: their order decides nothing
        await asyncio.gather(
            *(self._host.told(told.send, Receipt(told.receipt), told.why) for told in news.told)
        )
        duplicates = len(news.heard) - new
        return answer({"accepted": new, "duplicates": duplicates, "ignored": news.ignored})

    async def _keep(self, heard: Sequence[Heard]) -> int:
        """Keep messages, each customer's in order, and return how many are new."""
        threads = await asyncio.gather(*(self._host.met(self._addresses(one.person)) for one in heard))
        by_thread: dict[str, list[Incoming]] = {}
        for one, thread in zip(heard, threads, strict=True):
            by_thread.setdefault(thread, []).append(replace(one.incoming, thread=thread))

        async def keep(messages: Sequence[Incoming]) -> int:
            return sum([await self._host.receive(message) for message in messages])

        return sum(await asyncio.gather(*map(keep, by_thread.values())))

    def _addresses(self, person: Person) -> Addresses:
        return Addresses(*self._channel.addresses(person))
