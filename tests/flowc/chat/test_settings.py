"""How staffing, queues and waits are written."""

from __future__ import annotations

import pytest

from flowc.bottest.given import GivenError
from flowc.chat.commands import split
from flowc.chat.settings import one_each, read_counts, read_range, read_staff
from tests.flowc.chat.making import shop


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        ([], {}),
        (["cs=2"], {"cs": 2}),
        (["cs=2,penagihan=0", "pengiriman=7"], {"cs": 2, "penagihan": 0, "pengiriman": 7}),
        (["cs=2  penagihan=1", "cs=3"], {"cs": 3, "penagihan": 1}),
    ],
)
def test_counts(texts: list[str], counts: dict[str, int]) -> None:
    assert read_counts(shop(), texts, "en") == counts


@pytest.mark.parametrize("text", ["cs", "cs=", "cs=-1", "cs=1.5", "=2", "cs=1000000", "gudang=1"])
def test_counts_that_mean_nothing(text: str) -> None:
    with pytest.raises(GivenError):
        read_counts(shop(), [text], "id")


def test_agents_by_name() -> None:
    found = read_staff(shop(), ["cs=Ani+Budi penagihan=2"], "en")
    assert found == {"cs": ("Ani", "Budi"), "penagihan": 2}
    for wrong in ("gudang=Ani", "cs=Ani+", "cs=+", "cs=2+Ani"):
        with pytest.raises(GivenError):
            read_staff(shop(), [wrong], "id")


def test_somebody_is_there_unless_said_otherwise() -> None:
    assert one_each(shop()) == {"cs": 1, "penagihan": 1, "pengiriman": 1}


@pytest.mark.parametrize(("text", "ends"), [("2m-5m", ("2m", "5m")), ("unknown", None)])
def test_waits(text: str, ends: tuple[str, str] | None) -> None:
    assert read_range(text, "en") == ends


@pytest.mark.parametrize("text", ["", "5m", "5m-2m", "a-b", "2m-5m-7m"])
def test_waits_that_mean_nothing(text: str) -> None:
    with pytest.raises(GivenError, match="2m-5m"):
        read_range(text, "en")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("/wait 10m", ("wait", "10m")),
        ("/WAIT   10m ", ("wait", "10m")),
        ("/", ("", "")),
        ("/why", ("why", "")),
    ],
)
def test_a_command_line(line: str, parts: tuple[str, str]) -> None:
    assert split(line) == parts
