"""Compares an artifact with an operator's file, before a server does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flowc.diagnostics.model import Problem
from flowc.installation import mistakes
from flowc.installation.places import place_of
from flowc.installation.problems import (
    ChannelWithoutDoor,
    DivisionWithoutDesk,
    MissingCallable,
    MissingDestination,
    MissingRole,
    UnknownDivision,
    UnusableConfig,
)
from flowc.source.span import Span
from runtime.artifact.model import Artifact, Bot, Place
from runtime.config import Config, WhatsAppChannel

BOT_FILE = "bot.yaml"
WHATSAPP = "whatsapp"  # has a door of its own where the file says so
WEB = "web"  # the channel of the chat page, which every server has
DEFAULT_DESK = "default"  # serves every division that no desk names


def check_installation(
    artifact: Artifact,
    sources: Mapping[str, str],
    file: str,
    text: str,
    environment: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield what keeps this bot from running with the operator's file.

    Args:
        sources: the bot's files, to point into.
        file: the path of the operator's file as places name it, and `text` what is in it.
    """
    config = mistakes.read(file, text, environment)
    if not isinstance(config, Config):
        yield from config
        return
    yield from _roles(artifact, sources, config)
    yield from _callables(artifact, sources, config)
    yield from _channels(artifact, sources, file, text, config)
    known = tuple(sorted(config.destinations))
    for name, action in artifact.actions.items():
        if action.http is not None and action.http.to not in config.destinations:
            place = _used(action.place, sources, action.http.to)
            yield MissingDestination(place, name, action.http.to, known)
    divisions = tuple(sorted(artifact.divisions))
    strangers = [one for one in _divisions(config) if one[-1] not in artifact.divisions]
    for *owner, division in strangers:
        place = place_of(file, text, (*owner, "divisions", division))
        yield UnknownDivision(place, division, ".".join(owner), divisions)
    if strangers or not config.desks or DEFAULT_DESK in config.desks:
        return  # one that is misnamed there may be the one that is missing
    served = {division for desk in config.desks.values() for division in desk.divisions}
    for name, one in artifact.divisions.items():
        if name not in served:
            yield DivisionWithoutDesk(_used(one.place, sources, name), name, tuple(sorted(config.desks)))


def _divisions(config: Config) -> Iterator[tuple[str, str, str]]:
    for name, desk in config.desks.items():
        yield from (("desks", name, division) for division in desk.divisions)
    for name, agent in config.staff.items():
        yield from (("staff", name, division) for division in agent.divisions)


def _roles(artifact: Artifact, sources: Mapping[str, str], config: Config) -> Iterator[Problem]:
    known = tuple(sorted(config.roles))
    told: set[str] = set()
    for division in artifact.divisions.values():
        for rung in (rung for clock in division.sla.values() for rung in clock.ladder):
            if rung.notify is not None and rung.notify not in {*config.roles, *told}:
                told.add(rung.notify)
                yield MissingRole(_used(division.place, sources, rung.notify), rung.notify, known)


def _callables(artifact: Artifact, sources: Mapping[str, str], config: Config) -> Iterator[Problem]:
    for name, action in artifact.actions.items():
        if action.python is not None and action.python not in config.server.callables:
            place = _used(action.place, sources, action.python, after="python")
            yield MissingCallable(place, name, action.python, config.server.callables)


def _channels(
    artifact: Artifact, sources: Mapping[str, str], file: str, text: str, config: Config
) -> Iterator[Problem]:
    channels = artifact.bot.channels
    carried = config.channels.json.carries or channels[0]
    if carried not in channels:
        path = ("channels", "json", "carries")
        reason = f"channels.json.carries: the bot has {', '.join(channels)}, not `{carried}`"
        yield UnusableConfig(place_of(file, text, path), reason)
        return
    whatsapp = config.channels.whatsapp
    doors = (carried, WEB, *((WHATSAPP,) if whatsapp is not None else ()))
    if whatsapp is not None:
        yield from _whatsapp(artifact.bot, whatsapp, file, text)
    for channel in channels:
        if channel not in doors:
            place = _used(Place(BOT_FILE, 1, 1), sources, channel, after="channels")
            yield ChannelWithoutDoor(place, channel, carried)


def _whatsapp(bot: Bot, channel: WhatsAppChannel, file: str, text: str) -> Iterator[Problem]:
    """What the server would refuse to start with."""
    path = ("channels", WHATSAPP)
    if WHATSAPP not in bot.channels:
        reason = f"channels.whatsapp: the bot has {', '.join(bot.channels)}, not `whatsapp`"
        yield UnusableConfig(place_of(file, text, path), reason)
    for locale in channel.languages:
        if locale not in bot.locales:
            reason = f"channels.whatsapp.languages: the bot speaks {', '.join(bot.locales)}, not `{locale}`"
            yield UnusableConfig(place_of(file, text, (*path, "languages", locale)), reason)


def _used(place: Place | None, sources: Mapping[str, str], word: str, after: str = "") -> Span:
    """Return where a word stands from `place` on, behind the key `after`: the artifact knows things to the
    line, not to the word."""
    if place is None or place.file not in sources:
        return Span(place.file if place else BOT_FILE)
    key = rf"\b{after}:" if after else ""
    wanted = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    behind = not after
    for number, line in enumerate(sources[place.file].split("\n")[place.line - 1 :], place.line - 1):
        found = re.search(key, line) if not behind else None
        behind = behind or found is not None
        if behind and (at := wanted.search(line, found.end() if found else 0)):
            return Span(place.file, number, at.start(), number, at.end())
    return Span(place.file, place.line - 1, place.column - 1, place.line - 1, place.column - 1)
