"""What a turn costs the engine's CPU, item by item, beside the same turn written by hand for one bot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import cycle

from benchmarks import bot
from benchmarks.goal import Figure
from benchmarks.measure import Work, measure
from benchmarks.plain_turn import PlainBot, Thread
from benchmarks.talk import Talk

ENGINE_US = 50  # understanding, five guards, a thousand rows, the step, one message
MEND_US = 50  # more, where nothing else matched


def figures() -> Iterator[Figure]:
    talk = Talk(bot.program())
    taken = measure(
        {
            "engine": talk.engine,
            "understand": talk.understand,
            "mend": talk.mend,
            "guards": talk.guards,
            "route": talk.route,
            "message": talk.message,
            "step": talk.step,
            "keep": talk.keep,
            "plain": plain(),
        }
    )
    by_hand = taken["plain"]
    yield Figure("a whole turn, in memory", taken["engine"].us, "µs", ENGINE_US)
    yield Figure("  understanding an exact phrase of 1,000", taken["understand"].us, "µs")
    yield Figure("  routing through 1,000 rows", taken["route"].us, "µs")
    yield Figure("  the step: rules at two moments, answer, clocks", taken["step"].us, "µs")
    yield Figure("    of it 5 rules, once", taken["guards"].us, "µs")
    yield Figure("    of it one message filled in", taken["message"].us, "µs")
    yield Figure(
        "freezing what the turn leaves, and reading it back for the next one", taken["keep"].us, "µs"
    )
    yield Figure("the same turn by hand, for this bot only", by_hand.us, "µs")
    yield Figure("a whole turn beside the one by hand", taken["engine"].times(by_hand), "")
    yield Figure(
        "typos, where nothing else matched: more", taken["mend"].us - taken["understand"].us, "µs", MEND_US
    )


def plain() -> Work:
    """Return the hand-written turn, with another phrase each time."""
    said = bot.phrases(bot.QUESTIONS * 4)
    rows = {
        (f"perihal {topic}", f"kota {city}"): f"tim_{(topic + city) % bot.DIVISIONS}"
        for topic in range(bot.TOPICS)
        for city in range(bot.CITIES)
    }
    shop = PlainBot({text: f"tanya_{number % bot.QUESTIONS}" for number, text in enumerate(said)}, rows)
    thread: Thread = {
        "nama": bot.PROFILE["name"], "kota": "kota 31", "perihal": "perihal 12", "order_id": "TK-123456",
        "customer": 12, "in_flow": 0, "not_understood": 0, "repeated": 0,
        "feelings": [0, 0, 0], "transcript": [("customer", "halo")] * 40,
    }  # fmt: skip
    return partial(_say_next, shop, thread, cycle(said))


def _say_next(shop: PlainBot, thread: Thread, said: Iterator[str]) -> tuple[str, str]:
    thread["customer"] = 12
    return shop.turn(thread, next(said)), shop.route(thread)
