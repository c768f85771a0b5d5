"""The bench of a large project: every promise is measured, and one that is not kept ends with 1."""

from __future__ import annotations

import dataclasses

import pytest

from tools import bench_large


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, times: float) -> tuple[int, str]:
    promises = tuple(dataclasses.replace(one, times=times) for one in bench_large.PROMISES)
    monkeypatch.setattr(bench_large, "PROMISES", promises)
    monkeypatch.setattr(bench_large, "RECHECK_S", 600)  # promised of a quiet machine
    return bench_large.main(["--flows", "5", "--rounds", "1"]), capsys.readouterr().out


def test_every_promise_has_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, shown = run(capsys, monkeypatch, times=10_000)
    assert code == 0
    assert all(f"  {one.what} " in shown for one in bench_large.PROMISES)
    assert "peak memory" in shown
    assert "flowc check of an example again" in shown


@pytest.mark.parametrize(("times", "code"), [(1, 0), (0.9, 1)])
def test_a_promise_that_is_not_kept_ends_with_one(
    times: float, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_large, "_measured", lambda work, folder: bench_large.Cost(1.0, 1.0))
    monkeypatch.setattr(bench_large, "recheck", lambda cache: 0.1)
    assert run(capsys, monkeypatch, times)[0] == code
