"""Slots as the artifact has them, with the language's defaults filled in (LANGUAGE section 2)."""

from __future__ import annotations

from flowc.emit.types import lower_type
from flowc.machine.at import place
from flowc.machine.messages import INVALID, MessageNames
from flowc.machine.options import label
from flowc.machine.questions import RETRIES
from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model

TOPIC = "topic"  # the slot that says what a conversation is about
_SPOKEN_TYPES = frozenset({"email", "phone"})  # recognised in any message
_PRIVATE_TYPES = frozenset({"email", "file", "phone"})


def slots(bot: tree.Bot, names: MessageNames, values: Values) -> dict[str, model.Slot]:
    return {name: _slot(slot, bot, names, values) for name, slot in bot.slots.items()}


def _slot(slot: tree.Slot, bot: tree.Bot, names: MessageNames, values: Values) -> model.Slot:
    locales = tuple(word.text for word in bot.locales)
    unsaid = RETRIES if bot.defaults is None or bot.defaults.retries is None else bot.defaults.retries
    return model.Slot(
        type=lower_type(slot.type, locales, values),
        from_=tuple(word.text for word in slot.from_),
        default=None if slot.default is None else values.value(slot.default, slot.type),
        ask=None if slot.ask is None else names.of(slot.ask),
        invalid=INVALID if slot.invalid is None else names.of(slot.invalid),
        retries=unsaid if slot.retries is None else slot.retries,
        check=None if slot.check is None else values.expr(slot.check),
        confirm=None if slot.confirm is None else names.of(slot.confirm),
        optional=slot.optional,
        fill=_fill(slot) if slot.fill is None else slot.fill.text,
        pii=slot.type.name.text in _PRIVATE_TYPES if slot.pii is None else slot.pii,
        record=slot.record,
        label=label(slot.label, locales, _readable(slot.name.text)),
        place=place(slot.name.span),
    )


def _fill(slot: tree.Slot) -> str:
    """Return when a slot takes its value from free text, where it does not say so itself."""
    if slot.name.text == TOPIC:
        return "latest"
    kind = slot.type
    if kind.name.text in _SPOKEN_TYPES or kind.pattern is not None:
        return "empty"
    return "empty" if any(option.phrases is not None for option in kind.options) else "asked"


def _readable(name: str) -> str:
    """Return a slot's name as a label for agents: `customer.account_owner` is `Account owner`."""
    words = name.rpartition(".")[2].replace("_", " ")
    return words[:1].upper() + words[1:]
