"""The operator's routes: handovers and the outbox behind a token; health without one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime import limits
from runtime.artifact.model import Slot
from runtime.artifact.records import Json
from runtime.clean import Refused
from runtime.config import Config
from runtime.core.codec import load_record
from runtime.core.masked_record import masks_of_record
from runtime.desks.webhook import record_json
from runtime.routing.assigning import Agent
from runtime.shell.figures import HELD, ROWS
from runtime.shell.host import Host
from runtime.shell.showing import entry_json, turn_json, whole_entry_json
from runtime.stores.errors import StoreError
from runtime.stores.rows import Fate, HandoverRow
from runtime.web.answers import answer
from runtime.web.asking import body_of, json_of, number_of, require_operator
from runtime.web.metrics import TYPE, metrics

READY_WAIT_S = 3.0  # for the store, by `/readyz`: who balances loads asks again, and does not wait for long
LISTED = 50  # rows in one answer unless asked otherwise
MOST = limits.ROWS.value
TOLD = 20  # turns of a trace unless asked otherwise
OLD_SEND = timedelta(minutes=10)  # a chat has moved on by then; a desk that is down goes on being tried
HORIZON = timedelta(days=60)  # before holidays and clock changes run out, somebody must build again
SETTLE = {"later": Fate.LATER, "dropped": Fate.DROPPED, "sent": Fate.SENT}
NEEDS_A_PERSON = ("dead", "unknown")


class Operator:
    def __init__(self, host: Host, config: Config) -> None:
        self._host, self._config = host, config

    def routes(self) -> Sequence[Route]:
        return (
            Route("/handovers", self.handovers, methods=["GET"]),
            Route("/handovers/{id}", self.handover, methods=["GET"]),
            Route("/agents", self.agents, methods=["GET"]),
            Route("/agents/{id}", self.agent, methods=["POST"]),
            Route("/outbox", self.outbox, methods=["GET"]),
            Route("/outbox/{id}", self.send, methods=["GET"]),
            Route("/outbox/{id}", self.settle, methods=["POST"]),
            Route("/customers/trace", self.trace, methods=["GET"]),
            Route("/customers/erase", self.erase, methods=["POST"]),
            Route("/healthz", self.health, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
        )

    async def handovers(self, request: Request) -> Response:
        self._check(request)
        states = tuple(request.query_params.getlist("state"))
        slots = self._host.programs.newest.program.artifact.slots
        rows = await self._host.store.handovers(states, number_of(request, "limit", LISTED, MOST))
        return answer({"handovers": [_listed(slots, row) for row in rows]})

    async def handover(self, request: Request) -> Response:
        self._check(request)
        row = await self._host.store.handover(request.path_params["id"])
        if row is None:
            raise Refused(404, "no such handover")
        return answer(record_json(load_record(row.record)))

    async def agents(self, request: Request) -> Response:
        """Who is there, how much each has, and how often in a row each let it ring."""
        self._check(request)
        staff = self._host.figures.staff
        held = await self._host.store.handovers(HELD, ROWS)
        agents = staff.now(await self._host.store.agents(), held) if staff is not None else ()
        return answer({"agents": [_agent(one) for one in agents]})

    async def agent(self, request: Request) -> Response:
        """A person's word on who is there: `{"online": true | false}`."""
        self._check(request)
        data = json_of(request, await body_of(request, self._config.limits.body_bytes))
        online = data.get("online") if isinstance(data, dict) else None
        if not isinstance(online, bool):
            raise Refused(422, "online: true or false")
        id_ = request.path_params["id"]
        if id_ not in self._config.staff:
            raise Refused(404, "no such agent")
        await self._host.presence(id_, online)
        return answer({"online": online})

    async def outbox(self, request: Request) -> Response:
        self._check(request)
        states = tuple(request.query_params.getlist("state")) or NEEDS_A_PERSON
        rows = await self._host.store.outbox(states, number_of(request, "limit", LISTED, MOST))
        return answer({"outbox": [entry_json(row) for row in rows]})

    async def send(self, request: Request) -> Response:
        """All of one send; its words only with `?full=true`."""
        self._check(request)
        row = await self._host.store.outbox_entry(request.path_params["id"])
        if row is None:
            raise Refused(404, "no such send")
        return answer(whole_entry_json(row, request.query_params.get("full") == "true"))

    async def settle(self, request: Request) -> Response:
        """A person's word on a send that has not ended well: `{"fate": "later" | "dropped" | "sent"}`."""
        self._check(request)
        data = json_of(request, await body_of(request, self._config.limits.body_bytes))
        fate = SETTLE.get(str(data.get("fate"))) if isinstance(data, dict) else None
        if fate is None:
            raise Refused(422, "fate: later, dropped or sent")
        if not await self._host.settle(request.path_params["id"], fate):
            raise Refused(404, "there is no such send, or it has ended, or it is being sent just now")
        return answer({"settled": True})

    async def trace(self, request: Request) -> Response:
        """Why the bot did what it did, turn by turn: `?contact=json:sari&last=20`."""
        self._check(request)
        thread = await self._thread(request.query_params.get("contact", ""))
        turns = (await self._host.store.history(thread))[-number_of(request, "last", TOLD, MOST) :]
        if not turns:
            raise Refused(404, "nobody is known by that name")
        return answer({"turns": [turn_json(past) for past in turns]})

    async def erase(self, request: Request) -> Response:
        """Forget a customer for ever: `{"contact": "json:sari", "confirm": "json:sari"}`."""
        self._check(request)
        data = json_of(request, await body_of(request, self._config.limits.body_bytes))
        contact = data.get("contact") if isinstance(data, dict) else None
        if not isinstance(contact, str) or not contact or data.get("confirm") != contact:
            raise Refused(422, "contact: whose; confirm: the same once more")
        if not await self._host.erase(await self._thread(contact)):
            raise Refused(404, "nobody is known by that name")
        return answer({"erased": True})

    async def _thread(self, contact: str) -> str:
        """Return the thread that a contact names: itself, or where an address leads."""
        return await self._host.store.known_at(contact) or contact

    async def health(self, request: Request) -> Response:
        return answer({"ok": True})

    async def ready(self, request: Request) -> Response:
        """Whether messages can be taken; `internal_errors` is what should be 0."""
        host, now = self._host, self._host.clock.now()
        try:
            async with asyncio.timeout(READY_WAIT_S):
                counts, waiting = await host.store.counts(), await host.store.outbox(("waiting",), 1)
        except (StoreError, TimeoutError) as error:
            host.faults.note("ready", error)
            return answer({"ready": False, "store": type(error).__name__}, 503)
        artifact = host.programs.newest.program.artifact
        warnings = []
        if artifact.horizon - now.date() < HORIZON:
            warnings.append(f"holidays and clock changes are known until {artifact.horizon}: build again")
        if waiting and now - waiting[0].created > OLD_SEND:
            warnings.append("something has waited to be sent for long: is a desk or a channel down?")
        ready = not host.stopping.is_set() and host.trouble is None
        data: Json = {
            "ready": ready,
            "store": host.trouble or "ok",
            "artifact": host.programs.newest.program.name,
            "internal_errors": host.faults.total,
            "waiting": counts.arrivals,
            "oldest_send_s": round((now - waiting[0].created).total_seconds()) if waiting else 0,
            "dead": counts.dead,
            "unknown": counts.unknown,
            "quarantined": counts.quarantined,
            "hosts_down": host.circuits_open,
            "warnings": list[Json](warnings),
        }
        return answer(data, 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        """Figures for Prometheus, which shows the operator's token (`authorization: credentials`)."""
        self._check(request)
        return Response(await metrics(self._host, _version()), media_type=TYPE)

    def _check(self, request: Request) -> None:
        require_operator(request, self._config.server)


@cache
def _version() -> str:
    """Return the version of the installed package; a checkout on the path has none."""
    try:
        return version("flowc")
    except PackageNotFoundError:
        return "0"


def _listed(slots: Mapping[str, Slot], row: HandoverRow) -> Json:
    """Return a handover for a list: what it is about, without anything personal."""
    record = load_record(row.record)
    times = {"created": row.created, "queued": row.queued, "accepted": row.accepted, "ended": row.ended}
    return {
        "id": row.id,
        "division": row.division,
        "state": row.state,
        "priority": record.priority,
        "topic": record.topic,
        "summary": masks_of_record(slots, record).text(record.summary),
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def _agent(agent: Agent) -> Json:
    return {
        "id": agent.id,
        "name": agent.name,
        "divisions": list(agent.divisions),
        "online": agent.online,
        "open": agent.open,
        "misses": agent.misses,
    }
