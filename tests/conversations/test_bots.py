"""Every bot of the repository passes its own conversation tests: frozen, thawed and replayed at each turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from flowc.bottest.show import show_report
from runtime.artifact import codec
from tests.conversations.bots import BOTS, ROOT, SHOP, compiled


@pytest.mark.parametrize("folder", BOTS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_bots_own_conversations_pass(folder: Path) -> None:
    artifact = compiled(folder)
    tests = read_tests(folder)
    report = run_tests(artifact, codec.name(codec.dump(artifact)), tests)
    assert tests, "a bot of the repository shows how it is tested"
    assert not report.failed, show_report(report, "en")


def test_the_shop_is_among_them() -> None:
    assert SHOP in BOTS


def test_a_wrong_expectation_fails(tmp_path: Path) -> None:
    wrong = tmp_path / "salah.yaml"
    wrong.write_text("tests:\n  - name: salah\n    chat:\n      - user: halo\n      - bot: sampai_jumpa\n")
    (tmp_path / "bot.yaml").write_text("bot: x\n")
    artifact = compiled(SHOP)
    (test,) = read_tests(tmp_path)
    report = run_tests(artifact, codec.name(codec.dump(artifact)), (test,))
    assert len(report.failed) == 1
    assert "given.actions" in show_report(report, "en")  # the shop asks its customer data first
