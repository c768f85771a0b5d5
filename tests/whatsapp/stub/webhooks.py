"""Sends what the Cloud API sends: signed webhooks with messages and with the statuses of what was sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from tests.whatsapp.stub.cloud import Cloud, Sent
from tests.whatsapp.stub.customer import OUR_NUMBER, Customer, Said
from tests.whatsapp.stub.refusals import Json, Refusal

ACCOUNT = "104996122399160"
ANSWER_S = 10.0  # a server that takes longer to answer has not answered


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook that was sent, and the status it was answered with."""

    body: bytes
    status: int


class Webhooks:
    """`url` is the webhook of the server under test, `secret` the app's; `deliveries` is all it sent."""

    def __init__(self, cloud: Cloud, url: str, secret: str) -> None:
        self._cloud, self._url, self._secret = cloud, url, secret
        self._client = httpx.Client(timeout=ANSWER_S, trust_env=False)
        self.deliveries: list[Delivery] = []

    def close(self) -> None:
        self._client.close()

    def verify(self, token: str, challenge: str) -> httpx.Response:
        """Ask whether the address is the server's, as when it is entered at the vendor."""
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": token}
        return self._client.get(self._url, params=query)

    def write(self, customer: Customer, *said: Said, ago_s: int = 0) -> httpx.Response:
        """Deliver messages of a customer in one body. The same message again is a duplicate."""
        return self.post(encode(self.body([self.messages(customer, said, ago_s)])))

    def tell(self, *statuses: Json) -> httpx.Response:
        """Deliver statuses in one body, in the given order."""
        return self.post(encode(self.body([self.value(statuses=list(statuses))])))

    def messages(self, customer: Customer, said: Sequence[Said], ago_s: int = 0) -> Json:
        """Return a value with messages of so many seconds ago; they open the customer's window."""
        at = int(self._cloud.now()) - ago_s
        self._cloud.hear(customer, at)
        elements = [one.element(customer, at) for one in said]
        if all(one.type == "system" for one in said):
            return self.value(messages=elements)
        return self.value(contacts=[customer.contact()], messages=elements)

    def status(self, sent: Sent, status: str, *, ago_s: int = 0, refusals: Sequence[Refusal] = ()) -> Json:
        """Return a status of something that was sent: `sent`, `delivered`, `read` or `failed`."""
        told: Json = {
            "id": sent.id,
            "status": status,
            "timestamp": str(int(self._cloud.now()) - ago_s),
            "recipient_id": sent.to,
        }
        if "biz_opaque_callback_data" in sent.message:
            told["biz_opaque_callback_data"] = sent.message["biz_opaque_callback_data"]
        if status == "failed":
            return {**told, "errors": [one.told() for one in refusals]}
        expires = str(int(self._cloud.now()) + 86_400)
        talk = {"id": f"talk-{sent.to}", "expiration_timestamp": expires, "origin": {"type": "service"}}
        pricing = {"billable": False, "pricing_model": "PMP", "category": "service"}
        return {**told, "conversation": talk, "pricing": pricing}

    def value(self, **content: object) -> Json:
        """Return the value of a change: `messages` with `contacts`, or `statuses`, or `errors`."""
        number = {"display_phone_number": OUR_NUMBER, "phone_number_id": self._cloud.number_id}
        return {"messaging_product": "whatsapp", "metadata": number, **content}

    def body(self, values: Sequence[Json]) -> Json:
        """Return one body with several changes."""
        changes = [{"value": value, "field": "messages"} for value in values]
        return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": changes}]}

    def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        """Deliver bytes, signed with the app's secret or with another signature."""
        headers = {
            "content-type": "application/json",
            "x-hub-signature-256": sign(body, self._secret) if signature is None else signature,
        }
        answer = self._client.post(self._url, content=body, headers=headers)
        self.deliveries.append(Delivery(body, answer.status_code))
        return answer


def encode(body: Json) -> bytes:
    """Return a body as the vendor writes it: ASCII with escapes, slashes escaped as well."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def sign(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
