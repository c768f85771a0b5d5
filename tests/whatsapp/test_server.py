"""WhatsApp from end to end: a running server, a stand-in for the vendor, a stand-in for the desk."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from jsonschema import Draft202012Validator

from tests.browser.shop import ROOT
from tests.whatsapp.site import NUMBER_ID, VERIFY_TOKEN, Site, open_site
from tests.whatsapp.stub import customer as says
from tests.whatsapp.stub.cloud import Sent
from tests.whatsapp.stub.customer import Customer, Said
from tests.whatsapp.stub.refusals import BROKEN, THROUGHPUT, UNDELIVERABLE, Json
from tests.whatsapp.stub.webhooks import encode, sign

SCHEMA = json.loads((ROOT / "schema" / "handover.schema.json").read_text(encoding="utf-8"))
UNSURE = replace(BROKEN, retry_after_s=5)  # by then the status has come, on any machine
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(tmp_path_factory.mktemp("whatsapp")) as opened:
        yield opened


def customer(name: str, *, hidden: bool = False) -> Customer:
    """Return somebody who never wrote before; `hidden`: whose number WhatsApp does not tell."""
    number = next(_numbers)
    return Customer(f"ID.{1000 + number}", None if hidden else f"62812{number:08}", name)


@dataclass(frozen=True, slots=True)
class Guest:
    """A customer who was greeted and sees the menu."""

    customer: Customer
    greeting: Sent
    question: Sent

    def tap(self, title: str) -> Said:
        return says.button_reply(self.question.choices[title], title)


@pytest.fixture(scope="module")
def guests(site: Site) -> list[Guest]:
    """Return customers who all wrote at the same time: the bot waits for more words once, not for each."""
    people = [customer(name) for name in ("Lama", "Gagal", "Cepat", "Ragu", "Pindah", "Macam")]
    values = [site.webhooks.messages(one, [says.text("halo")]) for one in people]
    assert site.webhooks.post(encode(site.webhooks.body(values))).status_code == 200
    return [Guest(one, *site.got(one, 2)) for one in people]


@pytest.fixture
def guest(guests: list[Guest]) -> Guest:
    return guests.pop()


def test_from_the_first_word_to_an_agents_answer(site: Site) -> None:
    sari = customer("Sari")
    assert site.webhooks.write(sari, says.text("halo")).status_code == 200
    greeting, question = site.got(sari, 2)
    assert "Toko Sejahtera" in greeting.text
    assert question.message["interactive"]["type"] == "button"
    buttons = question.choices
    assert list(buttons) == ["Lacak pesanan", "Minta refund", "Bicara dengan CS"]

    tapped = says.button_reply(buttons["Bicara dengan CS"], "Bicara dengan CS")
    site.webhooks.write(sari, tapped)
    topics = site.got(sari, 4)[3]
    assert topics.message["interactive"]["type"] == "list"
    assert list(topics.choices) == ["Pengiriman", "Pengembalian dana", "Produk rusak atau salah", "Hal lain"]
    site.webhooks.write(sari, says.location(-6.2, 106.8))  # no answer to the question: it is asked again
    again = site.got(sari, 6)[5].choices
    assert list(again) == list(topics.choices)

    site.webhooks.write(sari, says.list_reply(again["Hal lain"], "Hal lain"))
    record = site.handover(sari)["record"]
    Draft202012Validator(SCHEMA).validate(record)
    assert (record["to"], record["conversation"]["channel"]) == ("cs", "whatsapp")
    assert {fact["name"]: fact["value"] for fact in record["slots"]}["nama"] == "Sari"
    assert "antrean" in site.got(sari, 7)[6].text

    album = [
        says.media("image", f"90{number}", "kemasannya" if number == 1 else None) for number in (1, 2, 3)
    ]
    site.webhooks.write(sari, *album)
    site.webhooks.write(sari, says.location(-6.2, 106.816667, "Rumah"))
    site.webhooks.write(sari, tapped, album[2])  # once more: the vendor had no answer, it believes
    site.webhooks.write(sari, says.text("itu tadi fotonya"))
    met = site.handover(sari, lambda one: one["lines"][-1]["text"] == "itu tadi fotonya")
    photos, (place, _) = (told := relayed(met))[:-2], told[-2:]
    assert [line.rpartition("/")[2] for line in photos] == ["901", "902", "903"]
    assert photos[0].startswith("kemasannya\n[image] http://")
    assert place.split("\n") == ["-6.200000,106.816667", "Rumah", "Jalan Melati 5"]

    site.act(met, "accepted")
    site.act(met, "message", "Halo Kak Sari, saya Ani. Fotonya sudah saya terima.")
    noted, joined, said = site.got(sari, 10)[7:]
    assert "kami catat" in noted.text  # once, whatever they send while they wait
    assert "Ani" in joined.text
    assert said.text.endswith("Fotonya sudah saya terima.")
    site.act(met, "resolved")


def relayed(handover: Json) -> list[str]:
    """Return what reached the desk after the handover: words, or kind and address of a medium."""
    before = len(handover["record"]["transcript"])
    return [line["text"] for line in handover["lines"][before:] if line["who"] == "customer"]


def test_every_kind_of_message_reaches_the_desk_in_order(site: Site, guest: Guest) -> None:
    who = guest.customer
    site.webhooks.write(who, guest.tap("Bicara dengan CS"))
    topics = site.got(who, 4)[3].choices
    site.webhooks.write(who, says.list_reply(topics["Hal lain"], "Hal lain"))
    site.handover(who)
    media = [says.media(kind, f"77{kind}") for kind in says.MIMES]
    card = says.contact_card("Budi", "+62 812-0000-0000")
    assert site.webhooks.write(who, *media, card, says.reaction("wamid.1", "👍")).status_code == 200
    assert site.webhooks.write(who, says.order("sku-1"), says.unsupported()).status_code == 200
    site.webhooks.write(who, says.template_button("Sudah itu saja", "selesai"))
    met = site.handover(who, lambda one: one["lines"][-1]["text"] == "Sudah itu saja")
    told = relayed(met)
    assert [line.rpartition("/")[2] for line in told[: len(media)]] == [f"77{kind}" for kind in says.MIMES]
    rest = ["Budi, +62 812-0000-0000", "[unsupported]", "[unsupported]", "Sudah itu saja"]
    assert told[len(media) :] == rest  # what cannot be shown is told; the reaction wants no answer


def test_a_customer_without_number_and_several_messages_in_one_body(site: Site) -> None:
    """Who hides the number is answered by user id; a reaction wants no answer."""
    hidden, other = customer("Rahasia", hidden=True), customer("Tono")
    values = [
        site.webhooks.messages(hidden, [says.text("jam buka"), says.reaction("wamid.1", "👍")]),
        site.webhooks.messages(other, [says.text("ongkir")]),
    ]
    assert site.webhooks.post(encode(site.webhooks.body(values))).status_code == 200
    hours, cost = site.got(hidden, 2), site.got(other, 2)
    assert {one.message.get("recipient") for one in hours} == {hidden.user_id}
    assert all("to" not in one.message for one in hours)
    assert ("08.00-21.00" in hours[1].text, "Ongkir" in cost[1].text) == (True, True)
    site.webhooks.write(hidden, says.text("ongkir"))
    assert "Ongkir" in site.got(hidden, 3)[2].text


def test_a_duplicate_changes_nothing(site: Site) -> None:
    who, first = customer("Dua"), says.text("jam buka")
    for _ in range(3):
        assert site.webhooks.write(who, first).status_code == 200
    site.got(who, 2)
    site.webhooks.write(who, first, says.text("ongkir"))
    assert ["Ongkir" in one.text for one in site.got(who, 3)] == [False, False, True]
    assert len(site.got(who, 3)) == 3


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "no sign"])
def test_what_the_app_did_not_sign_is_refused_and_not_stored(site: Site, signature: str) -> None:
    who = customer("Palsu")
    body = encode(site.webhooks.body([site.webhooks.messages(who, [says.text("zamrud tujuh dua enam")])]))
    assert site.webhooks.post(body, signature).status_code == 401
    assert b"zamrud" not in site.stored()
    assert str(who.number).encode() not in site.stored()


def test_what_the_app_signed_is_stored_as_long_as_its_bytes_are_the_signed_ones(site: Site) -> None:
    """The other side of the test above: had these bytes been stored, they would have been found."""
    who = customer("Benar")
    body = encode(site.webhooks.body([site.webhooks.messages(who, [says.text("mirah delapan / lima")])]))
    rewritten = json.dumps(json.loads(body)).encode()
    signature = sign(body, "an-app-secret-of-tests")
    assert site.webhooks.post(rewritten, signature).status_code == 401
    assert b"mirah" not in site.stored()
    assert site.webhooks.post(body, signature).status_code == 200
    assert b"mirah" in site.stored()


def test_statuses_that_are_late_or_out_of_order_change_nothing(site: Site, guest: Guest) -> None:
    both = (guest.question, guest.greeting)
    told = [site.webhooks.status(one, status) for one in both for status in ("read", "sent")]
    late = site.webhooks.status(guest.greeting, "delivered", ago_s=6 * 24 * 60 * 60)
    nobodys = {**late, "id": "wamid.unknown", "biz_opaque_callback_data": "nobody's"}
    assert site.webhooks.tell(*told, late, *told, nobodys).status_code == 200
    site.webhooks.write(guest.customer, guest.tap("Lacak pesanan"))
    assert len(site.got(guest.customer, 3)) == 3
    ids = {str(one.message["biz_opaque_callback_data"]) for one in both}
    assert ids <= {one["id"] for one in site.outbox("sent")}


def test_a_message_that_could_not_be_delivered_is_seen_by_operators(site: Site, guest: Guest) -> None:
    site.webhooks.tell(site.webhooks.status(guest.question, "failed", refusals=[UNDELIVERABLE]))
    (dead,) = site.outbox("dead")
    assert dead["id"] == guest.question.message["biz_opaque_callback_data"]
    assert "131026" in dead["why"]


def test_too_fast_for_the_vendor_is_sent_again_in_order(site: Site, guest: Guest) -> None:
    site.cloud.refuse_next(THROUGHPUT, guest.customer)
    began = site.cloud.now()
    site.webhooks.write(guest.customer, guest.tap("Minta refund"))
    sorry, question = site.got(guest.customer, 4)[2:]
    assert "TK-123456" in question.text
    assert "TK-123456" not in sorry.text
    assert sorry.at - began >= 1  # as Retry-After asks


def test_what_a_status_says_was_sent_is_not_said_twice(site: Site, guest: Guest) -> None:
    """The vendor took it and answered with an error: nobody knows, until its status comes."""
    site.cloud.refuse_next(UNSURE, guest.customer, taken=True)
    site.webhooks.write(guest.customer, guest.tap("Minta refund"))
    sorry = site.got(guest.customer, 3)[2]
    site.webhooks.tell(site.webhooks.status(sorry, "sent"))
    question = site.got(guest.customer, 4)[3]
    assert "TK-123456" not in sorry.text
    assert "TK-123456" in question.text


def test_who_gets_another_number_goes_on_where_the_talk_was(site: Site, guest: Guest) -> None:
    after = customer(guest.customer.name)
    site.webhooks.write(guest.customer, says.moved(guest.customer, after))
    site.webhooks.write(after, guest.tap("Lacak pesanan"))
    (asked,) = site.got(after, 1)
    assert "TK-123456" in asked.text


def test_only_the_right_token_verifies_the_address(site: Site) -> None:
    good = site.webhooks.verify(VERIFY_TOKEN, "1158201444")
    assert (good.status_code, good.text) == (200, "1158201444")
    for token in ("", "another"):
        bad = site.webhooks.verify(token, "1158201444")
        assert bad.status_code == 403
        assert "1158201444" not in bad.text


def test_all_that_was_sent_passed_the_vendors_checks(site: Site) -> None:
    """Runs last: whatever the tests above made the bot say."""
    refused = [call for call in site.cloud.calls if call.refusal not in (None, THROUGHPUT, UNSURE)]
    assert refused == []
    assert {call.path.split("/", 2)[2] for call in site.cloud.calls} == {f"{NUMBER_ID}/messages"}
    ids = [one.message["biz_opaque_callback_data"] for one in site.cloud.sent]
    assert len(ids) == len(set(ids)) > 0
