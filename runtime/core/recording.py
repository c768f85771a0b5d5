"""Writing the handover record from what the thread knows (LANGUAGE section 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runtime.artifact.model import Shortcut
from runtime.core.history import label_of_slot
from runtime.core.limits import TRANSCRIPT_BYTES
from runtime.core.reach import window_until
from runtime.core.record import (
    BotRef,
    Choice,
    ConversationRef,
    CustomerRef,
    Line,
    NeedFact,
    Reach,
    Record,
    ShortcutFact,
    SlaFact,
    SlotFact,
    WaitFacts,
)
from runtime.core.scope import FeelScope, feeling
from runtime.core.slots import topic_of
from runtime.core.speech import label_of, labelled
from runtime.core.state import Known, OpenHandover, conversation_id
from runtime.core.summary import summary
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.formats import Formats, Unprintable


def build_record(turn: Turn, handover: OpenHandover) -> Record:
    """Return the record of a handover as it stands now; a turn does not write the same one twice."""
    state = turn.state
    stands = (handover, state.transcript, state.slots, state.profile, state.epoch, state.heard, state.files)
    if turn.recorded is None or turn.recorded[0] != stands:
        turn.recorded = stands, _build(turn, handover)
    return turn.recorded[1]


def _build(turn: Turn, handover: OpenHandover) -> Record:
    artifact, state = turn.program.artifact, turn.state
    division = artifact.divisions[handover.division] if handover.division else None
    slots = tuple(known_facts(turn))
    return Record(
        id=handover.id,
        epoch=state.epoch,
        bot=BotRef(artifact.bot.name, artifact.bot.version, turn.program.name),
        conversation=ConversationRef(
            conversation_id(state), state.thread, state.channel, state.locale, state.started
        ),
        customer=_customer(turn),
        trigger=handover.trigger,
        topic=topic_of(turn),
        sentiment=feeling(turn),
        to=handover.division or "",
        to_name=division.name.get(turn.agents_locale, handover.division or "") if division else "",
        level=handover.level,
        skills=handover.skills,
        agent=handover.assigned.name if handover.assigned is not None else handover.agent,
        priority=handover.priority,
        why=handover.why,
        slots=slots,
        missing=handover.missing,
        summary=summary(turn, handover, slots),
        note=handover.note,
        files=state.files,
        transcript=_transcript(state.transcript),
        wait=WaitFacts(
            handover.announced,
            handover.accepted - handover.queued if handover.accepted and handover.queued else None,
        ),
        sla=_sla(handover),
        reach=Reach(reach_of(turn), window_until(state), handover.promised),
        path=handover.path,
        outcome=handover.outcome,
        reopened=handover.reopened,
        shortcuts=tuple(_shortcuts(turn)),
        state=handover.phase,
    )


def _customer(turn: Turn) -> CustomerRef:
    customer = FeelScope(turn)["customer"]
    assert isinstance(customer, Mapping)
    texts = {key: text_of(value) if (value := customer.get(key)) is not None else None for key in _CONTACTS}
    for key in ("phone", "email"):
        texts[key] = texts[key] or _slot_of_type(turn, key)
    return CustomerRef(turn.state.thread, **texts)


_CONTACTS = ("name", "phone", "email")


def _slot_of_type(turn: Turn, type_: str) -> str | None:
    """Return what a slot of the bot's own holds: a number that was asked for is a way to be reached."""
    for name, slot in turn.program.artifact.slots.items():
        known = turn.state.slots.get(name)
        if slot.type.name == type_ and slot.record and known is not None and isinstance(known.value, str):
            return known.value
    return None


def reach_of(turn: Turn) -> tuple[str, ...]:
    """Return the ways in which the customer can be answered: `channel phone email`."""
    customer = _customer(turn)
    return ("channel", *(name for name in ("phone", "email") if getattr(customer, name)))


# ---- what is known -----------------------------------------------------------------------------------------


def known_facts(turn: Turn) -> Iterator[SlotFact]:
    """Yield what agents may see of the slots, and of what actions have answered (`pesanan.status`)."""
    slots = turn.program.artifact.slots
    for name, known in sorted(turn.state.slots.items()):
        slot = slots.get(name)
        if known.value is None or (slot is not None and not slot.record):
            continue
        if slot is not None:
            shown = labelled(slot, known.value, turn.agents_locale)
            yield _fact(turn, name, label_of_slot(turn, name), known, known.value, shown)
        elif isinstance(known.value, Mapping):
            for member, value in sorted(known.value.items()):
                if value is not None and not isinstance(value, Mapping):
                    label = f"{name}: {member}".replace("_", " ")
                    yield _fact(turn, f"{name}.{member}", label, known, value, value)


def _fact(turn: Turn, name: str, label: str, known: Known, value: Value, shown: object) -> SlotFact:
    formats = Formats(turn.agents_locale, turn.program.artifact.bot.currency, turn.program.zone)
    try:
        text = formats.print(shown)
    except Unprintable:  # a file, or something else made of parts
        parts = value if isinstance(value, Mapping) else {}
        text = text_of(parts.get("name") or parts.get("url") or value)
    return SlotFact(
        name=name,
        label=label,
        value=text_of(value),
        shown=text,
        source=known.source,
        at=known.at,
        said=known.said,
        earlier=tuple(reversed(known.earlier)),
    )


def _shortcuts(turn: Turn) -> Iterator[ShortcutFact]:
    """Yield the buttons that an agent may use, in the order of the files."""
    artifact, locale = turn.program.artifact, turn.agents_locale
    for name, shortcut in sorted(artifact.shortcuts.items(), key=_in_the_files):
        needs = tuple(_need(turn, slot) for slot in shortcut.needs)
        yield ShortcutFact(name, shortcut.label.get(locale, name), needs)


def _in_the_files(item: tuple[str, Shortcut]) -> tuple[str, int, int]:
    place = item[1].place
    return (place.file, place.line, place.column) if place is not None else ("", 0, 0)


def _need(turn: Turn, slot: str) -> NeedFact:
    type_, known = turn.program.artifact.slots[slot].type, turn.state.slots.get(slot)
    options = tuple(Choice(one.word, label_of(one, turn.agents_locale)) for one in type_.options)
    value = text_of(known.value) if known is not None and known.value is not None else None
    return NeedFact(slot, label_of_slot(turn, slot), type_.name, options, value)


def _transcript(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the newest lines that fit; a record must not outgrow a desk's inbox."""
    kept: list[Line] = []
    left = TRANSCRIPT_BYTES
    for line in reversed(lines):
        left -= len(line.text.encode())
        if left < 0:
            break
        kept.append(line)
    return tuple(reversed(kept))


# ---- deadlines ---------------------------------------------------------------------------------------------


def _sla(handover: OpenHandover) -> tuple[SlaFact, ...]:
    """Return the promises: those that count, and how the others ended."""
    return tuple(
        SlaFact(clock.name, clock.due, "breached" if clock.late else clock.state, clock.rungs)
        for clock in sorted(handover.clocks, key=lambda one: (one.name, one.started))
        if clock.due is not None
    )
