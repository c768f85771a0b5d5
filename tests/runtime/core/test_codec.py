"""State and events as bytes: canonical, versioned, strict."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import pytest

from runtime.artifact.records import RecordError
from runtime.core.codec import StateTooNewError, digest, dump_state, load_state
from runtime.core.step import new_thread
from tests.conversations.bots import SHOP, program

AT = datetime.fromisoformat("2026-11-23T10:00+07:00")


def test_the_same_state_is_the_same_bytes() -> None:
    state = new_thread(program(SHOP), "t", "web", AT)
    assert load_state(dump_state(state)) == state
    assert dump_state(load_state(dump_state(state))) == dump_state(state)


def test_a_state_of_a_newer_runtime_is_left_alone() -> None:
    data = json.loads(dump_state(new_thread(program(SHOP), "t", "web", AT)))
    with pytest.raises(StateTooNewError):
        load_state(json.dumps({**data, "version": 99}).encode())


def test_what_is_no_state_is_refused() -> None:
    data = json.loads(dump_state(new_thread(program(SHOP), "t", "web", AT)))
    with pytest.raises(RecordError):
        load_state(json.dumps({**data, "state": {**data["state"], "unheard_of": 1}}).encode())


@pytest.mark.parametrize("size", [0, 1, 2_046, 2_047, 2_048, 4_094, 10_000])
def test_what_is_hashed_in_pieces_has_the_hash_of_the_whole(size: int) -> None:
    data = bytes(range(251)) * 50
    assert digest(data[:size], ()) == hashlib.sha256(data[:size]).hexdigest()
