"""Actions over real HTTP: every way to answer and not to answer, as LANGUAGE section 12 names its result."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from runtime.artifact import tree
from runtime.artifact.model import Action, Assign, HttpRequest, Output, Type
from runtime.clock import ManualClock, SystemClock
from runtime.core.effects import CallAction
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.feel.values import Value
from runtime.shell.actions import Actions
from runtime.shell.faults import Faults
from runtime.shell.http import Network
from tests.runtime.shell import bot
from tests.runtime.shell.listening import Asked, Behave, Write, answer, hang_up, in_turn, listening, never

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
GOOD = answer(200, b'{"order": {"status": "dikirim"}, "secret": 1}')
FOUND = {"status": "dikirim"}
BROKEN_ONCE = Outcome(error="broken", attempts=1)


@dataclass(frozen=True, slots=True)
class Toko:
    url: str
    auth: str | None = "Bearer t-1"
    header: str = "authorization"
    timeout_s: float = 10.0
    allow: tuple[str, ...] = ("loopback",)


class Impatient(SystemClock):
    """Pauses between attempts are noted and not waited for."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@dataclass(slots=True)
class Seen:
    outcome: Outcome
    asked: Sequence[Asked]
    pauses: Sequence[float]
    faults: int


def run(
    behave: Behave,
    action: str = "cek",
    inputs: Mapping[str, Value] | None = None,
    *,
    change: Callable[[Action], Action] = lambda action: action,
    interrupted: bool = False,
    claims: int = 1,
    timeout_s: float = 5.0,  # a busy machine still answers in this time
    allow: tuple[str, ...] = ("loopback",),
) -> Seen:
    """Run one of the small bot's actions against a server."""
    artifact = bot.artifact()
    changed = replace(artifact, actions={**artifact.actions, action: change(artifact.actions[action])})

    async def scene() -> Seen:
        async with listening(behave) as server:
            network, clock, faults = Network(), Impatient(), Faults()
            actions = Actions({"toko": Toko(server.url, allow=allow)}, network, clock, faults, {})
            call = CallAction(
                "a_1", action, {"nomor": "TK 1/2", **(inputs or {})}, timedelta(seconds=timeout_s)
            )
            outcome = await actions.run(Program(changed, "x"), call, interrupted, claims)
            await network.close()
            return Seen(outcome, server.asked, clock.pauses, faults.total)

    return asyncio.run(scene())


def test_the_declared_outputs_come_back_and_nothing_else() -> None:
    seen = run(GOOD)
    assert seen.outcome == Outcome(FOUND, attempts=1)
    (asked,) = seen.asked
    assert (asked.method, asked.target) == ("GET", "/orders/TK%201%2F2")
    assert asked.headers["authorization"] == "Bearer t-1"


