"""Running actions over HTTP or as Python callables, exactly as LANGUAGE section 12 says.

Laws:
- An action ends with an outcome, always: an exception here is recorded and becomes `broken`.
- `safe` may run any number of times, `keyed` again under the same Idempotency-Key, `never` once: where
  it may have run and gave no answer, the outcome is `unknown`.
- No customer's word becomes part of an address but as one encoded segment of its path, or a query value.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from runtime.artifact.model import Action, HttpRequest
from runtime.artifact.records import Json
from runtime.clock import Clock
from runtime.core.effects import CallAction
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.shell.answers import Broken, read_answer, read_json, take_fitting, take_outputs
from runtime.shell.backoff import retry_after
from runtime.shell.faults import Faults
from runtime.shell.http import CallFailed, Network, Reply, Request
from runtime.signature import webhook_id

RETRIES_S = (0.5, 2.0)  # before the second and third attempt (LANGUAGE section 12)
TOTAL_S = 15.0  # all attempts together: the customer's next message waits no longer
SHORTEST_S = 0.1  # an attempt with less time left is not begun
CLAIMS = 5  # an action that was begun so often and never marked kills its worker
BUSY = (408, 425, 429)

# Any: an embedder's function takes the inputs by name and returns a mapping, None, or an awaitable of them.
Callable_ = Callable[..., Any]


class Destination(Protocol):
    """What is needed to reach another system; the operator's file has it."""

    @property
    def url(self) -> str: ...
    @property
    def auth(self) -> str | None: ...
    @property
    def header(self) -> str: ...
    @property
    def timeout_s(self) -> float: ...
    @property
    def allow(self) -> tuple[str, ...]: ...


class AskFailed(Exception):
    """An action that was asked once gave nothing that can be used; the text is the kind of error."""


