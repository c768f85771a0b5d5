"""How WhatsApp's Cloud API says no: the code, its title, and the JSON body that carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]  # Any: JSON

TITLES = {
    4: "Application request limit reached",
    100: "Invalid parameter",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131051: "Unsupported message type",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    130429: "Rate limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    190: "Invalid OAuth access token",
    131000: "Something went wrong",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused. `status` is HTTP's; `retry_after_s` becomes a header where it is given."""

    code: int
    details: str
    status: int = 400
    retry_after_s: int | None = None

    @property
    def title(self) -> str:
        return TITLES[self.code]

    def answer(self) -> Json:
        """Return the body of the HTTP answer."""
        return {
            "error": {
                "message": f"(#{self.code}) {self.title}",
                "type": "OAuthException",
                "code": self.code,
                "error_data": {"messaging_product": "whatsapp", "details": self.details},
                "fbtrace_id": f"A{self.code:07}stub",
            }
        }

    def told(self) -> Json:
        """Return the same as an element of `errors` in a webhook."""
        return {
            "code": self.code,
            "title": self.title,
            "message": self.title,
            "error_data": {"details": self.details},
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        }


class Refused(Exception):
    """A check that did not pass."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.details)
        self.refusal = refusal


THROUGHPUT = Refusal(130429, "Too many messages per second from this number.", 429, retry_after_s=1)
PAIR_RATE = Refusal(131056, "Too many messages from this number to the same customer in a short time.")
BAD_TOKEN = Refusal(190, "The access token could not be decrypted.", 401)
BROKEN = Refusal(131000, "An unknown error of ours.", 500)
WINDOW = Refusal(131047, "More than 24 hours have passed since the customer last replied to this number.")
UNDELIVERABLE = Refusal(131026, "The recipient is not a WhatsApp user or cannot receive this message.")
