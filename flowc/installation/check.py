"""Compares an artifact with an operator's file, before a server does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flowc.diagnostics.model import Problem
from flowc.installation.problems import MissingDestination, UnknownDivision, UnusableConfig
from flowc.source.span import Span
from runtime.artifact.model import Artifact, Place
from runtime.config import Config, ConfigError, load_config


def check_installation(
    artifact: Artifact, file: str, text: str, environment: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what keeps this bot from running with the operator's file `text`; `file` is its path in spans."""
    try:
        config = load_config(text, environment)
    except ConfigError as error:
        yield UnusableConfig(_first_named(file, text, str(error)), str(error))
        return
    known = tuple(sorted(config.destinations))
    for name, action in artifact.actions.items():
        if action.http is not None and action.http.to not in config.destinations:
            yield MissingDestination(_at(action.place), name, action.http.to, known)
    divisions = tuple(sorted(artifact.divisions))
    for owner, division in _divisions(config):
        if division not in artifact.divisions:
            yield UnknownDivision(_named(file, text, division), division, owner, divisions)


def _divisions(config: Config) -> Iterator[tuple[str, str]]:
    for name, desk in config.desks.items():
        yield from ((f"desks.{name}", division) for division in desk.divisions)
    for name, agent in config.staff.items():
        yield from ((f"staff.{name}", division) for division in agent.divisions)


def _at(place: Place | None) -> Span:
    if place is None:
        return Span("bot.yaml")
    line, column = place.line - 1, place.column - 1
    return Span(place.file, line, column, line, column)


def _first_named(file: str, text: str, reason: str) -> Span:
    """Return where the last word of a dotted place at the start of a reason stands, as far as it does."""
    place = re.match(r"[\w.-]+", reason)
    return _named(file, text, place[0].split(".")[-1] if place else "")


def _named(file: str, text: str, word: str) -> Span:
    """Return the first place of a whole word in the file; TOML's reader gives values without places."""
    for number, line in enumerate(text.splitlines()):
        found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line) if word else None
        if found:
            return Span(file, number, found.start(), number, found.end())
    return Span(file)
