"""Foreign bytes to plain data: bounded while streaming, parsed strictly, cleaned, and told what was changed.

Laws:
- Nothing here raises anything but `Refused`, whose status is the HTTP answer.
- A text that comes out can be stored anywhere: valid Unicode, no control character but tab and newline.
- Nothing is changed silently: each cleaned text says how it was altered.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from runtime import limits
from runtime.artifact.records import Json
from runtime.core.limits import TEXT_CHARS

BODY_BYTES = limits.BODY.value
BODY_SECONDS = 10.0  # a sender that needs longer for 256 KiB holds a connection hostage
DEPTH = limits.JSON_DEPTH.value
KEYS = limits.JSON_MEMBERS.value
NUMBER_CHARS = limits.JSON_NUMBER.value

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)  # where clocks begin; year 1 lies outside of UTC in some zones

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_ALTERED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # what any of these finds


class Refused(Exception):
    """A body that is not taken. `status` is the HTTP answer, `why` is for the sender."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text fit for storing. `altered` holds `replaced` (unwanted characters) and `cut` (too long)."""

    text: str
    altered: tuple[str, ...] = ()


def clean_time(told: datetime, now: datetime) -> datetime:
    """Return when something counts as said, whatever its sender's clock says: from `EARLIEST` to `now`."""
    return min(max(told, EARLIEST), now)


def clean_text(text: str, longest: int = TEXT_CHARS) -> Cleaned:
    """Return the text with unwanted characters as U+FFFD, line ends as newlines, at most `longest` long.

    Cut first: everything after this is done on a bounded text.
    """
    altered: list[str] = []
    if len(text) > longest:
        text = text[:longest]
        altered.append("cut")
    if _ALTERED.search(text) is None:  # as most are: one look in place of three
        return Cleaned(text, tuple(altered))
    text = _PAIR.sub(_joined, _LINE_END.sub("\n", text))
    replaced = _UNWANTED.sub("\ufffd", text)
    if replaced != text:
        altered.insert(0, "replaced")
    return Cleaned(replaced, tuple(altered))


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")


async def read_body(
    chunks: AsyncIterator[bytes], most: int = BODY_BYTES, seconds: float = BODY_SECONDS
) -> bytes:
    """Return a body, counted while it streams in: no header is believed.

    Raises:
        Refused: more than `most` bytes (413), or not there after `seconds` (408).
    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in chunks:
                body += chunk
                if len(body) > most:
                    raise Refused(413, f"the body is larger than {most} bytes")
    except TimeoutError as error:
        raise Refused(408, f"the body did not arrive within {seconds:g} s") from error
    return bytes(body)


def parse_json(body: bytes, read_fraction: Callable[[str], Json] = float, members: int = KEYS) -> Json:
    """Return the JSON document in `body`; `read_fraction` makes a number of digits with a point or exponent.

    Raises:
        Refused: not UTF-8, not JSON, too deep, too many members, a doubled key, NaN, a giant number (400).
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the body is not UTF-8") from error
    _bounded(text, members)
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=lambda digits: int(_short(digits)),
            parse_float=lambda digits: read_fraction(_short(digits)),
        )
    except (ValueError, RecursionError) as error:
        raise Refused(400, "the body is not JSON") from error


def _bounded(text: str, most: int) -> None:
    """Count depth and members before anything is built; texts are skipped."""
    if text.count("[") + text.count("{") <= DEPTH and text.count(",") <= most:
        return  # an ordinary message has not so many even with those in its texts
    depth = members = 0
    in_text = escaped = False
    for char in text:
        if in_text:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_text = False
        elif char == '"':
            in_text = True
        elif char in "[{":
            depth += 1
            if depth > DEPTH:
                raise Refused(400, f"the body is nested deeper than {DEPTH} levels")
        elif char in "]}":
            depth -= 1
        elif char == ",":
            members += 1
            if members > most:
                raise Refused(400, f"the body has more than {most} members")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(400, "a key stands twice in the same object")
    return found


def _no_constant(name: str) -> Json:
    raise Refused(400, f"{name} is not JSON")


def _short(digits: str) -> str:
    if len(digits) > NUMBER_CHARS:
        raise Refused(400, f"a number has more than {NUMBER_CHARS} characters")
    return digits
