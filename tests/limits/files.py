"""Probes of a bot's files, of the store's names, and of what other systems answer."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from flowc.diagnostics.sink import Sink
from flowc.machine.check import check_size
from flowc.project import read_project
from flowc.source.file_problems import FileNotRead
from flowc.source.span import Span
from flowc.source.yaml_tree import read_yaml
from runtime import limits
from runtime.shell.http import CallFailed, Network, Request
from runtime.stores.sqlite import SqliteStore
from tests.limits.probing import Probe
from tests.runtime.shell.listening import Asked, Write, answer, listening
from tests.stores.laws.setting import NOON, arrival
from tests.stores.memory_disk import memory_folder


def refused(folder: Path, code: str) -> bool:
    """Whether a folder's files are refused with this code; any other is a failure of the test."""
    sink = Sink()
    read_project(folder, sink)
    codes = {problem.code for problem in sink.ordered()}
    assert codes <= {code}, codes
    return bool(codes)


def told(text: str, code: str) -> bool:
    sink = Sink()
    read_yaml("a.yaml", text, sink)
    codes = {problem.code for problem in sink.ordered()}
    assert codes <= {code}, codes
    return bool(codes)


def file(count: int, folder: Path) -> bool:
    (folder / "bot.yaml").write_bytes(b"#" * count)
    return refused(folder, "FC005")


def files(count: int, _: Path) -> bool:
    with memory_folder() as quick:  # a hundred times as many take a minute on a disk
        (quick / "bot.yaml").write_text("bot: a\n")
        for number in range(count - 1):
            (quick / f"{number}.yaml").touch()
        return refused(quick, "FC004")


def all_bytes(count: int, folder: Path) -> bool:
    """Files of the largest size, and one for the rest."""
    whole, rest = divmod(count, limits.FILE.value)
    (folder / "bot.yaml").write_bytes(b"#" * rest)
    if whole:
        (folder / "0.yaml").write_bytes(b"#" * limits.FILE.value)
    for number in range(1, whole):
        os.link(folder / "0.yaml", folder / f"{number}.yaml")
    return refused(folder, "FC005")


def depth(count: int, _: Path) -> bool:
    return told("[" * count + "]" * count, "FC017")


def value(count: int, _: Path) -> bool:
    if count > limits.FILE.value:
        return told("x" * count, "FC005")
    return told("x" * count, "FC018")


def values(count: int, _: Path) -> bool:
    text = f"[{'1,' * (count - 1)}]"
    return told(text, "FC005" if len(text) > limits.FILE.value else "FC019")


def states(count: int, _: Path) -> bool:
    """So many states as the machine counts them: two million of them would take hours to make."""
    sink = Sink()
    check_size(Span("bot.yaml", 0, 0, 0, 3), count, sink)
    return bool(sink.ordered())


def problems(count: int, _: Path) -> bool:
    sink = Sink()
    for number in range(count):
        sink.add(FileNotRead(Span("a.yml", number, 0, number, 1)))
    return len(sink.ordered()) < count


def reply(count: int, _: Path) -> bool:
    async def ask() -> bool:
        network = Network()
        async with listening(answer(200, b"x" * count)) as server:
            try:
                await network.call(Request("GET", server.url, allow=("loopback",), timeout_s=10))
            except CallFailed:
                return True
            finally:
                await network.close()
        return False

    return asyncio.run(ask())


def per_host(count: int, _: Path) -> bool:
    """Whether fewer than all are asked at once."""

    async def ask() -> int:
        network = Network()

        async def slow(asked: Asked, write: Write) -> None:
            await asyncio.sleep(0.02)
            await answer(204)(asked, write)

        async with listening(slow) as server:
            request = Request("GET", server.url, allow=("loopback",), timeout_s=10)
            await asyncio.gather(*(network.call(request) for _ in range(count)))
            await network.close()
            return server.most_at_once

    return asyncio.run(ask()) < count


def in_flight(count: int, _: Path) -> bool:
    """Whether fewer than all are asked at once, of more hosts than one would need for that."""

    async def ask() -> int:
        async def here(host: str, port: int) -> Sequence[str]:
            return ("127.0.0.1",)

        async def slow(asked: Asked, write: Write) -> None:
            await asyncio.sleep(0.02)
            await answer(204)(asked, write)

        network = Network(find=here)
        async with listening(slow) as server:
            port = urlsplit(server.url).port
            asked = [
                Request("GET", f"http://h{number % 50}.example:{port}", allow=("loopback",), timeout_s=10)
                for number in range(count)
            ]
            done = await asyncio.gather(*map(network.call, asked), return_exceptions=True)
            await network.close()
            refused = [one for one in done if isinstance(one, BaseException)]
            assert all(isinstance(one, CallFailed) and one.reason == "busy" for one in refused), refused[:1]
            return server.most_at_once

    return asyncio.run(ask()) < count


def key(count: int, folder: Path) -> bool:
    async def keep() -> bool:
        store = SqliteStore(folder / "bot.db")
        await store.open()
        await store.accept(arrival("m1", "x" * count), NOON)
        (name,) = await store.threads("", 9)
        await store.close()
        return name != "x" * count

    return asyncio.run(keep())


PROBES = (
    Probe(limits.FILE, file),
    Probe(limits.BOT_FILES, files),
    Probe(limits.BOT_BYTES, all_bytes),
    Probe(limits.YAML_DEPTH, depth),
    Probe(limits.YAML_VALUE, value),
    Probe(limits.YAML_NODES, values),
    Probe(limits.STATES, states),
    Probe(limits.PROBLEMS, problems),
    Probe(limits.REPLY, reply),
    Probe(limits.IN_FLIGHT, in_flight),
    Probe(limits.PER_HOST, per_host),
    Probe(limits.KEY, key),
)
