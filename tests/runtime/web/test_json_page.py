"""`docs/json-channel.md` can be followed: its bodies are taken and given, its signature opens the door."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from runtime import signature
from runtime.channels.json_channel import JsonChannel
from runtime.core.effects import SendMessage
from tests.architecture import ROOT
from tests.runtime.web.served import JSON_SECRET, START, Site, play

PAGE = (ROOT / "docs/json-channel.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_page_s_exchange_is_the_door_s(tmp_path: Path) -> None:
    sent, given, pushed = map(json.loads, blocks("json"))

    async def act(site: Site) -> None:
        answer = (await site.send(**{**sent, "text": "hai"})).json()
        assert answer.keys() == given.keys()
        (message,) = answer["messages"]
        (shown,) = given["messages"]
        assert shown.keys() <= message.keys()
        site.clock.advance(timedelta(seconds=1))
        target = re.findall(r"`GET (\S+)`", PAGE)[0].replace("after=1", "after=0")
        fetched = await site.client.get(target, headers=site.signed(target.encode(), id_="w2"))
        assert fetched.json() == {"messages": [message]}

    play(tmp_path, act)
    post = JsonChannel("web", (JSON_SECRET,), "https://kanal.example/masuk").post(
        "json:pelanggan-1041", SendMessage("m_1", "Halo Sari!"), START, START
    )
    assert post is not None
    body = json.loads(post.body)
    assert (body.keys(), body["type"]) == (pushed.keys(), pushed["type"])
    assert body["data"].keys() == pushed["data"].keys()
    assert body["data"]["message"].keys() == pushed["data"]["message"].keys()


def test_the_page_s_lines_sign_as_the_door_demands() -> None:
    names: dict[str, Any] = {}
    (program,) = blocks("python")
    exec(program, names)
    headers = names["signed"]("w1", b"{}", JSON_SECRET)
    now = int(headers["webhook-timestamp"])
    assert signature.verify(headers.items(), b"{}", [JSON_SECRET], now) == "w1"
    assert signature.verify(headers.items(), b"[]", [JSON_SECRET], now) is None
    assert signature.TOLERANCE_S == 5 * 60