RESULTS: list[tuple[str, Behave, str, Outcome]] = [
    ("not found is no error", answer(404, b"nope"), "cek", Outcome(None, attempts=1)),
    ("busy three times", answer(503), "cek", Outcome(error="busy", attempts=3)),
    ("too many requests", answer(429), "cek", Outcome(error="busy", attempts=3)),
    ("a time-out of theirs", answer(408), "cek", Outcome(error="busy", attempts=3)),
    ("busy once, then good", in_turn(answer(500), GOOD), "cek", Outcome(FOUND, attempts=2)),
    ("refused is not repeated", answer(400), "cek", Outcome(error="refused", attempts=1)),
    ("forbidden", answer(403), "cek", Outcome(error="refused", attempts=1)),
    ("a redirect is followed by nobody", answer(302, b"", "Location: /\r\n"), "cek", BROKEN_ONCE),
    ("never answers", never, "cek", Outcome(error="timeout", attempts=3)),
    ("hangs up", hang_up, "cek", Outcome(error="unreachable", attempts=3)),
    ("not JSON", answer(200, b"<html>oops"), "cek", BROKEN_ONCE),
    ("not UTF-8", answer(200, b'{"a": "\xff"}'), "cek", BROKEN_ONCE),
    ("another type", answer(200, b'{"order": {"status": 7}}'), "cek", BROKEN_ONCE),
    ("a word nobody declared", answer(200, b'{"order": {"status": "hilang"}}'), "cek", BROKEN_ONCE),
    ("too large", answer(200, b'"' + b"x" * 262_145 + b'"'), "cek", BROKEN_ONCE),
    ("a missing field is null", answer(200, b"{}"), "cek", Outcome({"status": None}, attempts=1)),
    ("a list where an object was", answer(200, b"[]"), "cek", Outcome({"status": None}, attempts=1)),
    ("success without outputs", answer(204), "bayar", Outcome({}, attempts=1)),
    ("success without outputs, whatever is said", answer(200, b"ok"), "bayar", Outcome({}, attempts=1)),
    ("never repeated: busy once", answer(503), "bayar", Outcome(error="busy", attempts=1)),
    ("never repeated: refused", answer(422), "bayar", Outcome(error="refused", attempts=1)),
    ("never repeated: no answer is unknown", never, "bayar", Outcome(error="unknown", attempts=1)),
    ("never repeated: a hung-up line is unknown", hang_up, "bayar", Outcome(error="unknown", attempts=1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("behave", "action", "expected"), [case[1:] for case in RESULTS], ids=[case[0] for case in RESULTS]
)
def test_results(behave: Behave, action: str, expected: Outcome) -> None:
    seen = run(behave, action, timeout_s=1.0 if behave is never else 5.0)
    assert seen.outcome == expected
    assert len(seen.asked) == expected.attempts
    assert seen.faults == 0


def test_pauses_between_attempts() -> None:
    assert run(answer(500)).pauses == [0.5, 2.0]


WISHES = [("1", [1.0, 2.0]), ("5", [5.0, 5.0]), ("60", []), ("soon", [0.5, 2.0])]


@pytest.mark.parametrize(("asked", "pauses"), WISHES)
def test_a_wish_to_wait_is_honoured_where_there_is_time_for_it(asked: str, pauses: list[float]) -> None:
    seen = run(answer(429, b"", f"Retry-After: {asked}\r\n"))
    assert seen.pauses == pytest.approx(pauses, abs=0.4)  # the clock is the machine's own


def test_keyed_attempts_carry_the_same_key() -> None:
    seen = run(answer(500), "bayar", change=lambda action: replace(action, repeat="keyed"))
    assert [asked.headers["idempotency-key"] for asked in seen.asked] == ["a_1"] * 3
    assert json.loads(seen.asked[0].body) == {"order": "TK 1/2"}


def test_what_may_have_run_before_a_crash_and_must_not_repeat_is_not_called() -> None:
    seen = run(GOOD, "bayar", interrupted=True, claims=2)
    assert (seen.outcome.error, len(seen.asked)) == ("unknown", 0)


def test_what_may_be_repeated_is_called_again_after_a_crash() -> None:
    assert run(GOOD, interrupted=True, claims=2).outcome == Outcome(FOUND, attempts=1)


def test_what_kills_its_worker_again_and_again_is_given_up() -> None:
    seen = run(GOOD, interrupted=True, claims=6)
    assert (seen.outcome.error, len(seen.asked)) == ("unknown", 0)


def test_a_host_that_is_not_there_is_unreachable_also_for_what_is_never_repeated() -> None:
    async def gone(asked: Asked, write: Write) -> None: ...

    async def scene() -> Outcome:
        async with listening(gone) as server:
            url = server.url
        actions = Actions({"toko": Toko(url)}, Network(), Impatient(), Faults(), {})
        call = CallAction("a_1", "bayar", {"nomor": "1"}, timedelta(seconds=1))
        return await actions.run(Program(bot.artifact(), "x"), call, False, 1)

    assert asyncio.run(scene()) == Outcome(error="unreachable", attempts=1)


def test_an_address_of_our_own_network_is_unreachable() -> None:
    seen = run(GOOD, allow=())
    assert (seen.outcome.error, len(seen.asked)) == ("unreachable", 0)


@pytest.mark.parametrize("word", ["..", ".", "", " ", None])
def test_a_word_that_would_name_another_place_is_not_sent(word: str | None) -> None:
    seen = run(GOOD, inputs={"nomor": word})
    assert (seen.outcome.error, len(seen.asked)) == ("refused", 0)


@pytest.mark.parametrize(
    ("word", "segment"),
    [
        ("../admin", "..%2Fadmin"),
        ("a?b#c", "a%3Fb%23c"),
        ("a\r\nb", "a%0D%0Ab"),
        ("é", "%C3%A9"),
        ("%2e%2e", "%252e%252e"),
    ],
)
def test_a_word_stays_one_segment(word: str, segment: str) -> None:
    (asked,) = run(GOOD, inputs={"nomor": word}).asked
    assert asked.target == f"/orders/{segment}"


def test_query_and_body_are_values() -> None:
    def change(action: Action) -> Action:
        query = (Assign("q", tree.Name("nomor")), Assign("leer", tree.Null()))
        body = (
            Assign("jumlah", tree.Number("1.50")),
            Assign("bulat", tree.Number("3")),
            Assign("kosong", tree.Null()),
        )
        return replace(action, http=HttpRequest("toko", "POST", "/x", query, body))

    (asked,) = run(GOOD, inputs={"nomor": "a&b=c d"}, change=change).asked
    assert asked.target == "/x?q=a%26b%3Dc+d"
    assert json.loads(asked.body) == {"jumlah": 1.5, "bulat": 3, "kosong": None}


TYPES: list[tuple[Type, str, object]] = [
    (Type("text"), '"halo\\u0000"', "halo\ufffd"),
    (Type("text"), '"\\ud800"', "\ufffd"),
    (Type("number"), "12.5", Decimal("12.5")),
    (Type("number"), "9007199254740993", Decimal("9007199254740993")),
    (Type("number", integer=True), "3.0", Decimal("3.0")),
    (Type("boolean"), "true", True),
    (Type("date"), '"2026-11-23"', datetime(2026, 11, 23).date()),  # noqa: DTZ001  a date has no zone
    (Type("duration"), '"PT90S"', timedelta(seconds=90)),
    (Type("phone"), '"+628123456789"', "+628123456789"),
    (Type("email"), '"a@b.example"', "a@b.example"),
    (Type("list", of=Type("number")), "[1, 2]", (Decimal(1), Decimal(2))),
    (Type("context", fields={"a": Type("text")}), '{"a": "x", "b": 1}', {"a": "x"}),
    (Type("context", fields={"a": Type("text")}), "{}", {"a": None}),
]


@pytest.mark.parametrize(("type_", "text", "value"), TYPES)
def test_typed_outputs(type_: Type, text: str, value: object) -> None:
    seen = run(
        answer(200, f'{{"x": {text}}}'.encode()),
        change=lambda action: replace(action, outputs={"x": Output(type_, "x")}),
    )
    assert seen.outcome.value == {"x": value}


BROKEN = [
    (Type("text"), "1"),
    (Type("text"), '"' + "x" * 1_025 + '"'),
    (Type("number"), '"1"'),
    (Type("number"), "true"),
    (Type("number"), "1e999"),
    (Type("number", integer=True), "1.5"),
    (Type("boolean"), '"true"'),
    (Type("date"), '"kemarin"'),
    (Type("duration"), '"P1M"'),
    (Type("phone"), '"halo"'),
    (Type("email"), '"halo"'),
    (Type("list", of=Type("number")), '[1, "x"]'),
    (Type("list", of=Type("number")), "[" + "1," * 200 + "1]"),
    (Type("context", fields={"a": Type("text")}), '{"a": 1}'),
    (Type("context", fields={"a": Type("text")}), '"x"'),
]


@pytest.mark.parametrize(("type_", "text"), BROKEN)
def test_outputs_of_another_type_are_broken(type_: Type, text: str) -> None:
    seen = run(
        answer(200, f'{{"x": {text}}}'.encode()),
        change=lambda action: replace(action, outputs={"x": Output(type_, "x")}),
    )
    assert seen.outcome == Outcome(error="broken", attempts=1)
    assert seen.faults == 0


def call_python(function: Callable[..., object] | None, repeat: str = "safe") -> tuple[Outcome, int]:
    artifact = bot.artifact()
    action = replace(artifact.actions["hitung"], repeat=repeat)
    program = Program(replace(artifact, actions={"hitung": action}), "x")
    faults = Faults()

    async def scene() -> Outcome:
        functions = {"hitung": function} if function else {}
        actions = Actions({}, Network(), Impatient(), faults, functions)
        call = CallAction("a_1", "hitung", {"nomor": "7"}, timedelta(seconds=0.1))
        return await actions.run(program, call, False, 1)

    return asyncio.run(scene()), faults.total


async def _later(nomor: str) -> dict[str, str]:
    return {"status": f"nomor {nomor}"}


async def _stuck(nomor: str) -> None:
    await asyncio.Event().wait()


def _raises(nomor: str) -> None:
    raise ValueError("a bug of the embedder's")


PYTHON: list[tuple[str, Callable[..., object] | None, str, Outcome, int]] = [
    ("a function", lambda nomor: {"status": nomor}, "safe", Outcome({"status": "7"}, attempts=1), 0),
    ("a coroutine", _later, "safe", Outcome({"status": "nomor 7"}, attempts=1), 0),
    ("nothing found", lambda nomor: None, "safe", Outcome(None, attempts=1), 0),
    ("a wrong type", lambda nomor: {"status": 7}, "safe", Outcome(error="broken", attempts=1), 0),
    ("an exception is counted", _raises, "safe", Outcome(error="broken", attempts=1), 1),
    ("too slow", _stuck, "safe", Outcome(error="timeout", attempts=3), 0),
    ("too slow and never twice", _stuck, "never", Outcome(error="unknown", attempts=1), 0),
    ("not registered", None, "safe", Outcome(error="unreachable", attempts=3), 0),
]


@pytest.mark.parametrize(
    ("function", "repeat", "expected", "faults"), [c[1:] for c in PYTHON], ids=[c[0] for c in PYTHON]
)
def test_callables(
    function: Callable[..., object] | None, repeat: str, expected: Outcome, faults: int
) -> None:
    assert call_python(function, repeat) == (expected, faults)


def test_a_slow_function_stops_neither_the_loop_nor_the_clock() -> None:
    def sleeps(nomor: str) -> dict[str, str]:
        time.sleep(0.2)
        return {"status": "late"}

    assert call_python(sleeps, "never")[0] == Outcome(error="unknown", attempts=1)


def test_an_unknown_action_is_broken() -> None:
    async def scene() -> Outcome:
        actions = Actions({}, Network(), ManualClock(START), Faults(), {})
        call = CallAction("a_1", "lain", {}, timedelta(seconds=1))
        return await actions.run(Program(bot.artifact(), "x"), call, False, 1)

    assert asyncio.run(scene()).error == "broken"
