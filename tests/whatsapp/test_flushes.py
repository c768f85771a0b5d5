"""What a lone message costs the disk: its turn is flushed, and that it was delivered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from runtime.stores.sqlite import threads
from tests.stores.failing_disk import failing_disk
from tests.whatsapp.place import SARI, open_place
from tests.whatsapp.stub import customer as says


def test_a_lone_message_is_flushed_with_its_turn_and_with_its_delivery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "HOLD_S", 600.0)  # what waits for another's flush never makes its own
    with failing_disk() as disk, open_place(tmp_path) as place:
        photo, text = says.media("image", "1"), says.text("halo")
        # A text has a turn more: it is kept, and answered when no other has followed it within a second.
        for number, (said, turns) in enumerate([(photo, 1), (text, 2)], start=1):
            before = disk.syncs
            assert place.webhooks.write(SARI, said).status_code == 200
            place.got(number)
            place.outbox("sent", number)
            assert disk.syncs == before + turns
            asyncio.run(place.host.store.put_artifact(f"{number}", b""))  # its flush is the delivery's, too
            assert disk.syncs == before + turns + 1
