"""Every mistake in an operator's file, not only the first: what is wrong is taken out, the rest read on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from flowc.installation.places import place_of, syntax_place
from flowc.installation.problems import UnusableConfig
from runtime.config import Config, ConfigError, read_config

MOST_MISTAKES = 100  # a file with more is no operator's file
_PLACE = re.compile(r"([\w.-]+): ")
_KEY = re.compile(r"(unknown|missing) key `([^`]*)`")
_UNSET = re.compile(r"  (.+), used in (\S+)")

Tables = dict[str, Any]  # any TOML


def read(file: str, text: str, environment: Mapping[str, str]) -> Config | tuple[UnusableConfig, ...]:
    """Return what an operator's file says, or everything that keeps it from being used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (UnusableConfig(syntax_place(file, text, str(error)), f"flowc.toml is not TOML: {error}"),)
    found: dict[UnusableConfig, None] = {}
    gone: set[tuple[str, ...]] = set()
    for _ in range(MOST_MISTAKES):
        try:
            config = read_config(data, environment)
        except ConfigError as error:
            for path, reason in _told(str(error)):
                if path not in gone:  # else it is missing because it was wrong
                    found[UnusableConfig(place_of(file, text, path), reason)] = None
                gone.add(_take_out(data, path))
            if () in gone:
                break
        else:
            return tuple(sorted(found, key=lambda one: one.span)) or config
    return tuple(sorted(found, key=lambda one: one.span))


def _told(reason: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each place that a refusal is about, with what it says about it."""
    unset = _UNSET.findall(reason)
    for name, place in unset:
        yield tuple(place.split(".")), f"the environment variable {name} is not set"
    if unset:
        return
    place = _PLACE.match(reason)
    path = tuple(place[1].split(".")) if place and place[1] != "flowc.toml" else ()
    if key := _KEY.search(reason):
        path = (*path, key[2])
    elif quoted := re.match(r"desks: the division `([^`]*)`", reason):
        path = (*path, quoted[1])
    yield path, reason


def _take_out(data: Tables, path: tuple[str, ...]) -> tuple[str, ...]:
    """Delete what a path leads to, or the last thing on the way that is there; return the path of it."""
    tables = [data]
    for part in path:
        below = tables[-1].get(part)
        if not isinstance(below, dict):
            break
        tables.append(below)
    length = min(len(tables), len(path))
    while length and path[length - 1] not in tables[length - 1]:
        length -= 1
    if length:
        del tables[length - 1][path[length - 1]]
    return path[:length]
