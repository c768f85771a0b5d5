"""Each row of the vendor's table of limits, at its edge: the most that is taken, and one more that is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.whatsapp.serving import serving
from tests.whatsapp.stub.cloud import Cloud
from tests.whatsapp.stub.customer import Customer
from tests.whatsapp.stub.limits import WINDOW_S
from tests.whatsapp.stub.refusals import BROKEN, Json, Refusal

TOKEN, NUMBER = "token-of-the-stub", "106540352242922"
SARI = Customer("ID.13491208655302741918", "6281234567890")
NOBODY = "6289900000000"
START = 1_795_000_000.0


class Time:
    def __init__(self) -> None:
        self.now_s = START

    def now(self) -> float:
        return self.now_s


@dataclass(frozen=True, slots=True)
class Vendor:
    cloud: Cloud
    client: httpx.Client
    time: Time

    def send(self, message: Json, token: str = TOKEN) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"}
        return self.client.post(f"/v23.0/{NUMBER}/messages", json=message, headers=headers)


@pytest.fixture(scope="module")
def served() -> Iterator[Vendor]:
    time = Time()
    cloud = Cloud(TOKEN, NUMBER, {("tiket_update", "id"): 1}, most=3, most_each=2, now=time.now)
    with serving(cloud) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield Vendor(cloud, client, time)


@pytest.fixture
def vendor(served: Vendor) -> Vendor:
    """Return the stand-in a minute later than before, with a customer who has just written."""
    served.time.now_s += 60
    served.cloud.hear(SARI, served.time.now_s)
    served.cloud.sent.clear()
    served.cloud.calls.clear()
    return served


def message(type_: str, content: Json, **more: str) -> Json:
    return {"messaging_product": "whatsapp", "to": SARI.number, "type": type_, type_: content, **more}


def text(body: str, **more: str) -> Json:
    return message("text", {"body": body}, **more)


def buttons(
    titles: tuple[str, ...] = ("Ya",), ids: tuple[str, ...] = (), body: str = "Ada lagi?", **more: Json
) -> Json:
    replies = [{"id": id_, "title": title} for id_, title in zip(ids or titles, titles, strict=True)]
    action = {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}
    return message("interactive", {"type": "button", "body": {"text": body}, "action": action, **more})


def row(id_: str = "lacak", title: str = "Lacak pesanan", **more: str) -> Json:
    return {"id": id_, "title": title, **more}


def sections(counts: tuple[int, ...]) -> list[Json]:
    numbers = iter(range(99))
    return [{"title": "Pilihan", "rows": [row(str(next(numbers))) for _ in range(n)]} for n in counts]


def options(*given: Json, body: str = "Ada yang bisa dibantu?", button: str = "Pilih", **more: Json) -> Json:
    shown = list(given) or [{"title": "Pilihan", "rows": [row()]}]
    action = {"button": button, "sections": shown}
    return message("interactive", {"type": "list", "body": {"text": body}, "action": action, **more})


def with_row(**changes: str) -> Json:
    return options({"title": "Pilihan", "rows": [row(**changes)]})


def link(label: str, url: str = "https://toko.example/lacak") -> Json:
    action = {"name": "cta_url", "parameters": {"display_text": label, "url": url}}
    return message("interactive", {"type": "cta_url", "body": {"text": "Lihat"}, "action": action})


def template(name: str = "tiket_update", code: str = "id", parameters: tuple[str, ...] = ("7",)) -> Json:
    filled = [{"type": "text", "text": one} for one in parameters]
    components = [{"type": "body", "parameters": filled}]
    return message("template", {"name": name, "language": {"code": code}, "components": components})


def image(**content: str) -> Json:
    return message("image", {"link": "https://toko.example/foto.jpg", **content})


def without(whole: Json, key: str) -> Json:
    return {name: item for name, item in whole.items() if name != key}


EMOJI = "\N{PACKAGE}"  # two UTF-16 code units, one code point
ROWS = [
    ("text", text("a" * 4096), text("a" * 4097), 100),
    ("text in UTF-16", text(EMOJI * 2048), text(EMOJI * 2049), 100),
    ("text not blank", text("a"), text("  "), 100),
    ("three buttons", buttons(("1", "2", "3")), buttons(("1", "2", "3", "4")), 131009),
    ("a button at least", buttons(), buttons(()), 131009),
    ("button title", buttons(("a" * 20,)), buttons(("a" * 21,)), 131009),
    ("button title not empty", buttons(("a",)), buttons(("",), ("1",)), 131009),
    ("button titles differ", buttons(("a", "b")), buttons(("a", "a"), ("1", "2")), 131009),
    ("button id", buttons(ids=("a" * 256,)), buttons(ids=("a" * 257,)), 131009),
    ("button id without spaces around", buttons(ids=("a b",)), buttons(ids=(" a",)), 131009),
    ("body above buttons", buttons(body="a" * 1024), buttons(body="a" * 1025), 131009),
    ("footer", buttons(footer={"text": "a" * 60}), buttons(footer={"text": "a" * 61}), 131009),
    (
        "text header",
        buttons(header={"type": "text", "text": "a" * 60}),
        buttons(header={"type": "text", "text": "a" * 61}),
        131009,
    ),
    (
        "header of a list is text",
        buttons(header={"type": "image", "image": {"link": "https://toko.example/a.jpg"}}),
        options(header={"type": "image", "image": {"link": "https://toko.example/a.jpg"}}),
        131009,
    ),
    ("body above a list", options(body="a" * 4096), options(body="a" * 4097), 131009),
    ("list button", options(button="a" * 20), options(button="a" * 21), 131009),
    ("footer of a list", options(footer={"text": "a" * 60}), options(footer={"text": "a" * 61}), 131009),
    ("ten sections", options(*sections((1,) * 10)), options(*sections((1,) * 10 + (0,))), 131009),
    ("ten rows in all", options(*sections((5, 5))), options(*sections((5, 6))), 131009),
    (
        "section title",
        options({"title": "a" * 24, "rows": [row()]}),
        options({"title": "a" * 25, "rows": [row()]}),
        131009,
    ),
    ("a section has a title", options(), options({"rows": [row()]}), 131008),
    ("row title", with_row(title="a" * 24), with_row(title="a" * 25), 131009),
    ("row description", with_row(description="a" * 72), with_row(description="a" * 73), 131009),
    ("row id", with_row(id_="a" * 200), with_row(id_="a" * 201), 131009),
    (
        "row ids differ",
        options(*sections((2,))),
        options({"title": "Pilihan", "rows": [row(), row()]}),
        131009,
    ),
    ("link button", link("a" * 20), link("a" * 21), 131009),
    ("address of a link button", link("Lihat"), link("Lihat", "javascript:alert(1)"), 131009),
    ("caption", image(caption="a" * 1024), image(caption="a" * 1025), 100),
    ("media by an address", image(), image(link="ftp://toko.example/foto.jpg"), 131009),
    ("media by a whole address", image(), image(link="/foto.jpg"), 131009),
    ("media by address or id", message("image", {"id": "1"}), image(id="1"), 100),
    ("media by one of them", image(), message("image", {}), 100),
    (
        "a sticker has no caption",
        message("video", {"id": "1", "caption": "a"}),
        message("sticker", {"id": "1", "caption": "a"}),
        100,
    ),
    (
        "a voice message has no caption",
        message("audio", {"id": "1"}),
        message("audio", {"id": "1", "caption": "a"}),
        100,
    ),
    (
        "a file name is for documents",
        message("document", {"id": "1", "filename": "a.pdf"}),
        image(filename="a.jpg"),
        100,
    ),
    (
        "a place on earth",
        message("location", {"latitude": -6.2, "longitude": 106.8}),
        message("location", {"latitude": -96.2, "longitude": 106.8}),
        131009,
    ),
    (
        "data that comes back",
        text("a", biz_opaque_callback_data="a" * 512),
        text("a", biz_opaque_callback_data="a" * 513),
        100,
    ),
    ("type", text("a"), message("puisi", {}), 131051),
    ("content of the type", text("a"), without(text("a"), "text"), 131008),
    ("keys", text("a"), text("a", colour="red"), 100),
    ("product", text("a"), text("a") | {"messaging_product": "sms"}, 100),
    ("one recipient", text("a"), text("a", recipient=SARI.user_id), 131008),
    ("a recipient", text("a"), without(text("a"), "to"), 131008),
    ("a user id", without(text("a", recipient=SARI.user_id), "to"), text("a") | {"to": SARI.user_id}, 131009),
    ("a known recipient", text("a"), text("a") | {"to": NOBODY}, 131026),
    ("a known template", template(), template("tiket_lain"), 132001),
    ("its language", template(), template(code="en"), 132001),
    ("its parameters", template(), template(parameters=()), 132000),
]


@pytest.mark.parametrize(
    ("fits", "too_much", "code"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_at_the_edge_it_is_taken_and_beyond_refused(
    vendor: Vendor, fits: Json, too_much: Json, code: int
) -> None:
    taken, refused = vendor.send(fits), vendor.send(too_much)
    assert taken.status_code == 200, taken.text
    assert taken.json()["messages"] == [{"id": vendor.cloud.sent[0].id}]
    assert refused.status_code in (400, 404)
    error = refused.json()["error"]
    assert (error["code"], error["type"]) == (code, "OAuthException")
    assert error["message"].startswith(f"(#{code}) ")
    assert error["error_data"]["details"]
    assert [one.message for one in vendor.cloud.sent] == [fits]


def test_after_24_hours_only_a_template_goes_out(vendor: Vendor) -> None:
    vendor.time.now_s += WINDOW_S
    assert vendor.send(text("masih sempat")).status_code == 200
    vendor.time.now_s += 1
    refused = vendor.send(text("terlambat"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 131047)
    assert vendor.send(template()).status_code == 200


def test_who_never_wrote_gets_templates_only(vendor: Vendor) -> None:
    known = Customer("ID.777", "6281277777777")
    vendor.cloud.meet(known)
    assert vendor.send(text("a") | {"to": known.number}).json()["error"]["code"] == 131047
    assert vendor.send(template() | {"to": known.number}).status_code == 200


def test_a_wrong_token_is_refused_before_anything_is_read(vendor: Vendor) -> None:
    refused = vendor.send({"not": "a message"}, token="another")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, 190)


def test_too_fast_is_refused_with_a_time_to_wait(vendor: Vendor) -> None:
    other, third = Customer("ID.8", "6281288888888"), Customer("ID.9", "6281299999999")
    for customer in (other, third):
        vendor.cloud.hear(customer, vendor.time.now_s)
    assert [vendor.send(text("a")).status_code for _ in range(2)] == [200, 200]
    pair = vendor.send(text("a"))
    assert (pair.status_code, pair.json()["error"]["code"]) == (400, 131056)
    assert "retry-after" not in pair.headers
    assert vendor.send(text("a") | {"to": other.number}).status_code == 200
    whole = vendor.send(text("a") | {"to": third.number})
    assert (whole.status_code, whole.json()["error"]["code"]) == (429, 130429)
    assert whole.headers["retry-after"] == "1"
    vendor.time.now_s += 1
    assert vendor.send(text("a")).status_code == 200


@pytest.mark.parametrize("taken", [False, True])
def test_a_failure_can_be_planned_also_after_the_message_went_out(vendor: Vendor, taken: bool) -> None:
    vendor.cloud.refuse_next(BROKEN, taken=taken)
    assert vendor.send(text("a")).status_code == 500
    assert len(vendor.cloud.sent) == taken
    assert vendor.send(text("b")).status_code == 200


def test_requests_to_elsewhere_or_without_json_are_refused(vendor: Vendor) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    body = json.dumps(text("a")).encode()
    for path, kind, content, status in (
        (f"/v23.0/{NUMBER}/messages", "application/json; charset=utf-8", body, 200),
        (f"/latest/{NUMBER}/messages", "application/json", body, 404),
        ("/v23.0/1/messages", "application/json", body, 400),
        (f"/v23.0/{NUMBER}/messages", "text/plain", body, 400),
        (f"/v23.0/{NUMBER}/messages", "application/json", b"{", 400),
        (f"/v23.0/{NUMBER}/messages", "application/json", b"[]", 400),
    ):
        answer = vendor.client.post(path, content=content, headers={**headers, "content-type": kind})
        assert answer.status_code == status, path
    assert len(vendor.cloud.sent) == 1


def test_everything_is_remembered_in_order(vendor: Vendor) -> None:
    vendor.send(text("satu"))
    vendor.send(text(""))
    ticked = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"}
    assert vendor.send(ticked).json() == {"success": True}
    vendor.send(buttons(("Ya", "Tidak"), ("1", "2")))
    assert [(call.status, call.refusal is None) for call in vendor.cloud.calls] == [
        (200, True),
        (400, False),
        (200, True),
        (200, True),
    ]
    first, second = vendor.cloud.sent
    assert (first.text, first.choices) == ("satu", {})
    assert (second.text, second.choices) == ("Ada lagi?", {"Ya": "1", "Tidak": "2"})
    assert isinstance(vendor.cloud.calls[1].refusal, Refusal)
    assert vendor.cloud.until(lambda sent: len(sent) == 2, 1)[1].to == SARI.number
