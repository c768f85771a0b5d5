"""Small bots whose divisions open at random hours, and what handing over shows at every change of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import yaml

from runtime.artifact import codec
from runtime.artifact.model import Artifact
from runtime.core.events import Outcome
from runtime.core.program import Program
from runtime.routing.hours import changes
from runtime.templates import Templates
from runtime.testing import Conversation
from runtime.understanding.detect import Detector

ASK, MATTER, CONTACT = "minta cs dong", "Barangnya rusak, tolong dicek.", "sari@toko.example"
DIVISIONS = 3
SAMPLED = 6  # changes of hours at which somebody asks for a person; the last ones always
FIRST = date(2026, 11, 23)
DAYS_ON = ("mon-fri", "mon-sun", "sat", "sun", "tue-thu")
SPANS = ("08:00-17:00", "09:00-12:00", "13:00-21:00", "22:00-02:00", "00:00-00:30")


def hours_bot(seed: int) -> str:
    """Return the text of a bot that sends who asks to its first division: by its only table, or by name."""
    chance = random.Random(seed)
    names = [f"d{number}" for number in range(chance.randint(1, DIVISIONS))]
    divisions = {name: _division(chance, name, names) for name in names}
    by_name = seed % 4 == 1
    if by_name:
        divisions["lain"] = {"name": "Tim lain"}
    data: dict[str, Any] = {  # Any: YAML
        "bot": "jam",
        "edition": 1,
        "version": 1,
        "locales": ["id"],
        "timezone": "Asia/Jakarta",
        "channels": ["web"],
        "start": "menu",
        "retention": {"transcript": "90d", "handover": "1y", "customer": "1y"},
        "defaults": {"on_invalid": ["handover"], "on_error": ["handover"]},
        "escalation": [
            {
                "rule": "diminta",
                "when": 'message.intent = "ask_human"',
                "handover": "d0" if by_name else "auto",
            },
            {"rule": "tak_paham", "when": "turns.not_understood >= 2", "handover": "auto"},
        ],
        "flows": {"menu": {"steps": [{"say": "halo"}]}},
        "hours": {one["hours"]: _calendar(chance) for one in divisions.values() if "hours" in one},
        "divisions": divisions,
        "routing": {"tujuan": {"rows": f"conversation.channel | to\n- | {'lain' if by_name else 'd0'}\n"}},
        "messages": {"halo": {"id": "Halo."}},
    }
    text: str = yaml.safe_dump(data, sort_keys=False, width=10_000)
    return text


def _calendar(chance: random.Random) -> dict[str, Any]:  # Any: YAML
    """Weekly hours, or some days only: then nobody comes after the last of them."""
    found: dict[str, Any] = {}  # Any: YAML
    if chance.random() < 0.35:
        found[chance.choice(DAYS_ON)] = chance.choice(SPANS)
    days = sorted(chance.sample(range(1, 700), chance.randint(1, 3)))
    closed = "closed" if found and chance.random() < 0.5 else None
    found["overrides"] = {
        (FIRST + timedelta(days=day)).isoformat(): closed or chance.choice(SPANS[:3]) for day in days
    }
    return found


def _division(chance: random.Random, name: str, names: list[str]) -> dict[str, Any]:  # Any: YAML
    later = names[names.index(name) + 1 :]
    found: dict[str, Any] = {"name": f"Tim {name}"}  # Any: YAML
    if name == "d0" or chance.random() < 0.6:
        found["hours"] = f"jam_{name}"  # else it is always open
    chain = chance.sample(later, min(len(later), chance.randint(0, 2)))
    found["fallback"] = {"closed": [*chain, "leave_message"], "nobody": ["leave_message"]}
    if chance.random() < 0.3:
        found["sla"] = {"left_message": {"within": chance.choice(("2h", "4h", "2d"))}}
    return found


def moments(bot: Artifact, until: date, seed: int) -> Iterator[datetime]:
    """Yield the beginning, then some instants at which a calendar opens or closes, then the last of them."""
    program = _program(bot)
    begin, end = (datetime.combine(day, time(), UTC) for day in (FIRST, until))
    found = sorted(
        {at for calendar in bot.calendars.values() for at, _ in changes(calendar, program.zone, begin, end)}
    )
    yield begin
    yield from sorted(random.Random(seed).sample(found, min(SAMPLED, len(found))))
    yield from found[-2:]


def has_no_day(bot: Artifact, at: datetime) -> bool:
    """Return whether who asks for a person then leaves a message, and is told no day of an answer."""
    talk = Conversation(
        _program(bot),
        now=at,
        understand=Detector(bot.understanding, bot.slots, bot.bot.country).detect,
        render=Templates(bot.bot.currency, _program(bot).zone).render,
        act=lambda name, inputs: Outcome(),
    )
    for text in (ASK, MATTER, CONTACT):
        talk.write(text)
    left = [message.text for message in talk.sent if message.name == "handover.left"]
    handover = talk.state.handover
    if not left or handover is None or handover.division is None:
        return False
    promises = "left_message" in bot.divisions[handover.division].sla
    return "WIB" not in left[0] or (promises and handover.promised is None)


def _program(bot: Artifact) -> Program:
    data = codec.dump(bot)
    return Program(codec.load(data), codec.name(data))
