"""What is surely true when something happens to a customer: for asking whether a rule holds then."""

from __future__ import annotations

from decimal import Decimal

from flowc.types.claims import Claims, Numbers, OneOf, path
from runtime.artifact.tree import Argument, Call, Name, String

_ASK_HUMAN = "ask_human"


def asking_for_human() -> tuple[Claims, ...]:
    """Return what is true of a message that asks for a person."""
    contains = Call(
        Name("list contains"), (Argument(path("message", "intents")), Argument(String(_ASK_HUMAN)))
    )
    return (
        {
            path("message", "intent"): OneOf(frozenset((_ASK_HUMAN,))),
            contains: OneOf(frozenset((True,))),
            path("turns", "customer"): Numbers(low=Decimal(1)),
        },
    )


def not_understood(times: int) -> tuple[Claims, ...]:
    """Return what is true before the bot asks again, when it has not understood so many times in a row."""
    counted = Numbers(low=Decimal(times))
    return ({path("turns", "not_understood"): counted, path("turns", "customer"): counted},)
