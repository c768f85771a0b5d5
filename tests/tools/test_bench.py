"""The measurement runs on every bot it names."""

from __future__ import annotations

import pytest

from tools import bench


def test_every_measure_is_taken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench, "RUNS", 1)
    assert bench.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("toko-sejahtera: ")] != []
    measures = [line for line in lines if line.startswith("  ")]
    assert len(measures) == 3 * (len(lines) - len(measures))
    assert all(float(line.split(" ms")[0].split()[-1]) > 0 for line in measures)
