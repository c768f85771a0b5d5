"""Writing the handover record from what the thread knows (LANGUAGE section 15).

The summary is made from facts by fixed sentences in the bot's first locale, the agents' own; nothing is
invented.
"""

from __future__ import annotations

from datetime import timedelta

from runtime.core.env import RenderError
from runtime.core.limits import NOTE_CHARS, SUMMARY_CHARS, TRANSCRIPT_BYTES
from runtime.core.record import (
    BotRef,
    ConversationRef,
    CustomerRef,
    Line,
    Reach,
    Record,
    SlaFact,
    SlotFact,
    WaitFacts,
)
from runtime.core.scope import FeelScope
from runtime.core.speech import label_of, labelled, variables_of
from runtime.core.state import Known, OpenHandover, conversation_id
from runtime.core.turn import Turn
from runtime.feel.writing import text_of
from runtime.formats import Label
from runtime.routing.open_time import add_open_time

WINDOW = {"whatsapp": timedelta(hours=24)}  # free-form answers allowed after the customer's last message


def build_record(turn: Turn, handover: OpenHandover) -> Record:
    """Return the record of a handover as it stands now."""
    artifact, state = turn.program.artifact, turn.state
    division = artifact.divisions[handover.division] if handover.division else None
    agents_locale = artifact.bot.locales[0]
    topic = state.slots.get("topic")
    return Record(
        id=handover.id,
        epoch=state.epoch,
        bot=BotRef(artifact.bot.name, artifact.bot.version, turn.program.name),
        conversation=ConversationRef(
            conversation_id(state), state.thread, state.channel, state.locale, state.started
        ),
        customer=_customer(turn),
        trigger=handover.trigger,
        topic=topic.value if topic is not None and isinstance(topic.value, str) else None,
        sentiment=_sentiment(turn),
        to=handover.division or "",
        to_name=division.name.get(agents_locale, handover.division or "") if division else "",
        level=handover.level,
        skills=handover.skills,
        agent=handover.agent,
        priority=handover.priority,
        why=handover.why,
        slots=tuple(
            _fact(turn, name, known) for name, known in sorted(state.slots.items()) if _shown(turn, name)
        ),
        missing=handover.missing,
        summary=summary(turn, handover),
        note=_note(turn, handover),
        files=state.files,
        transcript=_transcript(state.transcript),
        wait=WaitFacts(
            handover.announced,
            handover.accepted - handover.queued if handover.accepted and handover.queued else None,
        ),
        sla=_sla(turn, handover),
        reach=_reach(turn, handover),
        path=handover.path,
        outcome=handover.outcome,
        state=handover.phase,
    )


def _customer(turn: Turn) -> CustomerRef:
    customer = FeelScope(turn)["customer"]
    assert isinstance(customer, dict)
    texts = {
        key: str(customer[key]) if customer.get(key) is not None else None
        for key in ("name", "phone", "email")
    }
    return CustomerRef(turn.state.thread, **texts)


def _sentiment(turn: Turn) -> float:
    sentiments = turn.state.counters.sentiments
    return round(sum(sentiments) / len(sentiments), 3) if sentiments else 0.0


def _shown(turn: Turn, name: str) -> bool:
    slot = turn.program.artifact.slots.get(name)
    known = turn.state.slots[name]
    return slot is not None and slot.record and known.value is not None


def _fact(turn: Turn, name: str, known: Known) -> SlotFact:
    slot = turn.program.artifact.slots[name]
    agents_locale = turn.program.artifact.bot.locales[0]
    shown = labelled(turn, slot, known.value)
    text = shown.text if isinstance(shown, Label) else text_of(known.value)
    for option in slot.type.options:
        if option.word == known.value:
            text = label_of(option, agents_locale)
    return SlotFact(
        name=name,
        label=slot.label.get(agents_locale, name),
        value=text_of(known.value),
        shown=text,
        source=known.source,
        at=known.at,
        said=known.said,
        earlier=known.earlier,
    )


