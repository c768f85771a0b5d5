"""Every bot of the repository, compiled once per test run, and a conversation with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from flowc.compiler import compile_bot
from runtime.artifact import codec
from runtime.artifact.model import Artifact
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.feel.values import Value
from runtime.routing.estimate import QueueFigures
from runtime.templates import Templates
from runtime.testing import Conversation, Understand
from runtime.understanding.detect import Detector

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)
SHOP = ROOT / "examples" / "toko-sejahtera"
BOTS = tuple(
    sorted(
        file.parent
        for part in ("examples", "flows", "tests/conversations")
        for file in ROOT.glob(f"{part}/*/bot.yaml")
    )
)


@cache
def compiled(folder: Path) -> Artifact:
    """Return a bot's artifact; a bot of the repository without one is a failure of the test."""
    result = compile_bot(folder, AS_OF)
    assert result.artifact is not None, [problem.report().message.en for problem in result.problems]
    return result.artifact


@cache
def program(folder: Path) -> Program:
    data = codec.dump(compiled(folder))
    return Program(codec.load(data), codec.name(data))


def bot(name: str) -> Path:
    """Return the folder of one of the small bots beside this file."""
    return ROOT / "tests" / "conversations" / name


def understand(ready: Program) -> Understand:
    understanding, slots, country = (
        ready.artifact.understanding,
        ready.artifact.slots,
        ready.artifact.bot.country,
    )
    return Detector(understanding, slots, country).detect


def converse(
    folder: Path = SHOP,
    *,
    now: str = "2026-11-23T10:00+07:00",
    act: Callable[[str, Mapping[str, Value]], Outcome | None] = lambda action, inputs: Outcome(),
    agents: int | None = 1,
    channel: str = "web",
    profile: Mapping[str, str] | None = None,
    page: Mapping[str, str] | None = None,
    queue: QueueFigures | None = None,
) -> Conversation:
    """Return a conversation with a bot, with so many agents in every division (None: nobody counts).

    `queue` gives the figures of every division instead.
    """
    ready = program(folder)
    if queue is None and agents is not None:
        queue = QueueFigures(agents, capacity=3)
    figures = {} if queue is None else dict.fromkeys(ready.artifact.divisions, queue)
    return Conversation(
        ready,
        now=datetime.fromisoformat(now),
        understand=understand(ready),
        render=Templates(ready.artifact.bot.currency, ready.zone).render,
        act=act,
        queues=lambda now: figures,
        channel=channel,
        profile=profile,
        page=page,
    )


def names(conversation: Conversation, since: int = 0) -> list[str]:
    """Return the names of the messages the bot has sent since one."""
    return [message.name or message.text for message in conversation.sent[since:]]
