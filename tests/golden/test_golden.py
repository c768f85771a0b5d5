"""Bots and the very bytes they become: `--bless` writes `artifact.json` for a person to read and commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from runtime.artifact import codec
from tests.architecture import ROOT
from tests.ui.bots import AS_OF

BOTS = sorted(path.parent for path in Path(__file__).parent.glob("*/bot"))

ALL = pytest.mark.parametrize("bot", BOTS, ids=lambda path: path.name)

# What must not matter: the hash seed, the clock's zone, the language of the machine, where it is run.
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANGUAGE": "th"}


@ALL
def test_a_bot_becomes_the_bytes_that_were_read_in_review(bot: Path, bless: bool) -> None:
    result = compile_bot(bot / "bot", AS_OF)
    assert [problem.report().message.en for problem in result.problems] == []
    assert result.artifact is not None
    data = codec.dump(result.artifact)
    expected = bot / "artifact.json"
    if bless:
        expected.write_text(readable(data), encoding="utf-8")
    assert readable(data) == expected.read_text(encoding="utf-8")
    assert codec.load(data) == result.artifact


@ALL
def test_another_process_on_another_machine_makes_the_same_bytes(bot: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from flowc.compiler import compile_bot; from runtime.artifact import codec\n"
        "result = compile_bot(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))\n"
        "sys.stdout.buffer.write(codec.dump(result.artifact))\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", program, str(bot / "bot"), AS_OF.isoformat()],
        cwd=tmp_path,
        env={**os.environ, **ELSEWHERE, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert made.stdout == canonical((bot / "artifact.json").read_text(encoding="utf-8"))


def readable(data: bytes) -> str:
    """Return an artifact as it is kept: a line for each part, so that a change can be read."""
    return json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n"


def canonical(text: str) -> bytes:
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
