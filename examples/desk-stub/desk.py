"""A stand-in desk: receives handovers as signed webhooks, shows them on a page, and lets an agent answer.

Run it beside the bot: `FLOWC_DESK_SECRET=whsec_… python examples/desk-stub/desk.py [--port 8100]`, with the
same secret that the bot's `[desks.default]` has. It shows all that a real desk must do: verify the signature,
take an event once by its webhook id, replace a record by its handover's id, and answer with signed events of
its own. It keeps everything in memory: it is for trying out, not for agents.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HERE = Path(__file__).parent
FILES = {"/": "desk.html", "/desk.js": "desk.js", "/desk.css": "desk.css"}
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'"
BODY_BYTES = 1_048_576  # of one event; a record stays below 128 KiB
TOLERANCE_S = 300  # Standard Webhooks: an older request is a replay
SECRET_BYTES = 24  # Standard Webhooks: a shorter secret can be guessed
KEPT = 200  # handovers in memory
ACTS = (
    *("accepted", "declined", "message", "note", "resolved", "returned"),
    *("transferred", "escalated", "shortcut"),
)

Json = dict[str, Any]  # Any: JSON


@dataclass(slots=True)
class Handover:
    """A record as it came last, with everything said since. `changes` are what the bot told about it."""

    record: Json
    team: str
    lines: list[Json] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    ended: bool = False

    def shown(self) -> Json:
        return {
            "id": self.record["id"],
            "record": self.record,
            "team": self.team,
            "lines": [*self.record.get("transcript", []), *self.lines],
            "changes": self.changes,
            "ended": self.ended,
        }


class Desk:
    """`bot` is the bot's address; `secret` signs both ways; `now` is Unix time."""

    def __init__(self, bot: str, secret: str, now: Callable[[], float] = time.time) -> None:
        self._bot, self._secret, self._now = bot.rstrip("/"), secret, now
        self._handovers: dict[str, Handover] = {}
        self._seen: set[str] = set()

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                *(Route(path, self._file) for path in FILES),
                Route("/webhook", self.webhook, methods=["POST"]),
                Route("/api/handovers", self.handovers),
                Route("/api/handovers/{id}/{act}", self.act, methods=["POST"]),
            ]
        )

    async def _file(self, request: Request) -> Response:
        path = HERE / FILES[request.url.path]
        headers = {"content-security-policy": POLICY, "x-content-type-options": "nosniff"}
        return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=headers)

    async def webhook(self, request: Request) -> Response:
        """Take one event: 204 taken (also when it was before), 401 not signed, 400 not understood."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                return Response(status_code=413)
        id_ = signed_id(request.headers, bytes(body), self._secret, self._now())
        if id_ is None:
            return Response(status_code=401)
        if id_ in self._seen:
            return Response(status_code=204)
        try:
            event = json.loads(body)
            self._take(event["type"], event["subject"], event["data"])
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        self._seen.add(id_)
        return Response(status_code=204)

    def _take(self, type_: str, id_: str, data: Json) -> None:
        known = self._handovers.get(id_)
        match type_:
            case "flowc.handover.created":
                self._handovers[id_] = Handover(data["record"], data["team"])
                while len(self._handovers) > KEPT:
                    self._handovers.pop(next(iter(self._handovers)))
            case "flowc.handover.message" if known is not None:
                media = data.get("media")
                parts = (data["text"], f"[{media['kind']}] {media['url']}" if media else "")
                text = "\n".join(part for part in parts if part)
                known.lines.append({"at": data["at"], "who": "customer", "text": text})
            case "flowc.handover.changed" if known is not None:
                facts = ", ".join(f"{name}: {fact}" for name, fact in data["facts"].items())
                known.changes.append(f"{data['what']}{f' ({facts})' if facts else ''}")
                known.ended = known.ended or data["what"] in ("cancelled", "timed_out", "closed")

    async def handovers(self, request: Request) -> Response:
        newest_first = reversed(self._handovers.values())
        return JSONResponse({"handovers": [handover.shown() for handover in newest_first]})

    async def act(self, request: Request) -> Response:
        """Do what the agent clicked: send a signed event to the bot and remember it when it was taken."""
        act, handover = request.path_params["act"], self._handovers.get(request.path_params["id"])
        if request.headers.get("origin") not in (None, f"http://{request.headers.get('host')}"):
            return Response(status_code=403)
        if handover is None or act not in ACTS:
            return Response(status_code=404)
        asked = await request.json()
        agent, text = str(asked.get("agent") or "Agen"), str(asked.get("text") or "")
        event: Json = {"type": act, "handover": handover.record["id"], "agent": {"name": agent}}
        match act:
            case "message" | "note":
                event["text"] = text
            case "returned" | "escalated":
                event["reason"] = text
            case "transferred":
                event |= {"to": {"division": str(asked.get("to") or "")}, "reason": text}
            case "shortcut":
                event |= {"shortcut": str(asked.get("shortcut") or ""), "with": dict(asked.get("with") or {})}
        answer = await self._tell(event)
        if answer.is_success:
            if act in ("message", "note"):
                who = "agent" if act == "message" else "note"
                handover.lines.append({"at": self._time(), "who": who, "text": text, "agent": agent})
            handover.record["state"] = (
                "with_agent" if act in ("accepted", "message") else handover.record["state"]
            )
            if act in ("accepted", "message"):
                handover.record["agent"] = agent
            handover.ended = handover.ended or act in ("resolved", "returned")
        return JSONResponse({"status": answer.status_code}, 200 if answer.is_success else 502)

    def _time(self) -> str:
        return datetime.fromtimestamp(self._now(), UTC).isoformat()

    async def _tell(self, event: Json) -> httpx.Response:
        body = json.dumps(event, ensure_ascii=False).encode()
        id_ = f"desk_{secrets.token_hex(12)}"
        at = str(int(self._now()))
        headers = {
            "webhook-id": id_,
            "webhook-timestamp": at,
            "webhook-signature": f"v1,{digest(id_, at, body, self._secret)}",
        }
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            try:
                return await client.post(
                    f"{self._bot}/desk/events",
                    content=body,
                    headers={"content-type": "application/json", **headers},
                )
            except httpx.TransportError:
                return httpx.Response(503)


def digest(id_: str, at: str, body: bytes, secret: str) -> str:
    """Return the Standard Webhooks signature: nothing of ours is needed to talk to the bot."""
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    signed = f"{id_}.{at}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def signed_id(headers: Mapping[str, str], body: bytes, secret: str, now: float) -> str | None:
    """Return the id of a request that the secret signed within five minutes of now; None: it was not."""
    id_, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not id_ or not (at.isascii() and at.isdigit()) or abs(int(at) - now) > TOLERANCE_S:
        return None
    expected = f"v1,{digest(id_, at, body, secret)}".encode()
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return id_ if any(hmac.compare_digest(expected, one) for one in given) else None


def main() -> None:
    """Serve on loopback until interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--bot", default="http://127.0.0.1:8000", help="the bot's address")
    options = parser.parse_args()
    secret = os.environ.get("FLOWC_DESK_SECRET", "")
    try:
        short = len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) < SECRET_BYTES
    except binascii.Error:
        short = True
    if short or not secret.startswith("whsec_"):
        raise SystemExit("FLOWC_DESK_SECRET is not set: `whsec_` and at least 24 bytes in base64")
    app = Desk(options.bot, secret).app()
    uvicorn.run(app, host="127.0.0.1", port=options.port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
