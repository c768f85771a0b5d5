"""The server's doors as an OpenAPI 3.1 document, `/openapi.json`: made from the routes that it serves.

A door stands in `DOORS` by its method and path; what it takes is told by the record that reads it. A route
that is served and not described, or described and served nowhere, fails `tests/runtime/web/test_openapi.py`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.artifact.record_schema import Definitions, Schema
from runtime.artifact.records import Json
from runtime.channels import json_channel, web_chat
from runtime.desks import webhook
from runtime.web.answers import answer

PATH = "/openapi.json"
_COMPONENTS = "#/components/schemas/"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_SCHEMES: Schema = {
    "operator": {"type": "http", "scheme": "bearer", "description": "`operator_token` of flowc.toml"},
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Standard Webhooks: with `webhook-id` and `webhook-timestamp`, over the raw body; "
        "where there is none, over the path and query",
    },
    "meta": {"type": "apiKey", "in": "header", "name": "x-hub-signature-256", "description": "Meta's"},
    "page": {"type": "apiKey", "in": "cookie", "name": "flowc_chat", "description": "of `/chat/session`"},
}


def _whole(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _rows(name: str) -> Schema:
    return _whole(**{name: {"type": "array", "items": {"type": "object"}}})


_ERROR = _whole(error=_TEXT)
_ANY: Schema = {"type": "object"}


@dataclass(frozen=True, slots=True)
class Door:
    """What a route takes and gives. `refuses`: statuses of `{"error": …}`.

    `takes`: a record, or a schema; `example`: a body that is taken.
    """

    gives: Mapping[int, Schema]
    refuses: tuple[int, ...] = ()
    by: str = ""
    takes: Any = None  # Any: a dataclass or a schema
    query: Mapping[str, Schema] | None = None
    kind: str = "application/json"
    example: Json = None


_BODY = (400, 408, 413, 415, 422)
_NEW = _whole(accepted=_FLAG, duplicate=_FLAG)
_PAGE = (401, 421)

DOORS: Mapping[tuple[str, str], Door] = {
    ("POST", "/channels/json"): Door(
        {
            200: {
                **_NEW,
                "properties": {
                    **_NEW["properties"],
                    "altered": {"type": "array"},
                    "messages": {"type": "array"},
                },
            }
        },
        (*_BODY, 401, 429, 503),
        "signature",
        json_channel.MessageIn,
        example={"conversation": "sari", "id": "m1", "at": "2026-11-23T10:00:00+07:00", "text": "halo"},
    ),
    ("GET", "/channels/json/{conversation}/messages"): Door(
        {200: _rows("messages")}, (401, 422, 503), "signature", query={"after": _COUNT}
    ),
    ("GET", "/channels/whatsapp"): Door(
        {200: _TEXT},
        (403,),
        query={"hub.mode": _TEXT, "hub.verify_token": _TEXT, "hub.challenge": _TEXT},
        kind="text/plain",
    ),
    ("POST", "/channels/whatsapp"): Door(
        {200: _whole(accepted=_COUNT, duplicates=_COUNT, ignored=_COUNT)}, (*_BODY, 401, 503), "meta", _ANY
    ),
    ("POST", "/desk/events"): Door(
        {202: _whole(accepted=_FLAG)}, (*_BODY, 401, 404, 409, 503), "signature", webhook.EventIn
    ),
    ("POST", "/chat/session"): Door(
        {200: _whole(title=_TEXT, locales={"type": "array"}, handover=_FLAG)}, (403, 421, 429)
    ),
    ("POST", "/chat/messages"): Door(
        {202: _NEW},
        (*_BODY, 403, *_PAGE, 429, 503),
        "page",
        web_chat.MessageIn,
        example={"id": "page-0001", "text": "halo"},
    ),
    ("GET", "/chat/history"): Door(
        {200: _whole(lines={"type": "array"}, after=_COUNT, status=_ANY)}, (*_PAGE, 503), "page"
    ),
    ("GET", "/chat/stream"): Door(
        {200: _TEXT}, (*_PAGE, 422, 429), "page", query={"after": _COUNT}, kind="text/event-stream"
    ),
    ("GET", "/handovers"): Door(
        {200: _rows("handovers")}, (401, 422, 503), "operator", query={"state": _TEXT, "limit": _COUNT}
    ),
    ("GET", "/handovers/{id}"): Door({200: _ANY}, (401, 404, 503), "operator"),
    ("GET", "/agents"): Door({200: _rows("agents")}, (401, 503), "operator"),
    ("POST", "/agents/{id}"): Door(
        {200: _whole(online=_FLAG)}, (*_BODY, 401, 404, 503), "operator", _whole(online=_FLAG)
    ),
    ("GET", "/outbox"): Door(
        {200: _rows("outbox")}, (401, 422, 503), "operator", query={"state": _TEXT, "limit": _COUNT}
    ),
    ("GET", "/outbox/{id}"): Door({200: _ANY}, (401, 404, 503), "operator", query={"full": _TEXT}),
    ("POST", "/outbox/{id}"): Door(
        {200: _whole(settled=_FLAG)},
        (*_BODY, 401, 404, 503),
        "operator",
        _whole(fate={"enum": ["later", "dropped", "sent"]}),
    ),
    ("GET", "/customers/trace"): Door(
        {200: _rows("turns")}, (401, 404, 422, 503), "operator", query={"contact": _TEXT, "last": _COUNT}
    ),
    ("POST", "/customers/erase"): Door(
        {200: _whole(erased=_FLAG)}, (*_BODY, 401, 404, 503), "operator", _whole(contact=_TEXT, confirm=_TEXT)
    ),
    ("GET", "/healthz"): Door({200: _whole(ok=_FLAG)}),
    ("GET", "/readyz"): Door({200: _whole(ready=_FLAG), 503: _whole(ready=_FLAG, store=_TEXT)}),
    ("GET", "/metrics"): Door({200: _TEXT}, (401, 503), "operator", kind="text/plain"),
    ("GET", PATH): Door({200: _ANY}),
}


def described(routes: Iterable[Route]) -> Json:
    """Return the document of these routes.

    Raises:
        KeyError: a route is not described.
    """
    made = Definitions(_COMPONENTS)
    paths: dict[str, Json] = {}
    for route in routes:
        path = route.path.replace(":path}", "}")
        for method in sorted((route.methods or set()) - {"HEAD"}):
            one = _operation(DOORS[method, path], path, made)
            text = inspect.getdoc(route.endpoint)
            paths.setdefault(path, {})[method.lower()] = {**({"description": text} if text else {}), **one}
    return {
        "openapi": "3.1.0",
        "info": {"title": "flowc", "version": "1", "description": "The doors of a bot's server."},
        "paths": paths,
        "components": {
            "schemas": dict(sorted({**made.definitions, "Error": _ERROR}.items())),
            "securitySchemes": _SCHEMES,
        },
    }


def route(routes: Iterable[Route]) -> Route:
    """Return the route of the document, which describes itself, too."""

    async def document(request: Request) -> Response:
        """This document."""
        return answer({**found, "servers": [{"url": request.scope.get("root_path", "") or "/"}]})

    own = Route(PATH, document, methods=["GET"])
    found = described([*routes, own])
    return own


def _operation(door: Door, path: str, made: Definitions) -> Json:
    found: dict[str, Json] = {
        "responses": {
            **{str(status): _content(door.kind, schema) for status, schema in door.gives.items()},
            **{
                str(s): _content("application/json", {"$ref": f"{_COMPONENTS}Error"})
                for s in sorted(door.refuses)
            },
        }
    }
    parameters = [
        *(
            {"name": n[1:-1], "in": "path", "required": True, "schema": _TEXT}
            for n in path.split("/")
            if n[:1] == "{"
        ),
        *({"name": name, "in": "query", "schema": schema} for name, schema in (door.query or {}).items()),
    ]
    if parameters:
        found["parameters"] = parameters
    if door.by:
        found["security"] = [{door.by: []}]
    if door.takes is not None:
        schema = door.takes if isinstance(door.takes, dict) else made.of(door.takes)
        body = {"schema": schema, **({"example": door.example} if door.example else {})}
        found["requestBody"] = {"required": True, "content": {"application/json": body}}
    return found


def _content(kind: str, schema: Schema) -> Json:
    return {"description": "", "content": {kind: {"schema": schema}}}
