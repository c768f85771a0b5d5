"""Every store keeps every law."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from runtime.stores.sqlite import SqliteStore
from tests.stores.conformance import LAWS, MODULES, hold, name_of
from tests.stores.database import Place
from tests.stores.laws.setting import Law


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_sqlite(law: Law, tmp_path: Path) -> None:
    hold(law, lambda: SqliteStore(tmp_path / "flowc.db"))


@pytest.mark.parametrize("law", LAWS, ids=name_of)
def test_postgres(law: Law, postgres: Place) -> None:
    hold(law, postgres.store)


def test_no_law_is_left_out() -> None:
    written = {
        name
        for module in MODULES
        for name, law in inspect.getmembers(module, inspect.iscoroutinefunction)
        if law.__module__ == module.__name__
    }
    assert {name_of(law) for law in LAWS} == written
