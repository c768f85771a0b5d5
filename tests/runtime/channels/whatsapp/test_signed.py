"""Meta's signature over the raw body."""

from __future__ import annotations

import pytest

from runtime.channels.whatsapp.signed import is_signed, sign

BODY = b'{"object":"whatsapp_business_account","entry":[]}'
# worked out with another program
GOOD = "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f"
SECRET = "app-secret"


def test_a_signature_is_as_meta_makes_it() -> None:
    assert sign(BODY, SECRET) == GOOD
    assert is_signed([("X-Hub-Signature-256", GOOD)], BODY, [SECRET])


def test_two_secrets_are_live_while_one_is_replaced() -> None:
    for secrets in ([SECRET, "new"], ["new", SECRET]):
        assert is_signed([("x-hub-signature-256", GOOD)], BODY, secrets)


@pytest.mark.parametrize(
    ("headers", "body", "secrets"),
    [
        ([], BODY, [SECRET]),
        ([("x-hub-signature-256", GOOD)] * 2, BODY, [SECRET]),
        ([("x-hub-signature", GOOD)], BODY, [SECRET]),
        ([("x-hub-signature-256", GOOD.removeprefix("sha256="))], BODY, [SECRET]),
        ([("x-hub-signature-256", "sha256=é")], BODY, [SECRET]),
        ([("x-hub-signature-256", GOOD[:-1])], BODY, [SECRET]),
        ([("x-hub-signature-256", GOOD)], BODY + b" ", [SECRET]),
        ([("x-hub-signature-256", GOOD)], BODY, []),
        ([("x-hub-signature-256", sign(BODY, ""))], BODY, [""]),
        ([("x-hub-signature-256", GOOD)], BODY, ["another"]),
    ],
    ids=[
        "no header",
        "two headers",
        "the older header",
        "no scheme",
        "not ASCII",
        "cut",
        "another body",
        "no secret",
        "an empty secret",
        "another secret",
    ],
)
def test_everything_else_is_refused(headers: list[tuple[str, str]], body: bytes, secrets: list[str]) -> None:
    assert not is_signed(headers, body, secrets)
