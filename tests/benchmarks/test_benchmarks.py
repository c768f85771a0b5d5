"""What is measured is what it is said to be, and a promise that is not kept is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import __main__, bot, durable, expressions, lookup, postgres, tables
from benchmarks.contenders import CONTENDERS, Contender, Ready
from benchmarks.goal import Figure
from benchmarks.guards import GUARDS, PLAIN, Guard, with_decimals
from benchmarks.measure import Taken
from benchmarks.talk import Talk, slipped
from benchmarks.turn import plain
from flowc.feel.parser import Parsed, parse_expression
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
    assert [sql for sql, _ in statements].count("COMMIT") == 9
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
    assert postgres.plain(place, kept).rate > 0
    assert asyncio.run(postgres.on_store(place, kept)).rate > 0
    store = place.store()

    async def made() -> int:
        await store.open()
        turns = [len(await store.history(f"t{number}")) for number in range(4)]
        await store.close()
        return sum(turns)

    assert asyncio.run(made()) == 16