def _note(turn: Turn, handover: OpenHandover) -> str | None:
    note = handover.options.note
    if note is None:
        return None
    try:
        return turn.env.render(note, variables_of(turn), turn.program.artifact.bot.locales[0])[:NOTE_CHARS]
    except RenderError as error:
        turn.trace("fault", message="note", why=error)
        return None


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


def _sla(turn: Turn, handover: OpenHandover) -> tuple[SlaFact, ...]:
    if handover.division is None:
        return ()
    division = turn.program.artifact.divisions[handover.division]
    calendar = turn.program.artifact.calendars[division.calendar]
    facts = []
    for name, clock in sorted(division.sla.items()):
        start = handover.created if name == "left_message" else handover.queued
        if start is None or (name == "left_message") != (handover.phase == "left_message"):
            continue
        zone = turn.program.zone_of(calendar)
        due = start + clock.within if clock.calendar else add_open_time(calendar, zone, start, clock.within)
        if due is not None:
            facts.append(SlaFact(name, due))
    return tuple(facts)


def _reach(turn: Turn, handover: OpenHandover) -> Reach:
    customer = _customer(turn)
    by = ("channel", *(name for name in ("phone", "email") if getattr(customer, name)))
    window = WINDOW.get(turn.state.channel)
    until = turn.state.heard + window if window and turn.state.heard else None
    return Reach(by, until, handover.promised)


_SENTENCES = {
    "id": {
        "topic": "Perihal: {0}.",
        "rule": "Diserahkan karena aturan `{0}`{1}.",
        "step": "Diserahkan oleh alur pada langkah `{0}`{1}.",
        "offer": "Pelanggan menerima tawaran bicara dengan tim{1}.",
        "fault": "Diserahkan karena bot tidak bisa melanjutkan (`{0}`){1}.",
        "agent": "Diserahkan oleh agen{1}.",
        "known": "Diketahui: {0}.",
        "missing": "Belum didapat: {0}.",
        "tried": "Bot sudah: {0}.",
        "left": "Pesan yang ditinggalkan: “{0}”.",
        "last": "Kalimat terakhir pelanggan: “{0}”.",
    },
    "en": {
        "topic": "About: {0}.",
        "rule": "Handed over by rule `{0}`{1}.",
        "step": "Handed over by the flow at step `{0}`{1}.",
        "offer": "The customer accepted the offer to talk to the team{1}.",
        "fault": "Handed over because the bot could not go on (`{0}`){1}.",
        "agent": "Handed over by an agent{1}.",
        "known": "Known: {0}.",
        "missing": "Not obtained: {0}.",
        "tried": "The bot already did: {0}.",
        "left": "Message left: “{0}”.",
        "last": "The customer's last words: “{0}”.",
    },
}


def summary(turn: Turn, handover: OpenHandover) -> str:
    """Return what was wanted, tried and answered, in at most `SUMMARY_CHARS` characters."""
    say = _SENTENCES.get(turn.program.artifact.bot.locales[0], _SENTENCES["en"])
    state, parts = turn.state, []
    facts = {name: _fact(turn, name, known) for name, known in state.slots.items() if _shown(turn, name)}
    if "topic" in facts:
        parts.append(say["topic"].format(facts["topic"].shown))
    evidence = f" ({'; '.join(handover.trigger.evidence)})" if handover.trigger.evidence else ""
    parts.append(say[handover.trigger.by].format(handover.trigger.name, evidence))
    known = ", ".join(f"{fact.label} {fact.shown}" for name, fact in sorted(facts.items()) if name != "topic")
    if known:
        parts.append(say["known"].format(known))
    if handover.missing:
        parts.append(say["missing"].format(", ".join(missing.slot for missing in handover.missing)))
    tried = list(dict.fromkeys(line.text for line in state.transcript if line.who == "event"))
    if tried:
        parts.append(say["tried"].format(", ".join(tried)))
    words = [line.text for line in state.transcript if line.who == "customer" and line.text]
    if words:
        parts.append(say["last"].format(_short(words[-1], 160)))
    return _short(" ".join(parts), SUMMARY_CHARS)


def _short(text: str, chars: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= chars else f"{text[: chars - 1].rstrip()}…"
