"""A state between two turns: its bytes, and what is read from them. What a turn left alone is not done again.

Laws:
- `data` is what `dump_state` gives and `state` what `load_state` gives for it, in every respect: also in the
  order of keys, and where a zone has lost its name.
- Only what is the very object that was read before the turn is taken over; all else is written, and read back
  from what was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, is_
from typing import Any

from runtime.artifact import records
from runtime.core.codec import load_state, whole
from runtime.core.record import Line
from runtime.core.state import State

_FIELDS = records.fields_of(State)
_VALUES = attrgetter(*(one.name for one in _FIELDS))
_MADE = records.maker(State)
_UNREAD = (object(),) * len(_FIELDS)
_TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Frozen:
    """`texts` are those of the state's fields, by key, and `lines` those of its transcript.

    Both are empty where the state was only read.
    """

    data: bytes
    state: State
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


def thaw(data: bytes) -> Frozen:
    """Return a state that nobody here has written; raises what `load_state` does."""
    return Frozen(data, load_state(data))


def freeze(state: State, known: Frozen | None = None) -> Frozen:
    """Return a state as it is kept. `known`: what the turn that left it began with."""
    read = _VALUES(known.state) if known is not None else _UNREAD
    written = known.texts if known is not None else {}
    lines = known.lines if known is not None and state.transcript else ()
    texts: dict[str, str] = {}
    values: dict[str, Any] = {}  # Any: of the fields' types
    new: list[records.Field] = []
    for one, value, before in zip(_FIELDS, _VALUES(state), read):  # noqa: B905 - equally long
        key, name, coder, default = one
        text = written.get(key) if value is before else None
        if text is None:
            if value is default or value == default:  # left out, as in every record
                continue
            if name == _TRANSCRIPT:
                value, lines = _transcript(value, known)
                text = f"[{','.join(lines)}]"
            else:
                text = coder.write(value)
                if value is not before and type(value) is not coder.plain:
                    new.append(one)
        texts[key], values[name] = text, value
    plain = json.loads(_object((one.key, texts[one.key]) for one in new))
    for one in new:
        values[one.name] = one.coder.read(plain[one.key])
    return Frozen(whole(_object(texts.items())), _MADE(values), texts, lines)


def _transcript(
    transcript: tuple[Line, ...], known: Frozen | None
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return a transcript as it will be read, and its lines' texts; a turn adds some and drops the oldest."""
    before = known.state.transcript if known is not None else ()
    gone = next((index for index, line in enumerate(before) if line is transcript[0]), len(before))
    kept = before[gone:]
    if len(kept) > len(transcript) or not all(map(is_, kept, transcript)):
        kept = ()
    if known is not None and known.lines:
        texts = known.lines[gone : gone + len(kept)]
    else:
        texts = tuple(map(records.dump, kept))
    added = tuple(map(records.dump, transcript[len(kept) :]))
    read = [records.decode(Line, line) for line in json.loads(f"[{','.join(added)}]")]
    return (*kept, *read), (*texts, *added)


def _object(texts: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join([f'"{key}":{text}' for key, text in texts]) + "}"