class _Failed(Exception):
    """One attempt's end. `sent`: it may have had its effect. `until`: we were asked to wait."""

    def __init__(self, error: str, sent: bool, until: datetime | None = None) -> None:
        super().__init__(error)
        self.until = until
        self.error = error
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Actions:
    """`callables` are the embedder's functions by the names that bot files use."""

    destinations: Mapping[str, Destination]
    network: Network
    clock: Clock
    faults: Faults
    callables: Mapping[str, Callable_]

    async def run(self, program: Program, call: CallAction, interrupted: bool, claims: int) -> Outcome:
        """Return how the action ended. `interrupted`: an attempt before this one was never marked."""
        action = program.artifact.actions.get(call.action)
        if action is None:
            return Outcome(error="broken", attempts=0)
        if (interrupted and action.repeat == "never") or claims > CLAIMS:
            return Outcome(error="unknown", attempts=claims - 1)
        deadline = self.clock.monotonic() + TOTAL_S
        tries = 1 if action.repeat == "never" else 1 + len(RETRIES_S)
        failed = _Failed("timeout", False)
        for attempt in range(1, tries + 1):
            try:
                return Outcome(await self._once(program, action, call, deadline), attempts=attempt)
            except _Failed as error:
                failed = error
            pause = RETRIES_S[attempt - 1] if attempt < tries else None
            repeatable = failed.error in ("busy", "timeout", "unreachable")
            left = deadline - self.clock.monotonic()
            if pause is not None and failed.until is not None:
                pause = max(pause, (failed.until - self.clock.now()).total_seconds())
            if not repeatable or pause is None or pause + SHORTEST_S > left:
                break
            await self.clock.sleep(pause)
        lost = action.repeat == "never" and failed.sent and failed.error in ("timeout", "unreachable")
        return Outcome(error="unknown" if lost else failed.error, attempts=attempt)

    async def ask(self, program: Program, call: CallAction) -> tuple[Mapping[str, Value], tuple[str, ...]]:
        """Return what one attempt gives: the outputs that fit, and the names of those that do not.

        Raises:
            AskFailed: there is no answer to use.
        """
        action = program.artifact.actions[call.action]
        deadline = self.clock.monotonic() + call.timeout.total_seconds()
        dropped: list[str] = []
        try:
            values = await self._once(program, action, call, deadline, dropped)
        except _Failed as failed:
            raise AskFailed(failed.error) from failed
        return values or {}, tuple(dropped)

    async def _once(
        self,
        program: Program,
        action: Action,
        call: CallAction,
        deadline: float,
        dropped: list[str] | None = None,
    ) -> Mapping[str, Value] | None:
        """`dropped` takes the names of outputs that do not fit; without it one such breaks the answer."""
        left = deadline - self.clock.monotonic()
        seconds = max(SHORTEST_S, min(call.timeout.total_seconds(), left))
        try:
            if action.http is not None:
                body = await self._http(program, action, action.http, call, seconds)
                if dropped is None:
                    return None if body is None else read_answer(body, action.outputs)
                data = None if body is None else read_json(body)
            else:
                data = await self._python(action, call, seconds)
                if dropped is None:
                    return None if data is None else take_outputs(data, action.outputs)
            if data is None:
                return None
            values, faulty = take_fitting(data, action.outputs)
            dropped += faulty
            return values
        except (CallFailed, Broken) as error:
            reason, sent = (error.reason, error.sent) if isinstance(error, CallFailed) else ("broken", True)
            raise _Failed(reason, sent) from error
        except TimeoutError as error:
            raise _Failed("timeout", True) from error
        except _Failed:
            raise
        except Exception as error:  # an embedder's function may raise anything; it is recorded, not hidden
            self.faults.record(f"action {call.action}", error)
            raise _Failed("broken", True) from error

    async def _http(
        self, program: Program, action: Action, http: HttpRequest, call: CallAction, seconds: float
    ) -> bytes | None:
        """Return an answer's body, None: not found."""
        destination = self.destinations.get(http.to)
        if destination is None:
            raise _Failed("unreachable", False)
        url = destination.url.rstrip("/") + _path(http.path, call.inputs)
        query = [
            (one.slot, text_of(value))
            for one in http.query
            if (value := program.value(one.value, call.inputs)) is not None
        ]
        headers = {"accept": "application/json"}
        body = None
        if http.body is not None:
            fields = {one.slot: program.value(one.value, call.inputs) for one in http.body}
            body = json.dumps(_json(fields), ensure_ascii=False).encode()
            headers["content-type"] = "application/json"
        if destination.auth is not None:
            headers[destination.header] = destination.auth
        if action.repeat == "keyed":
            headers["idempotency-key"] = webhook_id(call.id)
        reply = await self.network.call(
            Request(
                http.method,
                f"{url}?{urlencode(query)}" if query else url,
                headers,
                body,
                destination.allow,
                min(seconds, destination.timeout_s),
            )
        )
        return _read(reply, self.clock.now())

    async def _python(self, action: Action, call: CallAction, seconds: float) -> Json:
        function = self.callables.get(action.python or "")
        if function is None:
            raise _Failed("unreachable", False)
        async with asyncio.timeout(seconds):
            if inspect.iscoroutinefunction(function):
                return await function(**call.inputs)
            return await asyncio.to_thread(function, **call.inputs)


def _read(reply: Reply, now: datetime) -> bytes | None:
    if 200 <= reply.status < 300:
        return reply.body
    if reply.status == 404:
        return None
    if reply.status in BUSY or reply.status >= 500:
        raise _Failed("busy", True, retry_after(reply.headers.get("retry-after"), now))
    if reply.status >= 400:
        raise _Failed("refused", True)
    raise _Failed("broken", True)  # a redirect, or a status that ends nothing


def _path(pattern: str, inputs: Mapping[str, Value]) -> str:
    def segment(mark: re.Match[str]) -> str:
        value = inputs.get(mark[1])
        text = "" if value is None else text_of(value)
        if text.strip() in ("", ".", ".."):
            raise _Failed("refused", False)  # it would name another place than the one meant
        return quote(text, safe="")

    return re.sub(r"\{([a-z][a-z0-9_]*)\}", segment, pattern)


def _json(value: Value) -> Json:
    """Return a value as plain JSON for other systems: numbers as numbers, dates as ISO text."""
    match value:
        case None | bool() | str():
            return value
        case Decimal() | int():
            whole = int(value) if value == int(value) else None
            return float(value) if whole is None else whole
        case Mapping():
            return {str(key): _json(item) for key, item in value.items()}
        case tuple() | list():
            return [_json(item) for item in _sequence(value)]
        case _:
            return text_of(value)


def _sequence(value: Sequence[Any]) -> Sequence[Any]:  # Any: FEEL lists hold any value
    return value
