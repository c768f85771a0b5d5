"""The software firm's desk is held by its conversations: without any rule or table row, one of them fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flowc.bottest.model import BotTest
from flowc.bottest.read import read_tests
from flowc.bottest.run import play, prepared
from runtime.artifact.model import Artifact
from tests.conversations.bots import ROOT, compiled

DESK = ROOT / "examples" / "saas-desk"
TESTS = read_tests(DESK)
HANDED_OVER = tuple(test for test in TESTS if any(item.kind == "handover" for item in test.chat))


def divisions(tests: tuple[BotTest, ...]) -> set[str]:
    """Return the divisions that some conversation must reach."""
    checks = [item.value for test in tests for item in test.chat if item.kind == "handover"]
    return {str(one["to"]) for one in checks if isinstance(one, dict) and "to" in one}


def naming(rule: str) -> tuple[BotTest, ...]:
    """Return the conversations in which a rule must fire."""
    return tuple(test for test in TESTS if any(one.kind == "rule" and one.value == rule for one in test.chat))


def without_one(desk: Artifact) -> Iterator[tuple[str, Artifact, tuple[BotTest, ...]]]:
    """Yield what is left out, the bot without it, and the conversations that could miss it."""
    for number, rule in enumerate(desk.rules):
        fewer = replace(desk, rules=desk.rules[:number] + desk.rules[number + 1 :])
        yield f"rule {rule.name}", fewer, naming(rule.name)
    for place, table in enumerate(desk.tables):
        for number in range(len(table.rows)):
            shorter = replace(table, rows=table.rows[:number] + table.rows[number + 1 :])
            tables = (*desk.tables[:place], shorter, *desk.tables[place + 1 :])
            yield f"{table.name} row {number + 1}", replace(desk, tables=tables), HANDED_OVER


def test_each_division_is_reached() -> None:
    assert divisions(TESTS) == set(compiled(DESK).divisions)


@pytest.mark.parametrize(
    ("bot", "tests"),
    [pytest.param(bot, tests, id=name) for name, bot, tests in without_one(compiled(DESK))],
)
def test_nothing_can_be_left_out(bot: Artifact, tests: tuple[BotTest, ...]) -> None:
    ready = prepared(bot, "sha256:without")
    assert any(play(ready, test).failure for test in tests)
