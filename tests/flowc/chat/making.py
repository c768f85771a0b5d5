"""Sessions for tests, and what they say as plain lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from flowc.bottest.model import Plain
from flowc.chat.lines import Line
from flowc.chat.session import Session
from flowc.chat.settings import Settings
from flowc.compiler import compile_bot
from runtime.artifact import codec
from runtime.artifact.model import Artifact
from tests.architecture import ROOT
from tests.ui.bots import AS_OF

SHOP = ROOT / "examples" / "toko-sejahtera"
MONDAY = "2026-11-23T10:00"
CRM: Mapping[str, Plain] = {"crm": {"nama": "Sari", "tier": "reguler"}}
SETTINGS = Settings(now=MONDAY, actions=CRM)


@cache
def shop() -> Artifact:
    artifact = compile_bot(SHOP, AS_OF).artifact
    assert artifact is not None
    return artifact


def name_of(artifact: Artifact) -> str:
    return codec.name(codec.dump(artifact))


def session(artifact: Artifact | None = None, settings: Settings = SETTINGS, **changes: object) -> Session:
    """Begin a session with the example shop, on a Monday morning, its CRM answering."""
    artifact = artifact or shop()
    return Session(artifact, name_of(artifact), replace(settings, **changes))  # type: ignore[arg-type] # names of fields


def shown(lines: tuple[Line, ...]) -> list[str]:
    return [f"{line.who.value}: {line.text}{f'  [{line.beside}]' if line.beside else ''}" for line in lines]


def take(one: Session, *lines: str) -> list[str]:
    """Return what the last of some lines brings."""
    brought: tuple[Line, ...] = ()
    for line in lines:
        brought = one.take(line)
    return shown(brought)


def said(brought: list[str]) -> list[str]:
    """Return only the bot's words."""
    return [line.removeprefix("bot: ") for line in brought if line.startswith("bot: ")]


def at(file: str, text: str) -> str:
    """Return the place of a line of the shop's files, as it is shown beside a line."""
    lines = (SHOP / file).read_text(encoding="utf-8").splitlines()
    return f"[{file}:{next(number for number, line in enumerate(lines, start=1) if text in line)}]"


def compiled(folder: Path) -> Artifact:
    artifact = compile_bot(folder, AS_OF).artifact
    assert artifact is not None
    return artifact
