"""Bots for the tests of the first two stages: files as text in, tree and problems out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from flowc.diagnostics.model import Problem
from flowc.diagnostics.sink import Sink
from flowc.project import Project, SourceFile
from flowc.structure.build import build_bot
from flowc.structure.tree import Bot

WARUNG_KOPI = (Path(__file__).parent / "warung_kopi.yaml").read_text("utf-8")
SMALLEST = {
    "bot": "bot: contoh\n",
    "edition": "edition: 1\n",
    "version": "version: 1\n",
    "locales": "locales: [id]\n",
    "timezone": "timezone: Asia/Jakarta\n",
    "channels": "channels: [web]\n",
    "start": "start: menu\n",
    "retention": "retention: {transcript: 90d, handover: 1y, customer: 1y}\n",
    "flows": "flows:\n  menu: {steps: [end]}\n",
}


def bot_with(fragment: str) -> str:
    """The smallest bot, with the fragment's top-level keys instead of its own. The fragment comes first."""
    keys = set(re.findall(r"^([a-z_]+):", fragment, re.MULTILINE))
    rest = "".join(text for key, text in SMALLEST.items() if key not in keys)
    return f"{fragment}\n{rest}"


def build(text: str, **others: str) -> tuple[Bot | None, tuple[Problem, ...]]:
    """Build a bot from the text of `bot.yaml` and of other files (`pesan_yaml="…"`)."""
    return build_files({"bot.yaml": text} | {name.replace("_", "."): other for name, other in others.items()})


def build_files(files: Mapping[str, str]) -> tuple[Bot | None, tuple[Problem, ...]]:
    sink = Sink()
    sources = [SourceFile(path, text) for path, text in files.items()]
    project = Project(
        Path(tempfile.gettempdir()),
        tuple(one for one in sources if one.path.endswith(".yaml")),
        tuple(one for one in sources if one.path.endswith(".csv")),
    )
    return build_bot(project, sink), sink.ordered()


def told(fragment: str) -> list[str]:
    """The problems of a fragment as `FC101 at 2:5`, places 1-based as people count them."""
    _, problems = build(bot_with(fragment))
    return [f"{one.code} at {one.span.line + 1}:{one.span.column + 1}" for one in problems]


def told_bot(fragment: str) -> Bot:
    """The bot of a fragment that has no mistakes."""
    bot, problems = build(bot_with(fragment))
    assert [one.report().message.en for one in problems] == []
    assert bot is not None
    return bot
