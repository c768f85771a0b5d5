"""An adapter's fixtures: two files of YAML, each with one good example and cases that differ from it.

`but` and the wanted side are merge patches (RFC 7396: null takes a member away); `at`, of a file or of a
case, is a pointer (RFC 6901) to the part of the body that `but` changes. `{repeat: x, times: 9}` stands for a
long text.
"""

from __future__ import annotations

import copy
import enum
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from runtime.artifact.records import Json
from runtime.core.codec import load_effect
from runtime.core.effects import Effect
from runtime.signature import Post


@dataclass(frozen=True, slots=True)
class Heard:
    """A body, and all that it tells, as `shown` shows it."""

    note: str
    body: bytes
    heard: Json


@dataclass(frozen=True, slots=True)
class Refusal:
    note: str
    body: bytes
    status: int
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """An effect, and its request as `request` shows it; None: the other side fetches it."""

    note: str
    effect: Effect
    sent: Json


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    body: bytes
    means: str
    why: str


@dataclass(frozen=True, slots=True)
class Words:
    """Where somebody's own words stand: in what comes, and in what is made of it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixtures:
    """The first of `heard` and of `said` is the good example of its file."""

    heard: tuple[Heard, ...]
    refused: tuple[Refusal, ...]
    heard_words: Words
    said: tuple[Said, ...]
    said_words: Words
    answers: tuple[Answered, ...]


def load(folder: Path) -> Fixtures:
    """Return the fixtures in a folder; a key that nobody reads is an error."""
    comes, goes = _read(folder / "in.yaml"), _read(folder / "out.yaml")
    body, place, heard = comes.pop("body"), comes.pop("at", ""), comes.pop("heard")
    said, sent = goes.pop("said"), goes.pop("sent")
    loaded = Fixtures(
        heard=(
            Heard("as it is", _bytes(body), heard),
            *(
                Heard(case["note"], _body(case, body, place), _all(heard, case.get("heard", {})))
                for case in comes.pop("cases")
            ),
        ),
        refused=tuple(
            Refusal(case["note"], _body(case, body, place), case["status"], case["why"])
            for case in comes.pop("refused")
        ),
        heard_words=_words(comes.pop("words")),
        said=(
            Said("as it is", _effect(said), sent),
            *(
                Said(
                    case["note"],
                    _effect(case["said"] if "said" in case else patched(said, case["but"])),
                    _sent(sent, case),
                )
                for case in goes.pop("cases")
            ),
        ),
        said_words=_words(goes.pop("words")),
        answers=tuple(
            Answered(one["status"], one.get("body", "").encode(), one["means"], one.get("why", ""))
            for one in goes.pop("answers")
        ),
    )
    assert not comes, f"{folder.name}/in.yaml: {', '.join(comes)}"
    assert not goes, f"{folder.name}/out.yaml: {', '.join(goes)}"
    return loaded


def patched(data: Json, patch: Json) -> Json:
    """Return data with a merge patch applied."""
    if not isinstance(patch, dict):
        return patch
    found = dict(data) if isinstance(data, dict) else {}
    for key, change in patch.items():
        if change is None:
            found.pop(key, None)
        else:
            found[key] = patched(found.get(key), change)
    return found


def with_at(data: Json, pointer: str, value: Json) -> Json:
    """Return data with another value at a pointer."""
    if not pointer:
        return value
    found = copy.deepcopy(data)
    *way, last = pointer.strip("/").split("/")
    place = found
    for step in way:
        place = place[_step(place, step)]
    place[_step(place, last)] = value
    return found


def value_at(data: Json, pointer: str) -> Json:
    for step in pointer.strip("/").split("/") if pointer else ():
        data = data[_step(data, step)]
    return data


def shown(value: Any, top: bool = True) -> Json:  # Any: whatever an adapter makes
    """Return what was heard as plain JSON: the kind's name, and what is not as it is by default."""
    if is_dataclass(value):
        default = {one.name: one.default for one in fields(value)}
        made = {one.name: one.default_factory for one in fields(value) if callable(one.default_factory)}
        members = {
            name: shown(found, False)
            for name in default
            if (found := getattr(value, name)) != default[name]
            and not (name in made and found == made[name]())
        }
        return {"is": type(value).__name__, **members} if top else members
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {key: shown(one, False) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [shown(one, False) for one in value]
    return value


def request(post: Post | None) -> Json:
    """Return a request as plain JSON, without what signs it: the id stays."""
    if post is None:
        return None
    unsigned = {k: v for k, v in post.headers.items() if k not in ("webhook-timestamp", "webhook-signature")}
    return {"url": post.url, "headers": unsigned, "body": json.loads(post.body)}


def _read(file: Path) -> dict[str, Json]:
    return dict(_spelled_out(yaml.load(file.read_text(encoding="utf-8"), _Loader)))


def _spelled_out(data: Json) -> Json:
    if isinstance(data, dict):
        if set(data) == {"repeat", "times"}:
            return data["repeat"] * data["times"]
        return {key: _spelled_out(one) for key, one in data.items()}
    return [_spelled_out(one) for one in data] if isinstance(data, list) else data


def _body(case: dict[str, Json], body: Json, place: str) -> bytes:
    if "raw" in case:
        return str(case["raw"]).encode()
    if "body" in case:
        return _bytes(case["body"])
    place = case.get("at", place)
    return _bytes(with_at(body, place, patched(value_at(body, place), case["but"])))


def _all(heard: list[Json], change: Json) -> list[Json]:
    return change if isinstance(change, list) else [patched(heard[0], change)]


def _bytes(data: Json) -> bytes:
    return json.dumps(data).encode()


def _sent(sent: Json, case: dict[str, Json]) -> Json:
    """Return the request of a case: `sent` changes the body, `headers` the headers."""
    if sent is None:
        return None
    headers = patched(sent["headers"], case.get("headers", {}))
    return {**sent, "headers": headers, "body": patched(sent["body"], case.get("sent", {}))}


def _effect(data: Json) -> Effect:
    return load_effect(json.dumps(data).encode())


def _words(data: Json) -> Words:
    return Words(data["before"], data["after"])


def _step(place: Json, step: str) -> Any:  # Any: a key or an index
    return int(step) if isinstance(place, list) else step


class _Loader(yaml.SafeLoader):
    """Reads plain words as words: no times, and `no` is not false."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] in ("null", "int", "float")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
