"""After 24 hours of silence: the vendor takes templates only, and that is what it gets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.whatsapp.place import LONGEST_S, SARI, Place, open_place
from tests.whatsapp.stub import customer as says
from tests.whatsapp.stub.refusals import WINDOW


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path) as opened:
        yield opened


def test_the_same_message_is_free_words_within_the_window_and_a_template_after_it(place: Place) -> None:
    place.webhooks.write(SARI, says.text("halo"))
    assert place.got(1)[0].text == "Apa keluhannya?"
    place.clock.travel(timedelta(hours=2))
    free = place.got(2)[1].message
    assert free["text"]["body"] == "Kami masih menunggu kabar Anda."
    place.clock.travel(timedelta(hours=29))
    template = place.got(3)[2].message["template"]
    assert (template["name"], template["language"]) == ("tunggu_kabar", {"code": "id_ID"})
    assert place.got(3)[2].text == "kabar Anda"
    assert [call.status for call in place.cloud.calls] == [200, 200, 200]


def test_an_answer_to_words_that_came_a_day_late_is_refused_for_good_and_seen(place: Place) -> None:
    """The vendor may bring words days after they were written; the window is counted from the writing."""
    calls = place.cloud.calls
    place.webhooks.write(SARI, says.text("halo"), ago_s=25 * 60 * 60)
    place.cloud.until(lambda _: len(calls) == 1, LONGEST_S)
    assert calls[0].refusal == WINDOW
    dead = place.outbox("dead", 1)
    assert "131047" in dead[0]["why"]
    place.webhooks.write(SARI, says.text("masih ada orang?"))
    assert place.got(1)
    assert [call.status for call in calls] == [400, 200]
