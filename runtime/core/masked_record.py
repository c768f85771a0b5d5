"""A handover's record without what is personal: for lists, and when the transcript's time is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runtime.artifact.model import Slot
from runtime.core.masking import HIDDEN, Masks, masks_of_words
from runtime.core.record import Because, CustomerRef, Record, SlotFact


def masks_of_record(slots: Mapping[str, Slot], record: Record) -> Masks:
    """Return what is hidden in a record's texts. A slot that the bot no longer has counts as personal."""
    customer = record.customer
    words = [customer.name, customer.phone, customer.email]
    for fact in record.slots:
        if _is_personal(slots, fact):
            words += [fact.value, fact.shown, fact.said, *fact.earlier]
    return masks_of_words(word for word in words if word is not None)


def mask_record(slots: Mapping[str, Slot], record: Record) -> Record:
    """Return what of a record may be kept: what it was about and how it went, not who and in which words.

    The customer's id stays: by it the customer's data is found again.
    """
    masks = masks_of_record(slots, record)
    outcome = record.outcome
    if outcome is not None:
        outcome = replace(outcome, survey=masks.facts(outcome.survey))
    return replace(
        record,
        customer=CustomerRef(record.customer.id),
        trigger=replace(record.trigger, evidence=()),
        summary="",  # it quotes the customer
        note=None if record.note is None else masks.text(record.note),
        slots=tuple(_fact(slots, fact, masks) for fact in record.slots),
        why=tuple(_because(one, masks) for one in record.why),
        path=tuple(replace(one, reason=masks.text(one.reason)) for one in record.path),
        outcome=outcome,
        files=(),
        transcript=(),
    )


def _is_personal(slots: Mapping[str, Slot], fact: SlotFact) -> bool:
    slot = slots.get(fact.name)
    return slot is None or slot.pii


def _fact(slots: Mapping[str, Slot], fact: SlotFact, masks: Masks) -> SlotFact:
    hidden = _is_personal(slots, fact)
    return replace(
        fact,
        value=HIDDEN if hidden else masks.text(fact.value),
        shown=HIDDEN if hidden else masks.text(fact.shown),
        said=None,
        earlier=() if hidden else tuple(masks.text(one) for one in fact.earlier),
    )


def _because(one: Because, masks: Masks) -> Because:
    inputs = tuple((heading, *(masks.text(value) for value in values)) for heading, *values in one.inputs)
    return replace(one, inputs=inputs)
