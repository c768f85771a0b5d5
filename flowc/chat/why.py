"""Why the bot did what it just did: what it understood, what it ran and decided, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flowc.bottest.checks import shown
from flowc.chat import words
from flowc.chat.lines import Line, fact
from runtime.artifact.model import Artifact, Place
from runtime.core.effects import SendMessage
from runtime.core.masking import masks_of
from runtime.core.state import OpenHandover, State
from runtime.core.turn import Trace
from runtime.understanding.result import Evidence, Understood


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened since the person's last line: the state before it, and what it brought."""

    before: State
    after: State
    wrote: str | None = None
    understood: Understood | None = None
    traces: Sequence[Trace] = ()
    sent: Sequence[SendMessage] = field(default=())


def why(turn: Turn, artifact: Artifact, language: str) -> tuple[Line, ...]:
    """Return the reasons, in the order in which they came about."""
    found = [
        *_heard(turn, language),
        *(told(trace, artifact, language) for trace in turn.traces),
        *_learned(turn, language),
        *_routed(turn, language),
        *_said(turn, artifact, language),
        *_waits(turn.after, artifact, language),
    ]
    understood = () if turn.understood is None else (turn.understood,)
    masks = masks_of(artifact.slots, (turn.before, turn.after), understood)
    hidden = tuple(
        replace(line, text=masks.text(line.text), beside=masks.text(line.beside)) for line in found
    )
    return hidden or (fact(words.NOTHING_YET.in_(language)),)


def place_of(place: Place | None) -> str:
    """Return a place as it is shown beside a line."""
    return f"{place.file}:{place.line}" if place is not None else ""


def _heard(turn: Turn, language: str) -> Iterator[Line]:
    if turn.wrote is not None:
        yield fact(words.W_WROTE.in_(language).format(turn.wrote))
    understood = turn.understood
    if understood is None:
        return
    for kind, text in (("intent", words.W_INTENT), ("faq", words.W_FAQ)):
        name = understood.intent if kind == "intent" else understood.faq
        if name is not None:
            because = _because(understood, kind, name, language)
            yield fact(text.in_(language).format(name, f"{understood.score:.2f}", because))
    if understood.command is not None:
        yield fact(words.W_COMMAND.in_(language).format(understood.command))
    elif understood.intent is None and understood.faq is None:
        yield fact(words.W_NOTHING.in_(language))
    if understood.sentiment:
        said = ", ".join(understood.sentiment_words)
        because = words.W_BECAUSE.in_(language).format(said) if said else ""
        yield fact(words.W_FEELING.in_(language).format(f"{understood.sentiment:+.2f}", because))
    if understood.language is not None:
        yield fact(words.W_LANGUAGE.in_(language).format(understood.language))
    for slot, candidates in understood.slot_candidates.items():
        values = ", ".join(candidate.value for candidate in candidates)
        yield fact(words.W_FOUND.in_(language).format(slot, values))


def _because(understood: Understood, kind: str, name: str, language: str) -> str:
    said = [one.text for one in understood.evidence if _is_for(one, kind, name)]
    return words.W_BECAUSE.in_(language).format(", ".join(said)) if said else ""


def _is_for(one: Evidence, kind: str, name: str) -> bool:
    return one.kind == kind and one.name == name


class _Facts(dict[str, str]):
    """A fact that a trace does not bring is left empty: traces grow, and a session must show them all."""

    def __missing__(self, key: str) -> str:
        return "…"


def told(trace: Trace, artifact: Artifact | None, language: str) -> Line:
    """Return one thing that happened in words. `artifact` knows where actions stand; None: nobody does."""
    text = words.WHY.get(trace.what)
    facts = _Facts(trace.facts)
    if text is None:
        all_facts = ", ".join(f"{name} {value}" for name, value in facts.items() if value)
        return fact(
            f"{trace.what.replace('_', ' ')}{f': {all_facts}' if all_facts else ''}", place_of(trace.place)
        )
    place = trace.place
    action = artifact.actions.get(facts["action"]) if place is None and artifact is not None else None
    return fact(text.in_(language).format_map(facts), place_of(place or (action.place if action else None)))


def _learned(turn: Turn, language: str) -> Iterator[Line]:
    for name, known in sorted(turn.after.slots.items()):
        old = turn.before.slots.get(name)
        if old is not None and old.value == known.value and old.source == known.source:
            continue
        beside = known.source if known.said is None else f"{known.source}: “{known.said}”"
        if known.source in ("set", "action") and known.origin:
            beside = f"{known.source}: {known.origin}"
        was = shown(old.value) if old is not None else "null"
        yield fact(words.W_SLOT.in_(language).format(name, shown(known.value), was), beside)


def _routed(turn: Turn, language: str) -> Iterator[Line]:
    now, before = turn.after.handover, turn.before.handover
    seen: OpenHandover | None = (
        before if before is not None and now is not None and before.id == now.id else None
    )
    for one in now.why if now is not None else ():
        if seen is not None and one in seen.why:
            continue
        inputs = ", ".join(f"{heading} = {value}" for heading, value in one.inputs)
        told = words.W_ROUTED.in_(language).format(
            one.output, one.table, one.row, f" ({inputs})" if inputs else ""
        )
        yield fact(told, f"{one.file}:{one.line}")


def _said(turn: Turn, artifact: Artifact, language: str) -> Iterator[Line]:
    for message in turn.sent:
        if message.name is not None:
            declared = artifact.messages.get(message.name)
            yield fact(
                words.W_SAID.in_(language).format(message.name),
                place_of(declared.place if declared else None),
            )


def _waits(state: State, artifact: Artifact, language: str) -> Iterator[Line]:
    at = state.offer.state if state.offer is not None else state.waiting.state if state.waiting else None
    if at is not None:
        found = artifact.states.get(at)
        yield fact(words.W_WAITS.in_(language).format(at), place_of(found.place if found else None))
