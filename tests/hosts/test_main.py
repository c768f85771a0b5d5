"""The command that holds an engine to the laws says which it keeps and which it breaks."""

from __future__ import annotations

from functools import partial

import pytest

from tests.hosts import broken, plain
from tests.hosts.__main__ import main
from tests.hosts.contract import LAWS


def test_a_host_that_keeps_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tests.hosts.plain:Plain"]) == 0
    assert capsys.readouterr().out.endswith(f"{len(LAWS)} of {len(LAWS)} laws kept\n")


def test_a_host_that_breaks_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "Plain", partial(broken.Broken, broken.OneVersion))
    assert main(["tests.hosts.plain:Plain"]) == 1
    told = capsys.readouterr().out
    assert "BROKEN  a_conversation_stays_on_the_version_it_began_with" in told
    assert told.endswith(f"{len(LAWS) - 1} of {len(LAWS)} laws kept\n")
