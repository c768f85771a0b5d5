"""What `runtime` exports: few names, all explained, light to import; and its pages do what they say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import runtime
from runtime.embedding.mounting import Mounted
from tests.architecture import ROOT
from tests.embedding.bots import kopi, mulai, of_the_readme
from tools import public_names

GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
MOST = 40  # names that a reader can take in
HEAVY = ("apsw", "asyncio", "httpx", "jinja2", "starlette", "uvicorn", "yaml", "click", "lark", "jsonschema")


def test_the_names_are_few_and_all_are_there() -> None:
    assert len(runtime.__all__) <= MOST
    assert sorted(runtime.__all__) == runtime.__dir__() == sorted(runtime._STANDS_IN)
    for name in runtime.__all__:
        assert getattr(runtime, name).__module__ == f"runtime.{runtime._STANDS_IN[name]}" or name in (
            "DeskEffect",
            "PostgresStore",
            "SqliteStore",
        )


def test_every_name_is_explained() -> None:
    assert public_names.undocumented() == []
    assert [name for name in runtime.__all__ if not re.search(rf"`{name}\b|\b{name}\(", GUIDE)] == []


def test_a_name_that_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Robot'"):
        _ = runtime.Robot


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_importing_it_brings_nothing_heavy() -> None:
    code = "import json, sys, runtime; print(json.dumps([sorted(sys.modules), runtime.__all__]))"
    modules, names = json.loads(python(code))
    assert names == runtime.__all__
    assert [name for name in modules if name.split(".")[0] in HEAVY] == []
    assert [name for name in modules if name.startswith("runtime.")] == []


def test_without_the_server_s_packages_it_says_what_to_install() -> None:
    code = """
import sys
sys.modules.update(apsw=None, httpx=None, starlette=None)
import runtime
runtime.Record, runtime.Desk, runtime.ManualClock, runtime.load_config, runtime.Store
try:
    runtime.Bot
except ImportError as error:
    print(error)
"""
    assert python(code).endswith('pip install "flowc[server]"\n')


BLOCKS: list[str] = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(len(block)))
def test_the_guide_s_programs_run(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, artifact in (("kopi", of_the_readme()), ("mulai", mulai()), ("kopi-pagi", kopi())):
        (tmp_path / f"{name}.json").write_bytes(artifact)
    (tmp_path / "flowc.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(compile(block, "embedding.md", "exec"), found)
    app = found.get("app")
    assert app is None or isinstance(app, Mounted) or "lifespan" in found
