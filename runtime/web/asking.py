"""Requests to the server, read step by step: size, who it is, kind, form. The first failure is the answer."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from runtime import signature
from runtime.artifact.records import Json
from runtime.clean import BODY_BYTES, KEYS, Refused, parse_json, read_body
from runtime.clock import Clock
from runtime.config import Server

SIGNED_TYPES = ("application/json", "application/cloudevents+json")
UNKNOWN = "not signed by anybody known here"  # never says which check failed


async def body_of(request: Request, most: int = BODY_BYTES) -> bytes:
    """Return the raw body, counted while it streams in (413, 408)."""
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and len(declared) < 19 and int(declared) > most:
        raise Refused(413, f"the body is larger than {most} bytes")
    return await read_body(request.stream(), most)


def signed_by(request: Request, body: bytes, secrets: Sequence[str], clock: Clock) -> str:
    """Return the webhook id of a signed request (401)."""
    id_ = signature.verify(request.headers.items(), body, secrets, int(clock.now().timestamp()))
    if id_ is None:
        raise Refused(401, UNKNOWN)
    return id_


def is_operator(request: Request, server: Server) -> bool:
    given = signature.bearer(request.headers)
    return signature.same_token(given, server.operator_token, server.operator_token_before)


def require_operator(request: Request, server: Server) -> None:
    if not is_operator(request, server):
        raise Refused(401, "the operator's token is needed: `Authorization: Bearer …`")


def json_of(request: Request, body: bytes, members: int = KEYS) -> Json:
    """Return the parsed body, of at most so many members (415, 400)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in SIGNED_TYPES:
        raise Refused(415, "the content type is application/json")
    return parse_json(body, members=members)


def number_of(request: Request, name: str, default: int, most: int) -> int:
    """Return a number from the query (422)."""
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 19 and int(text) <= most):
        raise Refused(422, f"{name}: a number, at most {most}")
    return int(text)
