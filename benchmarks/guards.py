"""Five conditions as bots write them, in each language that is measured, and what they look at."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition. `python` is also what simpleeval reads. An empty text: the language cannot say it."""

    feel: str
    python: str
    cel: str
    bkflow: str


GUARDS = (
    Guard(
        'order_total > 500000 and customer.plan = "gold"',
        'order_total > 500000 and customer.plan == "gold"',
        'order_total > 500000 && customer.plan == "gold"',
        'order_total > 500000 and customer.plan = "gold"',
    ),
    Guard(
        "turns.not_understood >= 2 or turns.declined > 0",
        "turns.not_understood >= 2 or turns.declined > 0",
        "turns.not_understood >= 2 || turns.declined > 0",
        "turns.not_understood >= 2 or turns.declined > 0",
    ),
    Guard(
        'topic in ("refund", "payment", "delivery") and attempts + 1 <= max_attempts',
        'topic in ("refund", "payment", "delivery") and attempts + 1 <= max_attempts',
        'topic in ["refund", "payment", "delivery"] && attempts + 1 <= max_attempts',
        'topic in ["refund", "payment", "delivery"] and attempts + 1 <= max_attempts',
    ),
    Guard(
        "age between 18 and 65 and not(done)",
        "(18 <= age <= 65) and not done",
        "age >= 18 && age <= 65 && !done",
        "age >= 18 and age <= 65 and not(done)",
    ),
    Guard(
        'contains(message.text, "paket") or customer.last_topic = "delivery"',
        '"paket" in message.text or customer.last_topic == "delivery"',
        'message.text.contains("paket") || customer.last_topic == "delivery"',
        'contains(message.text, "paket") or customer.last_topic = "delivery"',
    ),
)

Scope = dict[str, Any]  # Any: words, numbers and contexts, as each engine wants them

PLAIN: Scope = {
    "order_total": 750_000,
    "customer": {"plan": "gold", "last_topic": "delivery"},
    "turns": {"not_understood": 1, "declined": 1},
    "topic": "payment",
    "attempts": 2,
    "max_attempts": 3,
    "age": 70,
    "done": False,
    "message": {"text": "kak paket saya sudah sampai mana ya", "kind": "text"},
}


def with_decimals(scope: Scope) -> Scope:
    """Return the same with numbers as FEEL has them."""
    return {name: _decimal(value) for name, value in scope.items()}


def _decimal(value: Any) -> Any:  # Any: as in `Scope`
    if isinstance(value, dict):
        return with_decimals(value)
    return Decimal(value) if type(value) is int else value
