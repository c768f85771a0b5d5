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
    try:
        config = load_config(text, environment)
    except ConfigError as error:
        yield UnusableConfig(_first_named(file, text, str(error)), str(error))
        return
    known = tuple(sorted(config.destinations))
    for name, action in artifact.actions.items():
        if action.http is not None and action.http.to not in config.destinations:
            place = _used(action.place, sources, action.http.to)
            yield MissingDestination(place, name, action.http.to, known)
    divisions = tuple(sorted(artifact.divisions))
    for owner, division in _divisions(config):
        if division not in artifact.divisions:
            yield UnknownDivision(_named(file, text, division), division, owner, divisions)


def _divisions(config: Config) -> Iterator[tuple[str, str]]:
    for name, desk in config.desks.items():
        yield from ((f"desks.{name}", division) for division in desk.divisions)
    for name, agent in config.staff.items():
        yield from ((f"staff.{name}", division) for division in agent.divisions)


def _used(place: Place | None, sources: Mapping[str, str], word: str) -> Span:
    """Return where a word stands from `place` on: the artifact knows things to the line, not to the word."""
    if place is None or place.file not in sources:
        return Span(place.file if place else "bot.yaml")
    first = place.line - 1
    below = _named(place.file, "\n" * first + "\n".join(sources[place.file].split("\n")[first:]), word)
    return below if below.end_column else Span(place.file, first, place.column - 1, first, place.column - 1)


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
