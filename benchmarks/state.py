"""What it costs to freeze a thread and to thaw it, beside `json` on the same bytes; and with many flows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from benchmarks import bot
from benchmarks.goal import Figure
from benchmarks.measure import measure
from benchmarks.talk import Talk
from runtime.core.codec import dump_state, load_state

TIMES_JSON = 2.5
FLOWS = 200
FLAT = 1.15  # times; what is left of the noise between two threads of equal length
THREADS = 40  # taken in turn: a server hardly ever sees the same one twice in a row


def figures() -> Iterator[Figure]:
    small, large = (_threads(Talk(bot.program(flows))) for flows in (0, FLOWS))
    taken = measure(
        {
            "both": partial(_each, small, lambda data: dump_state(load_state(data))),
            "many flows": partial(_each, large, lambda data: dump_state(load_state(data))),
            "json": partial(_each, small, _plain),
        }
    )
    size = len(next(small))
    yield Figure("a state both ways", taken["both"].us, "µs", beside=f"{size:,} bytes")
    yield Figure("`json` both ways on the same bytes", taken["json"].us, "µs")
    yield Figure("a state both ways, beside `json`", taken["both"].times(taken["json"]), "×", TIMES_JSON)
    yield Figure(f"the same with {FLOWS} flows more", taken["many flows"].times(taken["both"]), "×", FLAT)


def _threads(talk: Talk) -> cycle[bytes]:
    return cycle([dump_state(talk.thread(number)) for number in range(THREADS)])


def _each(data: Iterator[bytes], work: Callable[[bytes], bytes]) -> bytes:
    return work(next(data))


def _plain(data: bytes) -> bytes:
    return json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
