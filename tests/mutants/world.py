"""A bot served as in production, behind its JSON webhook, with a clock that is moved by hand.

Real: the ASGI application, the signed door, the store, the host, the core, the operator's routes. Not real:
the systems that the bot's actions ask; they answer by themselves, by the mood of the day.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from runtime import signature
from runtime.artifact import codec
from runtime.artifact.model import Action, Artifact, Type
from runtime.artifact.records import Json
from runtime.channels.json_channel import JsonChannel
from runtime.clock import ManualClock
from runtime.config import Channels, Config, Server
from runtime.config import JsonChannel as JsonConfig
from runtime.routing.assigning import Agent
from runtime.shell.host import Host
from runtime.shell.staff import Staff
from runtime.stores.sqlite import SqliteStore
from runtime.web import json_door
from runtime.web.app import create_app
from runtime.web.assemble import make_ready
from tests.mutants.customer import Act

TOKEN = "an-operator-token-of-tests"
SECRET = "whsec_" + base64.b64encode(b"m" * 32).decode()
CONFIG = Config(
    server=Server(operator_token=TOKEN), channels=Channels(json=JsonConfig((SECRET,), per_minute=60))
)
OPEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # a Tuesday, 10.00 in Jakarta
CLOSED = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # a Monday, 01.30 in Jakarta
JOINING = timedelta(seconds=6)  # longer than any bot here waits for the rest of a burst
WITHIN = timedelta(seconds=6)
LATER = timedelta(days=4)  # after it whoever waits has been told how it goes on
LONGEST_RUN = 500  # timers of one wait: a bot that sets them without end is stopped and told of
_ENDED = ("resolved", "closed")


@dataclass(frozen=True, slots=True)
class Day:
    """When somebody writes, who is there (None: nobody counts), and how the other systems do."""

    name: str
    start: datetime
    online: bool | None
    mood: str  # well, nothing (not found) or broken


DAYS = (
    Day("open, uncounted, well", OPEN, None, "well"),
    Day("closed, uncounted, broken", CLOSED, None, "broken"),
    Day("open, nobody online, not found", OPEN, False, "nothing"),
    Day("closed, somebody online, well", CLOSED, True, "well"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the outbox showed after one act: the bot's messages, and the customer's handover by then."""

    act: Act
    messages: tuple[Mapping[str, Any], ...]  # Any: JSON
    handover: Mapping[str, Any] | None  # the newest that has not ended  # Any: JSON


@dataclass(slots=True)
class Seen:
    """A whole conversation as it can be seen from outside. `faults`: what went wrong inside."""

    heard: list[Heard] = field(default_factory=list)
    later: Heard | None = None  # after `LATER` of nobody doing anything
    records: tuple[Mapping[str, Any], ...] = ()  # every handover  # Any: JSON
    faults: int = 0
    endless: bool = False


class Site:
    def __init__(self, host: Host, clock: ManualClock, client: httpx.AsyncClient, channel: str) -> None:
        self.host, self.clock, self.client, self.channel = host, clock, client, channel
        self._after = 0
        self._count = 0
        self.endless = False

    async def play(self, acts: tuple[Act, ...], name: str) -> Seen:
        """Let one customer do all this, in a conversation of its own."""
        seen = Seen()
        newest: list[Any] = []  # Any: JSON; the buttons that can be tapped
        self._after = 0
        for act in acts:
            if act.wait is not None:
                await self.wait(act.wait)
            else:
                await self._write(name, act, newest)
                await self.wait(JOINING)
            messages = await self._fetch(name)
            newest = next((one["buttons"] for one in reversed(messages) if one.get("buttons")), [])
            handover = await self._handover()
            seen.heard.append(Heard(act, messages, handover))
            if act.insists and handover is not None and handover["state"] != "collecting":
                break
        await self.wait(LATER)
        seen.later = Heard(Act(wait=LATER), await self._fetch(name), await self._handover())
        seen.records = tuple(await self._records())
        seen.faults, seen.endless = self.host.faults.total, self.endless
        return seen

    async def wait(self, by: timedelta) -> None:
        """Let time pass; what falls due on the way happens at its own time."""
        end = self.clock.now() + by
        await self.host.drain()
        for _ in range(LONGEST_RUN):
            due = await self.host.store.next_due()
            if due is None or due > end:
                break
            self.clock.advance(max(timedelta(milliseconds=1), due - self.clock.now()))
            await self.host.drain()
        else:
            self.endless = True
        self.clock.advance(max(timedelta(), end - self.clock.now()))
        await self.host.drain()

    async def _write(self, name: str, act: Act, buttons: list[Any]) -> None:  # Any: JSON
        self._count += 1
        data: dict[str, Json] = {
            "conversation": name,
            "id": f"m{self._count}",
            "at": self.clock.now().isoformat(),
        }
        if act.tap is not None and buttons:
            button = buttons[act.tap % len(buttons)]
            data["choice"] = {"id": button["id"], "title": button["label"]}
        else:
            data["text"] = act.text
        body = json.dumps(data).encode()
        answer = await self.client.post(
            "/channels/json", content=body, headers={"content-type": "application/json", **self._signed(body)}
        )
        assert answer.status_code == 200, answer.text
        await self.host.drain()

    async def _fetch(self, name: str) -> tuple[Mapping[str, Any], ...]:  # Any: JSON
        found: list[Mapping[str, Any]] = []  # Any: JSON
        while True:
            target = f"/channels/json/{name}/messages?after={self._after}"
            answer = await self.client.get(target, headers=self._signed(target.encode()))
            assert answer.status_code == 200, answer.text
            page = answer.json()["messages"]
            if not page:
                return tuple(found)
            found += page
            self._after = page[-1]["seq"]

    async def _handover(self) -> Mapping[str, Any] | None:  # Any: JSON
        open_ = [one for one in await self._listed() if one["state"] not in _ENDED]
        return open_[-1] if open_ else None

    async def _listed(self) -> list[Any]:  # Any: JSON
        answer = await self.client.get("/handovers?limit=100", headers=_OPERATOR)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["handovers"])

    async def _records(self) -> list[Any]:  # Any: JSON
        return [
            (await self.client.get(f"/handovers/{one['id']}", headers=_OPERATOR)).json()
            for one in await self._listed()
        ]

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = int(self.clock.now().timestamp())
        return dict(signature.sign(f"w{self._count}", stamp, body, [SECRET]).mapping())


