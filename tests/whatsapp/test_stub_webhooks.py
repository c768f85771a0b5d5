"""What the stand-in sends to a server: signed as the vendor signs, with everything that can come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.browser.shop import listen, running, url_of
from tests.whatsapp.stub import customer as says
from tests.whatsapp.stub.cloud import Cloud, Sent
from tests.whatsapp.stub.customer import Customer, Said
from tests.whatsapp.stub.refusals import WINDOW
from tests.whatsapp.stub.webhooks import Webhooks, encode, sign

SARI = Customer("ID.13491208655302741918", "6281234567890")
HIDDEN = Customer("ID.20202", None, "Rahasia", "rahasia")
NOW = 1_795_000_000


@dataclass(slots=True)
class Server:
    """Answers as told, keeps what came."""

    status: int = 200
    came: list[tuple[bytes, str]] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        if request.method == "GET":
            return PlainTextResponse(request.query_params["hub.challenge"])
        self.came.append((await request.body(), request.headers["x-hub-signature-256"]))
        return Response(status_code=self.status)

    def values(self) -> list[Any]:  # Any: JSON
        entries = [entry for body, _ in self.came for entry in json.loads(body)["entry"]]
        return [change["value"] for entry in entries for change in entry["changes"]]


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Server, Webhooks]]:
    server, listening = Server(), listen()
    app = Starlette(routes=[Route("/hook", server.take, methods=["GET", "POST"])])
    webhooks = Webhooks(
        Cloud("token", "106540352242922", now=lambda: NOW + 0.5), f"{url_of(listening)}/hook", "app-secret"
    )
    with running(app, listening):
        yield server, webhooks
    webhooks.close()


@pytest.fixture
def server(served: tuple[Server, Webhooks]) -> Server:
    served[0].came.clear()
    served[0].status = 200
    return served[0]


@pytest.fixture
def webhooks(served: tuple[Server, Webhooks]) -> Webhooks:
    served[1].deliveries.clear()
    return served[1]


def test_the_signature_is_the_vendors() -> None:
    body = b'{"object":"whatsapp_business_account","entry":[]}'
    signed = "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f"
    assert sign(body, "app-secret") == signed


def test_bytes_differ_from_what_writing_the_json_again_gives() -> None:
    body = {"text": "é/🙂"}
    assert encode(body) == rb'{"text":"\u00e9\/\ud83d\ude42"}'
    assert json.loads(encode(body)) == body


def test_several_messages_come_signed_in_one_body(server: Server, webhooks: Webhooks) -> None:
    assert webhooks.write(SARI, says.text("halo"), says.text("ada?"), ago_s=5).status_code == 200
    ((body, signature),) = server.came
    assert signature == sign(body, "app-secret")
    assert webhooks.deliveries[0].body == body
    (value,) = server.values()
    assert value["metadata"]["phone_number_id"] == "106540352242922"
    assert value["contacts"] == [{"profile": {"name": "Sari"}, "wa_id": SARI.number, "user_id": SARI.user_id}]
    assert [one["text"]["body"] for one in value["messages"]] == ["halo", "ada?"]
    assert {(one["from"], one["timestamp"], one["type"]) for one in value["messages"]} == {
        (SARI.number, str(NOW - 5), "text")
    }
    assert len({one["id"] for one in value["messages"]}) == 2


def test_a_user_may_come_without_number(server: Server, webhooks: Webhooks) -> None:
    webhooks.write(HIDDEN, says.text("halo"))
    (value,) = server.values()
    assert value["contacts"] == [
        {"profile": {"name": "Rahasia", "username": "rahasia"}, "user_id": HIDDEN.user_id}
    ]
    assert "from" not in value["messages"][0]


KINDS = [
    (says.button_reply("1", "Ya"), "interactive"),
    (says.list_reply("1", "Lacak", "pesanan"), "interactive"),
    (says.form_reply('{"nama":"Sari"}'), "interactive"),
    (says.template_button("Ya", "ya"), "button"),
    *((says.media(kind, "90"), kind) for kind in says.MIMES),
    (says.location(-6.2, 106.8, "Rumah"), "location"),
    (says.contact_card("Budi", "+62 812-0000-0000"), "contacts"),
    (says.reaction("wamid.1", None), "reaction"),
    (says.order("sku-1"), "order"),
    (says.unsupported(), "errors"),
    (says.moved(SARI, HIDDEN), "system"),
]


@pytest.mark.parametrize(
    ("said", "key"), KINDS, ids=[f"{said.type} {n}" for n, (said, _) in enumerate(KINDS)]
)
def test_every_kind_stands_under_its_name(server: Server, webhooks: Webhooks, said: Said, key: str) -> None:
    webhooks.write(SARI, said)
    (value,) = server.values()
    (message,) = value["messages"]
    assert message["type"] == said.type
    assert message[key] == said.content
    assert ("contacts" in value) == (said.type != "system")


def test_a_duplicate_has_the_same_id_and_other_bytes_may_stand_around_it(
    server: Server, webhooks: Webhooks
) -> None:
    said = says.text("halo")
    webhooks.write(SARI, said)
    webhooks.write(SARI, says.text("lagi"), said, ago_s=3)
    first, second = server.values()
    assert first["messages"][0]["id"] == second["messages"][1]["id"]


def test_statuses_come_in_any_order_with_what_was_sent_along(server: Server, webhooks: Webhooks) -> None:
    sent = Sent("wamid.out", "6281234567890", {"type": "text", "biz_opaque_callback_data": "e1"}, NOW)
    webhooks.tell(
        webhooks.status(sent, "read"),
        webhooks.status(sent, "sent", ago_s=60),
        webhooks.status(sent, "failed", refusals=[WINDOW]),
    )
    (value,) = server.values()
    read, first, failed = value["statuses"]
    assert (read["status"], read["id"], read["recipient_id"]) == ("read", "wamid.out", "6281234567890")
    assert (first["status"], first["timestamp"]) == ("sent", str(NOW - 60))
    assert {one["biz_opaque_callback_data"] for one in value["statuses"]} == {"e1"}
    assert failed["errors"][0]["code"] == 131047
    assert ("pricing" in read, "pricing" in failed) == (True, False)


def test_the_address_is_verified_and_a_refusal_seen(server: Server, webhooks: Webhooks) -> None:
    assert webhooks.verify("token", "12345").text == "12345"
    server.status = 503
    assert webhooks.write(SARI, says.text("halo")).status_code == 503
    assert webhooks.post(b"{}", "sha256=0").status_code == 503
    assert [one.status for one in webhooks.deliveries] == [503, 503]
    assert server.came[1] == (b"{}", "sha256=0")
