"""The operator's routes: handovers and the outbox behind a token; health without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.artifact.model import Slot
from runtime.artifact.records import Json
from runtime.clean import Refused
from runtime.config import Config
from runtime.core.codec import load_record
from runtime.core.masked_record import masks_of_record
from runtime.core.masking import mask_text
from runtime.desks.webhook import record_json
from runtime.routing.assigning import Agent
from runtime.shell.figures import HELD, ROWS
from runtime.shell.host import Host
from runtime.stores.base import Fate, HandoverRow, OutboxEntry
from runtime.web.answers import answer
from runtime.web.asking import body_of, json_of, number_of, require_operator

LISTED = 50  # rows in one answer unless asked otherwise
MOST = 500
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
            Route("/outbox/{id}", self.settle, methods=["POST"]),
            Route("/healthz", self.health, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
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
        return answer({"outbox": [_entry(row) for row in rows]})

    async def settle(self, request: Request) -> Response:
        """A person's word on a send that waits for one: `{"fate": "later" | "dropped" | "sent"}`."""
        self._check(request)
        data = json_of(request, await body_of(request, self._config.limits.body_bytes))
        fate = SETTLE.get(str(data.get("fate"))) if isinstance(data, dict) else None
        if fate is None:
            raise Refused(422, "fate: later, dropped or sent")
        if not await self._host.settle(request.path_params["id"], fate):
            raise Refused(404, "no such send waits for a person")
        return answer({"settled": True})

    async def health(self, request: Request) -> Response:
        return answer({"ok": True})

    async def ready(self, request: Request) -> Response:
        """Whether messages can be taken; `internal_errors` is what should be 0."""
        counts = await self._host.store.counts()
        artifact = self._host.programs.newest.program.artifact
        warnings = []
        if artifact.horizon - self._host.clock.now().date() < HORIZON:
            warnings.append(f"holidays and clock changes are known until {artifact.horizon}: build again")
        ready = not self._host.stopping.is_set()
        data = {
            "ready": ready,
            "artifact": self._host.programs.newest.program.name,
            "internal_errors": self._host.faults.total,
            "waiting": counts.arrivals,
            "dead": counts.dead,
            "quarantined": counts.quarantined,
            "warnings": warnings,
        }
        return answer(data, 200 if ready else 503)

    def _check(self, request: Request) -> None:
        require_operator(request, self._config.server.operator_token)


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


def _entry(row: OutboxEntry) -> Json:
    """Return a send for a list: what it is and what became of it, not what it says."""
    return {
        "id": row.id,
        "kind": row.kind,
        "state": row.state,
        "attempts": row.attempts,
        "created": row.created.isoformat(),
        "why": mask_text(row.why),
    }
