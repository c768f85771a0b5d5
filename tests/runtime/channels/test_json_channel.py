"""The generic JSON channel beyond its fixtures : names of threads, and words that are fetched."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from runtime.channels.base import channel_of
from runtime.channels.json_channel import JsonChannel
from runtime.core.effects import SendMessage

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CHANNEL = JsonChannel("whatsapp", (SECRET,))


@given(st.text(min_size=1, max_size=20))  # each at most 12 characters once encoded
def test_a_thread_names_its_conversation_and_only_that(conversation: str) -> None:
    thread = CHANNEL.thread(conversation)
    assert channel_of(thread) == "json"
    assert not set(thread.removeprefix("json:")) & set(".~/: \n")
    if conversation.isprintable():
        assert CHANNEL.conversation(thread) == conversation


def test_without_an_address_to_push_to_words_are_fetched() -> None:
    assert CHANNEL.post("json:a", SendMessage("m_1", "halo"), NOW, NOW) is None
