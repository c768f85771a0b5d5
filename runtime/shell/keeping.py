"""What a bot's `retention` means for the store."""

from __future__ import annotations

from runtime.core.codec import dump_record, dump_state, load_record, load_state
from runtime.core.forgetting import forget_words
from runtime.core.masked_record import mask_record
from runtime.core.program import Program
from runtime.stores.rows import Kept


def kept_by(program: Program) -> Kept:
    """Return how long things are kept, and how words are taken out of them."""
    artifact = program.artifact
    return Kept(
        artifact.retention.transcript,
        artifact.retention.handover,
        artifact.retention.customer,
        without_words=lambda state: dump_state(forget_words(load_state(state))),
        masked=lambda record: dump_record(mask_record(artifact.slots, load_record(record))),
    )
