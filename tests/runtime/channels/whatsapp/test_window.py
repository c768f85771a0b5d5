"""What a bot says on WhatsApp before and after the 24 hours in which words are free."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.conversations.bots import bot, converse
from tests.runtime.channels.whatsapp.bodies import CHANNEL, NUMBER, Data


def test_a_reminder_after_a_day_goes_out_as_its_template() -> None:
    conversation = converse(bot("jendela"), channel="whatsapp")
    conversation.write("halo")
    conversation.write("Sari")
    heard = conversation.now
    for by, kind in ((timedelta(hours=2), "text"), (timedelta(hours=23), "template")):
        conversation.wait(by)
        reminder = conversation.sent[-1]
        assert (reminder.name, reminder.free_until) == ("masih_ada", heard + timedelta(hours=24))
        post = CHANNEL.post(f"whatsapp:{NUMBER}:62811", reminder, conversation.now, conversation.now)
        assert post is not None
        data: Data = json.loads(post.body)
        assert data["type"] == kind
    template = data["template"]
    assert (template["name"], template["language"]) == ("masih_ada", {"code": "id"})
    assert template["components"][0]["parameters"] == [{"type": "text", "text": "Sari"}]


def test_words_without_a_template_have_no_end() -> None:
    conversation = converse(bot("jendela"), channel="whatsapp")
    conversation.write("halo")
    assert [message.free_until for message in conversation.sent] == [None]
    assert {message.locale for message in conversation.sent} == {"id"}
