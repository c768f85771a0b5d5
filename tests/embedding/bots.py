"""The bots that are embedded here, compiled once, and a clock of their own."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flowc.compiler import compile_bot
from runtime.artifact import codec
from tests.conversations.bots import AS_OF, ROOT, compiled

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday 10:00 in Jakarta
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TOKEN = "an-operator-token-of-tests"


def cek_pesanan(order_id: str) -> dict[str, str]:
    return {"status": f"{order_id} disangrai"}


CALLABLES = {"cek_pesanan": cek_pesanan}


@cache
def kopi() -> bytes:
    return codec.dump(compiled(ROOT / "examples" / "kopi-pagi"))


@cache
def mulai() -> bytes:
    """Another bot, which needs nothing of ours."""
    return codec.dump(compiled(ROOT / "flows" / "mulai"))


def file_of(artifact: bytes, folder: Path) -> Path:
    path = folder / "bot.json"
    path.write_bytes(artifact)
    return path


@cache
def of_the_readme() -> bytes:
    """The first bot that a reader meets, with its mistake mended."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    bot, added, *_ = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    with TemporaryDirectory() as folder:
        (Path(folder) / "bot.yaml").write_text(bot + added, encoding="utf-8")
        result = compile_bot(Path(folder), AS_OF)
    assert result.artifact is not None
    return codec.dump(result.artifact)
