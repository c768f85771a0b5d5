"""What is measured is what it is said to be, and a promise that is not kept is told."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import (
    __main__,
    accept,
    bot,
    durable,
    engine_ours,
    engines,
    expressions,
    lookup,
    postgres,
    tables,
)
from benchmarks.contenders import CONTENDERS, Contender, Ready
from benchmarks.engine_turn import Bot, texts
from benchmarks.goal import Figure
from benchmarks.guards import GUARDS, PLAIN, Guard, with_decimals
from benchmarks.measure import Taken
from benchmarks.talk import NOW, Talk, slipped
from benchmarks.turn import plain
from flowc.feel.parser import Parsed, parse_expression
from runtime.artifact import records
from runtime.channels.base import Incoming
from runtime.channels.whatsapp.channel import WhatsApp
from runtime.core.effects import SendMessage
from runtime.feel import quick


@pytest.fixture(scope="module")
def talk() -> Talk:
    return Talk(bot.program())


def test_the_measured_turn_is_the_one_that_is_told(talk: Talk) -> None:
    questions = talk.program.artifact.understanding.faq.values()
    assert sum(len(group) for faq in questions for group in faq.phrases.values()) == 1000
    assert len(talk.program.rules) == 5
    assert [len(table.rows) for table in talk.program.artifact.tables] == [1000]
    assert talk.understand().score == 1.0
    assert talk.route().to == f"tim_{(12 + 31) % bot.DIVISIONS}"
    assert not talk.guards()
    done = talk.step()
    sent = [effect for effect in done.effects if isinstance(effect, SendMessage)]
    assert [effect.text for effect in sent] == [
        f"Halo Budi Santoso, dari kota 31: ada, {bot.EXACT} (TK-123456)"
    ]


def test_two_slips_of_the_finger_are_no_phrase_any_more(talk: Talk) -> None:
    said = bot.phrases(1000)
    mended = [talk.detector.detect(slipped(text)) for text in said[:100]]
    assert all(one.score < 1.0 for one in mended)
    assert any(one.score for one in mended)


def test_the_turn_by_hand_says_the_same_and_goes_the_same_way(talk: Talk) -> None:
    first = bot.phrases(1)[0]
    assert plain()() == (f"Halo Budi Santoso, dari kota 31: ada, {first} (TK-123456)", talk.route().to)


def test_the_driver_runs_what_the_store_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "TURNS", 3)
    kept = durable.Turns()
    statements = durable.record(kept, tmp_path / "a.db")
    assert [sql for sql, _ in statements].count("COMMIT") == 6
    durable.run_driver(statements, tmp_path / "b.db")


def test_the_least_disturbed_round_counts() -> None:
    assert Taken((3.0, 1.0, 2.0)).times(Taken((0.5, 4.0))) == 2.0


@pytest.mark.parametrize(
    ("figure", "broken"),
    [
        pytest.param(Figure("a", 3, "×", 2.5), True, id="a ratio above its goal"),
        pytest.param(Figure("a", 2, "×", 2.5), False, id="a ratio below its goal"),
        pytest.param(Figure("a", 50, "%", 60, least=True), True, id="a part below its goal"),
        pytest.param(Figure("a", 300, "µs", 50), False, id="a time is told, never asserted"),
    ],
)
def test_a_ratio_that_is_missed_ends_with_one(
    figure: Figure, broken: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(__main__, "PARTS", {"turn": lambda: iter((figure,))})
    assert __main__.main([]) == int(broken)
    assert ("MISSED" in capsys.readouterr().out) == (not figure.kept)


def test_guards_that_are_measured_go_the_short_way_and_mean_what_python_says() -> None:
    for guard in GUARDS:
        parsed = parse_expression(guard.feel)
        assert isinstance(parsed, Parsed)
        short = quick.build(parsed.tree)
        assert short is not None, guard.feel
        assert short(with_decimals(PLAIN)) is CONTENDERS["function, ints"].prepared(guard)()


def test_a_contender_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(guard: Guard) -> Ready:
        raise ImportError

    few = {name: CONTENDERS[name] for name in ("ours", "function, Decimals", "function, ints")}
    few["other"] = Contender("other", "other-engine", missing, missing)
    monkeypatch.setattr(expressions, "CONTENDERS", few)
    monkeypatch.setattr(expressions, "measure", lambda works, rounds=1: dict.fromkeys(works, Taken((1.0,))))
    assert "pip install other-engine" in next(expressions.figures()).what


@pytest.mark.parametrize("name", ["ours", "index", "if chain", "loop"])
def test_every_way_to_look_up_finds_the_row_that_is_first(name: str) -> None:
    case = tables.made(30)
    ask = lookup.checked(name, case)
    assert {row for _, row in case.others} == {29}
    inputs, row = case.hits[0]
    with pytest.raises(AssertionError):
        lookup.checked(name, replace(case, hits=[(inputs, row + 1)]))
    assert ask(lookup.scope_of(name, inputs)) == f"d{row}"


def test_both_kinds_of_turns_on_postgresql_are_made(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue("postgres")
    monkeypatch.setattr(postgres, "TURNS", 16)
    monkeypatch.setattr(postgres, "THREADS", 4)
    kept = durable.Turns()
    assert postgres.plain(place, kept, 12).rate > 0
    assert asyncio.run(postgres.on_store(place, kept, 12)).rate > 0
    store = place.store()

    async def made() -> int:
        await store.open()
        turns = [len(await store.history(f"t{number}")) for number in range(4)]
        await store.close()
        return sum(turns)

    assert asyncio.run(made()) == 16


class Forgetful:
    """An engine in memory; without `ids` it takes a message that is given twice for two."""

    def __init__(self, ids: set[str] | None) -> None:
        self._bot, self._ids = Bot(), ids
        self._states: dict[str, bytes] = {}
        self._answers: dict[str, bytes] = {}

    async def ask(self, message: Incoming) -> None:
        await asyncio.sleep(0)
        if self._ids is None or message.id not in self._ids:
            before = self._states.get(message.thread)
            self._states[message.thread], said = self._bot.turn(before, records.dump(message))
            self._answers.setdefault(message.thread, said)
        if self._ids is not None:
            self._ids.add(message.id)

    async def state(self, thread: str) -> bytes | None:
        return self._states.get(thread)

    async def answer(self, message: Incoming) -> list[str]:
        return texts(self._answers[message.thread])


def test_an_engine_that_takes_one_message_for_two_is_not_measured(tmp_path: Path) -> None:
    async def checked() -> None:
        async with engine_ours.on_sqlite(tmp_path) as ours:
            await engines.check(ours)
            taken = await engines.load(ours, 2, "some", 0.05)
            assert taken.turns >= 2
            assert taken.per_s > 0
        await engines.check(Forgetful(set()))
        with pytest.raises(AssertionError, match="given twice"):
            await engines.check(Forgetful(None))

    asyncio.run(checked())


def test_an_engine_that_is_not_there_or_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    here = engines.CONTENDERS[engines.OURS[0]]
    away = replace(here, packages=("no_such_engine",), commands=("no-such-server",))
    contenders = {**dict.fromkeys((*engines.OURS, "slow"), here), "other": away}
    taken = [engines.Taken(100, 1.0, 0.5), engines.Taken(800, 1.0, 1.0)]
    begun: list[str] = []

    def process(name: str) -> list[engines.Taken]:
        begun.append(name)
        if begun.count("slow") == 1 and name == "slow":
            raise engines.NotMeasuredError("did not end")
        return taken

    monkeypatch.setattr(engines, "CONTENDERS", contenders)
    monkeypatch.setattr(engines, "_process", process)
    lacking, late, *others = engines.figures()
    assert engines.INSTALL in lacking.what
    assert engines.INSTALL_SERVER in lacking.what
    assert late.what == "engines: slow did not end"
    assert [one.value for one in others] == [100, 100, 100, 1, 1, 800, 800, 800, 1, 1]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell CPU seconds so")
def test_the_cpu_time_of_a_process_has_that_of_the_ones_it_started() -> None:
    before = engines.cpu_s(os.getpid())
    subprocess.run([sys.executable, "-c", "sum(range(1_000_000))"], check=True)
    assert engines.cpu_s(os.getpid()) > before


def test_what_is_posted_to_whatsapps_door_is_a_message_of_the_measured_bot() -> None:
    news = WhatsApp(accept.ACCOUNT).read(json.loads(accept.webhook("6281100100000", "wamid.1")), NOW)
    assert [one.incoming.received.text for one in news.heard] == [bot.EXACT]
    assert not news.ignored


def test_every_customer_waits_once_at_least() -> None:
    asked: list[tuple[int, int]] = []

    async def ask(customer: int, number: int) -> float:
        asked.append((customer, number))
        return float(accept.TOGETHER - customer)

    taken = asyncio.run(accept.waits(ask, 0.0, iter([2])))
    assert asked == [(customer, 20_000) for customer in range(accept.TOGETHER)]
    assert taken == [1000 * (customer + 1) for customer in range(accept.TOGETHER)]
