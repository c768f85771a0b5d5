"""An example is served as it stands: its operator's file has all that its bot needs."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from flowc.cli.group import run
from tests.architecture import ROOT

SERVED = sorted(file.parent for file in ROOT.glob("examples/*/flowc.toml"))
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()


@pytest.mark.parametrize("folder", SERVED, ids=lambda folder: folder.name)
def test_its_operators_file_serves_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "flowc.toml"
    for name in re.findall(r"\$\{(\w+)\}", file.read_text(encoding="utf-8")):
        monkeypatch.setenv(name, SECRET)
    assert run(["check", str(folder), "--config", str(file)]) == 0
    assert capsys.readouterr().err == ""


def test_there_are_two() -> None:
    assert [folder.name for folder in SERVED] == ["saas-desk", "toko-sejahtera"]
