"""What went wrong for a customer, told from the outbox alone. It knows no rule and no file of the bot.

- silenced: the customer wrote, nothing came, and no handover is under way that will answer;
- stranded: the customer insisted on a person for `INSISTING` turns and got to none; or a handover still hangs
  in the air after days in which nobody did anything, and the customer was told nothing of it;
- misrouted: a handover went to a division that no row of a table, no step, no rule and no chain had named; or
  to another than the unchanged bot's, although both knew the same of the customer for the same reason;
- too long: a message over the limit of the channel it went out on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from runtime.channels.limits import CHANNELS, length
from tests.mutants.world import Seen

SILENCED, STRANDED, MISROUTED, TOO_LONG, FAULT = "silenced", "stranded", "misrouted", "too long", "fault"
_STOP = ("stop.done",)  # the customer wants no more words


def judge(seen: Seen, channel: str, named: Set[str]) -> Iterator[tuple[str, int]]:
    """Return what went wrong and in which of the customer's turns.

    `named` are the divisions that steps and rules of the bot name.
    """
    stopped = False
    for number, heard in enumerate(seen.heard):
        names = [message.get("name") for message in heard.messages]
        if heard.act.wait is None and not heard.messages and heard.handover is None and not stopped:
            yield SILENCED, number
        stopped = (stopped and not heard.messages) or any(name in _STOP for name in names)
        for message in heard.messages:
            if length(message["text"]) > CHANNELS[channel].text:
                yield TOO_LONG, number
            if message.get("name") == "fault":
                yield FAULT, number
    insisted = [heard for heard in seen.heard if heard.act.insists]
    if insisted and not seen.records and not stopped:
        yield STRANDED, len(seen.heard)
    later = seen.later
    if (
        later is not None
        and later.handover is not None
        and later.handover["state"] in ("collecting", "queued")
    ):
        yield STRANDED, len(seen.heard) + 1
    if seen.endless:
        yield STRANDED, len(seen.heard) + 2
    for number, record in enumerate(seen.records):
        by_row = any(one["output"] == "to" for one in record.get("why", ()))
        if record["to"] and not by_row and _first(record) not in named:
            yield MISROUTED, number


def elsewhere(seen: Seen, unchanged: Seen) -> bool:
    """Whether the same facts for the same reason led to another division than in the unchanged bot."""
    for one, other in zip(seen.records, unchanged.records, strict=False):
        same = _facts(one) == _facts(other) and one["trigger"]["by"] == other["trigger"]["by"]
        if same and _first(one) != _first(other):
            return True
    return False


def _first(record: Mapping[str, Any]) -> str:  # Any: JSON
    """Return the division that a handover went to before any chain led it on."""
    path = record.get("path") or ()
    return str(path[0]["from"] if path and path[0].get("from") else record["to"])


def _facts(record: Mapping[str, Any]) -> object:  # Any: JSON
    known = sorted((fact["name"], str(fact["value"])) for fact in record.get("slots", ()))
    return record["trigger"]["name"], known, record.get("topic")
