"""Every host keeps every law."""

from __future__ import annotations

import asyncio
import inspect
import re
from pathlib import Path

import pytest

from runtime.stores.sqlite import SqliteStore
from tests.architecture import ROOT
from tests.hosts.contract import LAWS, MODULES, hold, name_of
from tests.hosts.laws.deliveries import story
from tests.hosts.plain import Plain
from tests.hosts.scene import Law
from tests.hosts.shell import Shell
from tests.stores.database import Place


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_the_shell_on_sqlite(law: Law, tmp_path: Path) -> None:
    made = iter(range(9))

    def make() -> Shell:
        path = tmp_path / f"{next(made)}.db"
        return Shell(lambda: SqliteStore(path))

    hold(law, make)


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_another_host_over_the_core(law: Law) -> None:
    hold(law, Plain)


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_the_shell_on_postgres(law: Law, postgres: Place) -> None:
    def make() -> Shell:
        postgres.empty()  # one host at a time: what an earlier one kept is told
        return Shell(postgres.store)

    hold(law, make)


def test_both_hosts_deliver_the_same_under_the_same_ids(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"

    async def both() -> None:
        shell = await story(lambda: Shell(lambda: SqliteStore(path)), killed=False)
        assert shell == await story(Plain, killed=False)
        assert len(shell[0]) > 5

    asyncio.run(both())


def test_the_other_host_has_nothing_of_the_shell() -> None:
    source = "".join((ROOT / f"tests/hosts/{name}.py").read_text("utf-8") for name in ("plain", "kept"))
    imported = set(re.findall(r"^(?:from|import) (runtime\.\w+)", source, re.MULTILINE))
    assert "runtime.core" in imported
    assert not imported & {"runtime.shell", "runtime.stores", "runtime.web", "runtime.embedding"}


def test_no_law_is_left_out() -> None:
    written = {
        name
        for module in MODULES
        for name, law in inspect.getmembers(module, inspect.iscoroutinefunction)
        if law.__annotations__ == {"make": "Make", "return": "None"}
    }
    assert {name_of(law) for law in LAWS} == written
