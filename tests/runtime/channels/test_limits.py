"""Channels' limits as data: each table ends in a form that always fits; forms are chosen as written."""

from __future__ import annotations

import pytest

from runtime.channels.limits import CHANNELS, form_for, length


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_last_form_takes_any_number_of_any_labels(channel: str) -> None:
    last = CHANNELS[channel].options[-1]
    assert (last.most, last.label) == (None, None)
    assert form_for(channel, ("x" * 500,) * 50, "?") == last


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_form_takes_a_longer_body_than_the_channel_takes_text(channel: str) -> None:
    limits = CHANNELS[channel]
    assert all(options.body <= limits.text for options in limits.options)


FORMS = [
    ("whatsapp", 3, 20, 1024, "buttons"),
    ("whatsapp", 4, 20, 1024, "list"),
    ("whatsapp", 3, 21, 1024, "list"),
    ("whatsapp", 10, 24, 1024, "list"),
    ("whatsapp", 11, 24, 1024, "numbered"),
    ("whatsapp", 10, 25, 1024, "numbered"),
    ("whatsapp", 3, 20, 1025, "numbered"),
    ("web", 40, 200, 9000, "buttons"),
    ("messenger", 13, 20, 100, "quick_replies"),
    ("messenger", 14, 20, 100, "numbered"),
    ("telegram", 14, 60, 100, "inline_keyboard"),
    ("sms", 2, 5, 10, "numbered"),
]


@pytest.mark.parametrize(("channel", "count", "label", "body", "form"), FORMS)
def test_forms(channel: str, count: int, label: int, body: int, form: str) -> None:
    assert form_for(channel, ("x" * label,) * count, "x" * body).form == form


def test_length_counts_what_the_strictest_vendor_counts() -> None:
    assert [length(text) for text in ("abc", "é", "👋", "\ud800")] == [3, 1, 2, 1]
