"""A stand-in for WhatsApp's Cloud API: takes messages, refuses what the vendor refuses, keeps it all."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.whatsapp.stub import checks, refusals
from tests.whatsapp.stub.customer import Customer, new_wamid
from tests.whatsapp.stub.limits import WINDOW_S
from tests.whatsapp.stub.refusals import Json, Refusal, Refused

VERSION = re.compile(r"v[0-9]{1,2}\.[0-9]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was taken. `to` is the number or the user id it went to; `at` is Unix time."""

    id: str
    to: str
    message: Json
    at: float

    @property
    def text(self) -> str:
        """Return what the customer reads, without buttons; of a template the parameters, line by line."""
        match self.message:
            case {"text": {"body": body}}:
                return str(body)
            case {"interactive": {"body": {"text": body}}}:
                return str(body)
            case {"template": template}:
                return "\n".join(one["text"] for one in checks.template_parameters(template))
        content = self.message[self.message["type"]]
        return str(content.get("caption", ""))

    @property
    def choices(self) -> dict[str, str]:
        """Return the ids of its buttons or rows, by title."""
        match self.message:
            case {"interactive": {"action": {"buttons": buttons}}}:
                return {one["reply"]["title"]: one["reply"]["id"] for one in buttons}
            case {"interactive": {"action": {"sections": sections}}}:
                return {row["title"]: row["id"] for one in sections for row in one["rows"]}
        return {}


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came, and what it was answered with."""

    path: str
    body: bytes
    status: int
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A refusal that a test asked for. `taken`: the message is delivered all the same."""

    refusal: Refusal
    to: Customer | None
    taken: bool

    def meets(self, key: str) -> bool:
        return self.to is None or key in (self.to.number, self.to.user_id)


class Cloud:
    """One business number. `templates` gives the number of parameters by (name, language code).

    `most` messages are taken in a second; `most_each` of them by one customer.
    """

    def __init__(
        self,
        token: str,
        number_id: str,
        templates: Mapping[tuple[str, str], int] | None = None,
        *,
        most: int = 80,
        most_each: int = 20,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.number_id, self.now = number_id, now
        self.sent: list[Sent] = []
        self.calls: list[Call] = []
        self._token, self._templates = token, templates or {}
        self._most, self._most_each = most, most_each
        self._heard: dict[str, float | None] = {}  # by number and by user id: when last, if ever
        self._planned: list[Planned] = []
        self._changed = threading.Condition()

    def app(self) -> Starlette:
        path = "/{version}/{number_id}/messages"
        return Starlette(routes=[Route(path, self._answer, methods=["POST"])])

    def meet(self, customer: Customer) -> None:
        """Make a customer known who has not written (or not for long)."""
        self._note(customer, None)

    def hear(self, customer: Customer, at: float) -> None:
        """Open the customer's window of 24 hours, from a Unix time on."""
        self._note(customer, at)

    def refuse_next(self, refusal: Refusal, to: Customer | None = None, *, taken: bool = False) -> None:
        """Answer the next good message (to a certain customer) with a refusal."""
        self._planned.append(Planned(refusal, to, taken))

    def until(self, met: Callable[[list[Sent]], bool], timeout_s: float) -> list[Sent]:
        """Return what was sent as soon as it meets a condition.

        Raises:
            AssertionError: it does not after `timeout_s`.
        """
        with self._changed:
            done = self._changed.wait_for(lambda: met(self.sent), timeout_s)
            assert done, [(one.to, one.text) for one in self.sent]
            return list(self.sent)

    async def _answer(self, request: Request) -> Response:
        body = await request.body()
        refusal = None
        try:
            answer = self._take(self._read(request, body))
        except Refused as refused:
            refusal = refused.refusal
            answer = refusal.answer()
        status = refusal.status if refusal else 200
        with self._changed:
            self.calls.append(Call(request.url.path, body, status, refusal))
            self._changed.notify_all()
        wait_s = refusal.retry_after_s if refusal else None
        return JSONResponse(answer, status, {} if wait_s is None else {"retry-after": str(wait_s)})

    def _read(self, request: Request, body: bytes) -> Json:
        """Return the JSON of an authorised request to our number."""
        if request.headers.get("authorization") != f"Bearer {self._token}":
            raise Refused(refusals.BAD_TOKEN)
        if not VERSION.fullmatch(request.path_params["version"]):
            raise Refused(Refusal(100, "the path does not begin with a version", 404))
        if request.path_params["number_id"] != self.number_id:
            raise Refused(Refusal(100, "there is no such phone number id"))
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise Refused(Refusal(100, "the content type is not application/json"))
        try:
            message = json.loads(body)
        except ValueError:
            raise Refused(Refusal(100, "the body is not JSON")) from None
        if not isinstance(message, dict):
            raise Refused(Refusal(100, "the body is not an object"))
        return message

    def _take(self, message: Json) -> Json:
        """Return the answer to a message that was taken, or raise `Refused`."""
        if message.get("status") == "read":  # a tick for the customer; no message
            return {"success": True}
        checks.check(message)
        to = str(message["to"] if "to" in message else message["recipient"])
        self._check_circumstances(message, to.removeprefix("+"))
        sent = Sent(new_wamid(), to, message, self.now())
        planned = next((one for one in self._planned if one.meets(to.removeprefix("+"))), None)
        if planned is None or planned.taken:
            self.sent.append(sent)
        if planned is not None:
            self._planned.remove(planned)
            raise Refused(planned.refusal)
        contact = {"input": to, "wa_id": to.removeprefix("+")}
        return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": sent.id}]}

    def _check_circumstances(self, message: Json, key: str) -> None:
        """Refuse what is too fast, goes to nobody, names no template, or comes too late without one."""
        now = self.now()
        lately = [one.to.removeprefix("+") for one in self.sent if one.at > now - 1]
        if len(lately) >= self._most:
            raise Refused(refusals.THROUGHPUT)
        if lately.count(key) >= self._most_each:
            raise Refused(refusals.PAIR_RATE)
        if key not in self._heard:
            raise Refused(refusals.UNDELIVERABLE)
        if message.get("type") == "template":
            self._check_template(message["template"])
        else:
            heard = self._heard[key]
            if heard is None or now - heard > WINDOW_S:
                raise Refused(refusals.WINDOW)

    def _check_template(self, template: Json) -> None:
        name, language = template["name"], template["language"]["code"]
        wanted = self._templates.get((name, language))
        if wanted is None:
            raise Refused(Refusal(132001, f"template name ({name}) does not exist in {language}", 404))
        given = len(checks.template_parameters(template))
        if given != wanted:
            raise Refused(Refusal(132000, f"body: {given} parameters, expected are {wanted}"))

    def _note(self, customer: Customer, at: float | None) -> None:
        for key in (customer.user_id, customer.number):
            if key:
                last = self._heard.get(key)
                self._heard[key] = last if at is None else max(at, last or 0.0)
