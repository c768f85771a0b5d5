"""How long a sender waits for its 2xx, while 64 customers' turns are under way.

The server is a process of its own, as `flowc serve` runs it: uvicorn on loopback, SQLite under FULL. A
customer writes through WhatsApp's door, in a signed body, and again when the answer has come to the stand-in
for the vendor. That door says 200 when a message is kept, before its turn. The JSON channel's does so where
it is asked to (`Prefer: respond-async`): one sender more writes there meanwhile. Otherwise it waits for the
words, so that its 200 is the whole turn, and nothing is promised of it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import bot, server
from benchmarks.engine_turn import LENGTH
from benchmarks.goal import Figure
from benchmarks.posting import Posting
from runtime import config
from runtime.artifact import codec
from runtime.channels.whatsapp.signed import HEADER, sign
from runtime.web.serve import serve

ACCEPTED_MS = 250  # of which 99 of 100 have their 2xx
TOGETHER = server.TOGETHER
WARM_S, MEASURED_S = 1.0, 4.0
ANSWERED_S = 10.0
ACCOUNT = "106540352242922"  # a phone number's id
APP_SECRET = "b" * 32
CHANNELS = "web, whatsapp"
JSON, WHATSAPP, ANSWERED = (
    f"{TOGETHER} turns under way, {door}"
    for door in ("JSON, respond-async", "WhatsApp", "JSON with the answer")
)
_ROOT = Path(__file__).parents[1]

WAIT: Mapping[str, str] = {}
AT_ONCE = {"prefer": "respond-async"}
EVERY_S = 0.01  # the sender who does not wait pauses so long

Ask = Callable[[int, int], Awaitable[float]]  # customer, number of the message: seconds until the 2xx


class Vendor:
    """Takes what the bot says, and wakes who waits for it."""

    def __init__(self) -> None:
        self._answered: dict[str, asyncio.Event] = {}

    def awaited(self, phone: str) -> asyncio.Event:
        """Return what is set when something is said to a customer."""
        event = self._answered[phone] = asyncio.Event()
        return event

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = json.dumps({"messages": [{"id": "wamid.1"}]}).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(said)}\r\n\r\n"
        try:
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(asked.partition(b"content-length:")[2].split(None, 1)[0])
                body = json.loads(await reader.readexactly(length))
                writer.write(head.encode() + said)
                if (event := self._answered.pop(body["to"], None)) is not None:
                    event.set()
        except asyncio.IncompleteReadError:  # the server has hung up
            writer.close()


def webhook(phone: str, id_: str) -> bytes:
    """Return a body with one message as WhatsApp sends it."""
    message = {
        "from": phone,
        "id": id_,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": bot.EXACT},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "6281100000000", "phone_number_id": ACCOUNT},
        "contacts": [{"profile": {"name": bot.PROFILE["name"]}, "wa_id": phone}],
        "messages": [message],
    }
    entry = {"id": "1", "changes": [{"value": value, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


async def on_whatsapp(door: Posting, vendor: Vendor, customer: int, number: int) -> float:
    phone = f"62811{customer:03}{number // LENGTH:05}"
    body = webhook(phone, f"wamid.{customer}-{number}")
    answered = vendor.awaited(phone)
    headers = {"content-type": "application/json", HEADER: sign(body, APP_SECRET)}
    began = time.perf_counter()
    await door.post("/channels/whatsapp", body, headers)
    took = time.perf_counter() - began
    await asyncio.wait_for(answered.wait(), ANSWERED_S)
    return took


async def on_json(door: Posting, customer: int, number: int, prefer: Mapping[str, str] = WAIT) -> float:
    body, headers = server.request(number * TOGETHER + customer, TOGETHER)
    began = time.perf_counter()
    await door.post("/channels/json", body, {**headers, **prefer})
    return time.perf_counter() - began


async def meanwhile(door: Posting, taken: list[float]) -> None:
    """Write to the JSON channel's door now and then, without waiting for the words, until cancelled."""
    for number in itertools.count():
        taken.append(await on_json(door, 0, number, AT_ONCE) * 1000)
        await asyncio.sleep(EVERY_S)


async def waits(ask: Ask, seconds: float, numbers: Iterator[int]) -> list[float]:
    """Return the milliseconds of every 2xx, in order of their size, of so many customers for so long."""
    taken: list[float] = []
    first, until = next(numbers) * 10_000, time.perf_counter() + seconds

    async def customer(one: int) -> None:
        for number in itertools.count(first):
            taken.append(await ask(one, number) * 1000)
            if time.perf_counter() >= until:
                return

    await asyncio.gather(*map(customer, range(TOGETHER)))
    return sorted(taken)


async def measured() -> Mapping[str, list[float]]:
    """Return the milliseconds until a 2xx at each door, in order of their size."""
    vendor, numbers = Vendor(), itertools.count(1)
    stand_in = await asyncio.start_server(vendor.serve, "127.0.0.1", 0)
    found: dict[str, list[float]] = {JSON: []}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.accept", folder]
        command.append(str(stand_in.sockets[0].getsockname()[1]))
        process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603  ours
        try:
            door = Posting(await asyncio.to_thread(_port, process))
            accept: Ask = partial(on_whatsapp, door, vendor)
            await waits(accept, WARM_S, numbers)
            sender = asyncio.create_task(meanwhile(door, found[JSON]))
            found[WHATSAPP] = await waits(accept, MEASURED_S, numbers)
            sender.cancel()
            await asyncio.wait([sender])
            found[ANSWERED] = await waits(partial(on_json, door), MEASURED_S, numbers)
            await door.close()
        finally:
            process.terminate()
            await asyncio.to_thread(process.communicate)  # meanwhile the stand-in sees its connections end
    stand_in.close()
    return {name: sorted(taken) for name, taken in found.items()}


def figures() -> Iterator[Figure]:
    for name, taken in asyncio.run(measured()).items():
        goal = None if name == ANSWERED else ACCEPTED_MS
        yield Figure(f"{name}: half have their 2xx in", taken[len(taken) // 2], "ms")
        yield Figure("  99 of 100", taken[len(taken) * 99 // 100], "ms", goal)


def _port(process: subprocess.Popen[str]) -> int:
    """Return where a server listens, as soon as it says so."""
    assert process.stdout is not None
    for line in process.stdout:
        name, _, url = line.strip().partition(" ")
        if name == "health":
            port = urlsplit(url.strip()).port
            assert port is not None
            return port
    raise AssertionError("the server did not start")


def _serve(folder: str, vendor: str) -> None:
    channels = config.Channels(
        json=config.JsonChannel((server.SECRET,), "web", per_minute=10_000_000),
        whatsapp=config.WhatsAppChannel(
            ACCOUNT, "t", (APP_SECRET,), "v", api=f"http://127.0.0.1:{vendor}", allow=("loopback",)
        ),
    )
    limits = config.Limits(per_second=1_000_000)
    store = config.StoreConfig(path=str(Path(folder, "bot.db")))
    found = config.Config(channels=channels, store=store, limits=limits)
    data = codec.dump(bot.program(channels=CHANNELS).artifact)
    serve(data, found, port=0, say=lambda line: print(line, flush=True))


if __name__ == "__main__":
    _serve(*sys.argv[1:])
