"""Ids of a turn: base 32 of a hash, as the standard library writes it."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from runtime.core.env import Env, Facts
from runtime.core.events import TimerFired
from runtime.core.step import new_thread
from runtime.core.turn import Turn
from tests.conversations.bots import SHOP, program

AT = datetime.fromisoformat("2026-11-23T10:00+07:00")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_id_is_the_hash_of_thread_event_and_index(event: str) -> None:
    state = new_thread(program(SHOP), "t", "web", AT)
    env = Env(Facts(AT), lambda text, variables, locale: text)
    turn = Turn(program(SHOP), state, TimerFired(event, AT, "idle", 1), env)
    for number in (1, 2):
        digest = hashlib.sha256(f"t\x00{event}\x00{number}".encode()).digest()
        assert f"m_{b32encode(digest[:15]).decode().lower()}" == turn.new_id("m")
