"""Standard Webhooks: the published vector, and every way in which a request is not signed."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + base64.b64encode(b"another secret of 32 bytes here!").decode()
ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
AT = 1674087231
BODY = (
    b'{"type":"contact.created","timestamp":"2022-11-03T20:26:10.344522Z",'
    b'"data":{"id":"1f81eb52-5198-4599-803e-771906343485"}}'
)
GOOD = "v1,ARw42xaAApl/nxRo+iPGYwSaMQaOwMo2eyH5JBRA+bQ="


def signed(**changes: str) -> list[tuple[str, str]]:
    pairs = {"webhook-id": ID, "webhook-timestamp": str(AT), "webhook-signature": GOOD}
    pairs |= {name.replace("_", "-"): value for name, value in changes.items()}
    return list(pairs.items())


def test_the_published_vector_is_met_both_ways() -> None:
    assert signature.sign(ID, AT, BODY, [SECRET]).signature == GOOD
    assert signature.verify(signed(), BODY, [SECRET], AT) == ID


ACCEPTED = [
    ("five minutes late", signed(), [SECRET], AT + 300),
    ("five minutes early", signed(), [SECRET], AT - 300),
    ("the second of two live secrets", signed(), [OTHER, SECRET], AT),
    (
        "the good one among several signatures",
        signed(webhook_signature=f"v1,AAAA v1a,xx {GOOD}"),
        [SECRET],
        AT,
    ),
    ("header names in capitals", [(name.upper(), value) for name, value in signed()], [SECRET], AT),
    ("a broken secret beside a good one", signed(), ["whsec_short", SECRET], AT),
]


@pytest.mark.parametrize(
    ("headers", "secrets", "now"), [case[1:] for case in ACCEPTED], ids=[c[0] for c in ACCEPTED]
)
def test_accepted(headers: list[tuple[str, str]], secrets: list[str], now: int) -> None:
    assert signature.verify(headers, BODY, secrets, now) == ID


REFUSED = [
    ("no headers", [], [SECRET], AT),
    ("no secret at all", signed(), [], AT),
    ("an empty secret", signed(), [""], AT),
    ("an empty key", signed(), ["whsec_"], AT),
    ("a short secret", signed(), ["whsec_" + base64.b64encode(b"short").decode()], AT),
    ("another secret", signed(), [OTHER], AT),
    ("too old", signed(), [SECRET], AT + 301),
    ("too young", signed(), [SECRET], AT - 301),
    ("an empty signature", signed(webhook_signature=""), [SECRET], AT),
    ("a version we do not know", signed(webhook_signature=GOOD.replace("v1,", "v2,")), [SECRET], AT),
    ("a signature without version", signed(webhook_signature=GOOD[3:]), [SECRET], AT),
    ("a cut signature", signed(webhook_signature=GOOD[:-4]), [SECRET], AT),
    ("a signature that is not ASCII", signed(webhook_signature=GOOD + "é"), [SECRET], AT),
    ("the good one behind too many", signed(webhook_signature="v1,AA " * 8 + GOOD), [SECRET], AT),
    ("a doubled id", [*signed(), ("Webhook-Id", ID)], [SECRET], AT),
    ("a doubled signature", [*signed(), ("webhook-signature", GOOD)], [SECRET], AT),
    ("another id", signed(webhook_id="msg_2"), [SECRET], AT),
    ("an id with a dot", signed(webhook_id="msg.1"), [SECRET], AT),
    ("an endless id", signed(webhook_id="m" * 257), [SECRET], AT),
    ("a timestamp with a sign", signed(webhook_timestamp=f"+{AT}"), [SECRET], AT),
    ("a timestamp that is no number", signed(webhook_timestamp="now"), [SECRET], AT),
    ("digits of another script", signed(webhook_timestamp="١٦٧٤٠٨٧٢٣١"), [SECRET], AT),
]


@pytest.mark.parametrize(
    ("headers", "secrets", "now"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused(headers: list[tuple[str, str]], secrets: list[str], now: int) -> None:
    assert signature.verify(headers, BODY, secrets, now) is None


@given(st.binary(max_size=200), st.integers(0, 199), st.integers(1, 255))
def test_any_changed_byte_is_refused(body: bytes, place: int, change: int) -> None:
    headers = list(signature.sign("m1", AT, body, [SECRET]).mapping().items())
    assert signature.verify(headers, body, [SECRET], AT) == "m1"
    changed = bytearray(body or b"x")
    changed[place % len(changed)] ^= change
    assert signature.verify(headers, bytes(changed), [SECRET], AT) is None


def test_signing_with_two_secrets_serves_both_receivers() -> None:
    headers = list(signature.sign("m1", AT, BODY, [SECRET, OTHER]).mapping().items())
    assert signature.verify(headers, BODY, [SECRET], AT) == "m1"
    assert signature.verify(headers, BODY, [OTHER], AT) == "m1"


def test_signing_without_a_good_secret_is_refused() -> None:
    for secrets in ([], [""], ["whsec_AAAA"], ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]):
        with pytest.raises(signature.SecretError):
            signature.sign("m1", AT, BODY, secrets)
    with pytest.raises(ValueError, match="no dot"):
        signature.sign("m.1", AT, BODY, [SECRET])


@given(st.text())
def test_every_id_becomes_one_that_can_be_signed(id_: str) -> None:
    safe = signature.webhook_id(id_.encode("utf-8", "replace").decode())
    assert signature.sign(safe, AT, b"", [SECRET]).id == safe


def test_a_new_secret_can_sign() -> None:
    secret = signature.new_secret()
    assert 24 <= len(signature.key(secret)) <= 64
    assert secret != signature.new_secret()


@pytest.mark.parametrize(
    ("given", "expected", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("", "", False),
        (None, "a", False),
        ("a", None, False),
        ("é", "a", False),
        ("b", ("a", "b"), True),
        ("c", ("a", "b"), False),
        ("b", (None, "b"), True),
        (None, (None, None), False),
        ("a", "ab", False),
    ],
)
def test_tokens(given: str | None, expected: tuple[str | None, ...] | str | None, same: bool) -> None:
    live = expected if isinstance(expected, tuple) else (expected,)
    assert signature.same_token(given, *live) is same
