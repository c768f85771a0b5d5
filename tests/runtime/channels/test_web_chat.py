"""The chat page's channel beyond its fixtures: a session names a thread without giving it away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runtime.channels.web_chat import WebChat

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CHAT = WebChat()


def test_a_token_names_a_thread_without_being_in_it() -> None:
    token = "Aa0-_" * 4 + "Zz"
    thread = CHAT.thread(token)
    assert thread is not None
    assert thread.startswith("web:")
    assert token not in thread
    assert CHAT.thread(token) == thread
    assert CHAT.thread("y" * 22) != thread


@pytest.mark.parametrize("token", [None, "", "short", "x" * 23, "x" * 21 + ".", "é" * 22, "web:" + "x" * 18])
def test_what_is_no_token_names_nothing(token: str | None) -> None:
    assert CHAT.thread(token) is None
