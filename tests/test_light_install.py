"""What a stranger gets from the wheel: a light base that runs bots, and a compiler beside it on demand.

Slow (two virtual environments), so `make test` runs it as a part of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from flowc.resources import ready_made_bots
from runtime.artifact import codec
from tests.architecture import ROOT

HEAVY = ("yaml", "lark", "jsonschema", "click", "apsw", "httpx", "starlette", "uvicorn", "holidays")
BASE = {"flowc", "jinja2", "markupsafe"}  # and nothing else: docs/decisions on the light install

LOAD_AND_LOOK = f"""
import importlib.util, json, pathlib, sys
import runtime
from runtime.artifact import codec
artifact = codec.load(pathlib.Path(sys.argv[1]).read_bytes())
heavy = {HEAVY!r}
there = [name for name in heavy if importlib.util.find_spec(name) is not None]
print(json.dumps([artifact.bot.name, there, sorted(set(sys.modules) & set(heavy))]))
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call([sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", str(folder), str(ROOT)])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def light(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("light"), str(wheel))


@pytest.fixture(scope="session")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("full"), f"{wheel}[compiler,server]")


def test_the_wheel_has_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"flowc/_schema/bot.schema.json", "flowc/_flows/mulai/bot.yaml", "flowc/py.typed"} <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"flowc", "runtime"}
    assert [name for name in names if name.startswith("schema/") or "__pycache__" in name] == []


def test_the_base_install_is_light(light: Path) -> None:
    listed = json.loads(call([str(light / "python"), "-m", "pip", "list", "--format", "json"]))
    assert {one["name"].lower() for one in listed} - {"pip", "setuptools"} == BASE


def test_the_base_install_runs_an_artifact(light: Path, tmp_path: Path) -> None:
    result = compile_bot(ready_made_bots()["mulai"], date(2026, 11, 23))
    assert result.artifact is not None
    file = tmp_path / "mulai.json"
    file.write_bytes(codec.dump(result.artifact))
    said = call([str(light / "python"), "-c", LOAD_AND_LOOK, str(file)], cwd=tmp_path)
    assert json.loads(said) == ["mulai", [], []]


def test_the_base_install_says_what_embedding_needs(light: Path, tmp_path: Path) -> None:
    code = "from runtime import Desk, ManualClock, Record, load_config; from runtime import Bot"
    done = subprocess.run(
        [str(light / "python"), "-c", code], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert "ImportError: runtime.Bot needs" in done.stderr
    assert 'pip install "flowc[server]"' in done.stderr


def test_the_light_script_says_what_is_missing(light: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(light / "flowc"), "check", "."], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert 'pip install "flowc[compiler]"' in done.stderr


def test_the_first_minutes_of_a_stranger(full: Path, tmp_path: Path) -> None:
    for arguments in ("init toko", "check toko", "test toko", "build toko -o toko.json", "explain FC001"):
        call([str(full / "flowc"), *arguments.split()], cwd=tmp_path)


# Of the surroundings only what pip needs to find packages: no PYTHONPATH that lends the checkout's modules.
ENVIRONMENT: Mapping[str, str] = {
    key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "FLOWC_", "VIRTUAL_ENV"))
}


def installed(folder: Path, what: str) -> Path:
    """Return the programs' folder of a fresh virtual environment with a package in it."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    call([str(programs / "python"), "-m", "pip", "install", "--quiet", what])
    return programs


def call(command: list[str], cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