_OPERATOR = {"authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def served(folder: Path, artifact: Artifact, day: Day) -> AsyncIterator[Site]:
    """Serve a bot in memory but for its store's file in `folder`."""
    clock = ManualClock(day.start)
    channel = artifact.bot.channels[0]
    people = tuple(
        Agent(f"a{number}", "Ani", (name,), online=day.online is True)
        for number, name in enumerate(artifact.divisions)
    )
    data = codec.dump(
        replace(artifact, actions={name: _played(name, one) for name, one in artifact.actions.items()})
    )
    host = Host(
        SqliteStore(folder / "bot.db"),
        data,
        {"json": JsonChannel(channel, (SECRET,))},
        make_ready,
        callables={name: _answering(name, one, day.mood) for name, one in artifact.actions.items()},
        staff=None if day.online is None else Staff(people),
        clock=clock,
        chance=lambda: 1.0,
    )
    transport = httpx.ASGITransport(create_app(host, CONFIG), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        await host.open()
        try:
            with _answering_at_once():
                yield Site(host, clock, client, channel)
        finally:
            await host.stop()


def _played(name: str, action: Action) -> Action:
    return replace(action, http=None, python=name)


def _answering(name: str, action: Action, mood: str) -> Callable[..., Awaitable[Any]]:  # Any: JSON
    async def answer(**inputs: Any) -> Any:  # Any: JSON
        if mood == "broken":
            return []  # no mapping: the answer is broken, and nobody asks again
        if mood == "nothing":
            return None
        drawn = hashlib.sha256(f"{name} {sorted(map(str, inputs.values()))}".encode()).digest()
        data: dict[str, Any] = {}  # Any: JSON
        for number, (output, found) in enumerate(action.outputs.items()):
            _put(data, (found.from_ or output).split("."), _value(found.type, drawn[number % 32]))
        return data

    return answer


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:  # Any: JSON
    for part in path[:-1]:
        data = data.setdefault(part, {})
    data[path[-1]] = value


def _value(type_: Type, drawn: int) -> Any:  # Any: JSON
    match type_.name:
        case "number":
            return drawn
        case "boolean":
            return drawn % 2 == 0
        case "choice":
            return type_.options[drawn % len(type_.options)].word
        case "text" if type_.pattern is None:
            return "selesai"
        case "date":
            return "2026-11-23"
        case "context":
            return {name: _value(one, drawn) for name, one in type_.fields.items()}
        case "list":
            return [_value(type_.of, drawn)] if type_.of is not None else []
        case _:
            return None  # null fits every type


@contextmanager
def _answering_at_once() -> Iterator[None]:
    """The door's request ends before the bot's words: they are fetched. The clock stands still meanwhile."""
    before, json_door.READY_S = json_door.READY_S, 0.0
    try:
        yield
    finally:
        json_door.READY_S = before
