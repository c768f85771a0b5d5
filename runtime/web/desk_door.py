"""The desks' one door in: `POST /desk/events`, signed; by the webhook's id a repeat is no second event."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime import signature
from runtime.clean import Refused
from runtime.config import Config
from runtime.desks.base import DEFAULT
from runtime.desks.webhook import Presence, read_event
from runtime.shell.host import Host
from runtime.web.answers import answer
from runtime.web.asking import UNKNOWN, body_of, json_of


class DeskDoor:
    def __init__(self, host: Host, config: Config) -> None:
        self._host, self._config = host, config
        self._serves = {division: name for name, desk in config.desks.items() for division in desk.divisions}

    def routes(self) -> Sequence[Route]:
        return (Route("/desk/events", self.receive, methods=["POST"]),)

    async def receive(self, request: Request) -> Response:
        """202 taken · 400, 413, 415, 422 not understood · 401 not signed · 404 unknown · 409 ended."""
        body = await body_of(request, self._config.limits.body_bytes)
        desks, id_ = self._signer(request, body)
        event = read_event(json_of(request, body), id_, self._host.clock.now())
        if isinstance(event, Presence):
            return await self._presence(event, desks)
        row = await self._host.store.handover(event.handover)
        if row is None or self._desk(row.division) not in desks:
            raise Refused(404, "no such handover")
        new = await self._host.tell(row.thread, "desk", id_, event)
        if new and row.ended is not None:
            raise Refused(409, "the handover has ended; the event is recorded and changes nothing")
        return answer({"accepted": True, "duplicate": not new}, 202)

    async def _presence(self, told: Presence, desks: set[str]) -> Response:
        """A desk tells of those who work for it; told again, it is as before."""
        theirs = [
            id_
            for id_ in named(self._config, told.agent)
            if desks & {self._desk(division) for division in self._config.staff[id_].divisions}
        ]
        if not theirs:
            raise Refused(404, "no such agent")
        for id_ in theirs:
            await self._host.presence(id_, told.online)
        return answer({"accepted": True}, 202)

    def _desk(self, division: str) -> str:
        return self._serves.get(division, DEFAULT)

    def _signer(self, request: Request, body: bytes) -> tuple[set[str], str]:
        """Return the desks whose secret signed the request, and its id."""
        now = int(self._host.clock.now().timestamp())
        headers = request.headers.items()
        found = {
            name: id_
            for name, desk in self._config.desks.items()
            if (id_ := signature.verify(headers, body, desk.secrets, now)) is not None
        }
        if not found:
            raise Refused(401, UNKNOWN)
        return set(found), next(iter(found.values()))


def named(config: Config, word: str) -> tuple[str, ...]:
    """Return the agents whom a desk can mean by an id or a name."""
    folded = word.casefold()
    people = config.staff.items()
    return tuple(id_ for id_, one in people if folded in (id_.casefold(), one.name.casefold()))
