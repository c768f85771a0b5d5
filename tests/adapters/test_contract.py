"""Every adapter keeps every law; a folder with fixtures is all it takes to be held to them."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.adapters import laws
from tests.adapters.adapter import Adapter
from tests.adapters.fixtures import Fixtures, load
from tests.adapters.laws import LAWS, Law
from tests.architecture import ROOT

HERE = Path(__file__).parent
NAMES = tuple(sorted(file.parent.name for file in HERE.glob("*/adapter.py")))


@cache
def adapter(name: str) -> tuple[Adapter, Fixtures]:
    found = import_module(f"tests.adapters.{name}.adapter").ADAPTER
    assert isinstance(found, Adapter)
    return found, load(HERE / name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_an_adapter_keeps_the_law(name: str, law: Law) -> None:
    law(*adapter(name))


def test_no_law_is_left_out() -> None:
    wanted = inspect.signature(LAWS[0])
    written = {
        one
        for _, one in inspect.getmembers(laws, inspect.isfunction)
        if one.__module__ == laws.__name__ and inspect.signature(one) == wanted
    }
    assert set(LAWS) == written


def test_no_channel_or_desk_is_left_out() -> None:
    """`base` and `limits` say what an adapter is; every other file is one, or belongs to one."""
    held = {file for name in NAMES for file in adapter(name)[0].files}
    files = {
        path.relative_to(ROOT).as_posix()
        for package in ("channels", "desks")
        for path in (ROOT / "runtime" / package).rglob("*.py")
        if path.name not in ("__init__.py", "limits.py")
    }
    assert files <= held
