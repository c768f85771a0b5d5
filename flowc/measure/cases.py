"""Files of cases, one JSON object a line, and the public sets in a folder of data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runtime.artifact.records import Json

OUT_OF_SCOPE = "oos"  # how CLINC150 calls what no intent is about


class BadCase(ValueError):
    """A line that is no case: which, and why."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")


@dataclass(frozen=True, slots=True)
class Case:
    """A text; its label where one is known; `id` as the file has it, else the line's number."""

    text: str
    label: str | None = None
    id: str | int = 0


def load_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a JSON Lines file; empty lines are none.

    Raises:
        BadCase: a line is not an object with a `text`.
    """
    return tuple(
        Case(_text(path, number, row), row.get("label"), row.get("id", number)) for number, row in _rows(path)
    )


def load_handoff_labels(path: Path) -> tuple[Case, ...]:
    """Return NLU++ as cases of `handoff` and `none`: a text there has several intents."""
    return tuple(
        Case(_text(path, number, row), "handoff" if "handoff" in row.get("intents", ()) else "none", number)
        for number, row in _rows(path)
    )


def relabelled(cases: Iterable[Case], labels: Mapping[str, str]) -> tuple[Case, ...]:
    """Return the cases whose label is a key, under the label it stands for."""
    return tuple(Case(one.text, labels[one.label or ""], one.id) for one in cases if one.label in labels)


def draw(cases: Sequence[Case], each: int) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """Return `each` cases of every label, and the others; always the same ones, in an order by chance."""
    taken: list[Case] = []
    left: list[Case] = []
    counts: dict[str | None, int] = {}
    for one in sorted(cases, key=_by_chance):
        counts[one.label] = counts.get(one.label, 0) + 1
        (taken if counts[one.label] <= each else left).append(one)
    return tuple(taken), tuple(left)


def _by_chance(case: Case) -> str:
    return hashlib.sha256(case.text.encode()).hexdigest()


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Json]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadCase(path, number, f"is no JSON: {error.msg}") from error
        if not isinstance(row, dict):
            raise BadCase(path, number, "is no JSON object")
        yield number, row


def _text(path: Path, number: int, row: Mapping[str, Json]) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadCase(path, number, 'has no "text"')
    return text
