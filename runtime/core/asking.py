"""Questions: what a waiting step asks, the buttons it shows, its clocks, and reading the answer.

A question belongs to a state of a flow, or to a handover that collects what a division needs
(`handover:<slot>`)
or takes a message (`leave:text`, `leave:contact`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from runtime.artifact.model import Ask, Choose, LocaleText, Option, Timeout, Type
from runtime.core.effects import Button
from runtime.core.scope import FeelScope
from runtime.core.speech import label_of, say
from runtime.core.state import Known, Waiting
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.understanding.answers import read_answer
from runtime.understanding.fits import Fits

HANDOVER = "handover:"
LEAVE = "leave:"
NEED_RETRIES = 1  # a need is asked again once; a person can ask the rest
YES_NO: Mapping[str, LocaleText] = {"yes": {"id": "Ya", "en": "Yes"}, "no": {"id": "Tidak", "en": "No"}}
_CONTACT = Type("text", max=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, wherever it comes from. `slot` None: the answer is a way to go, not a value to keep."""

    type: Type
    ask: str
    invalid: str
    retries: int
    slot: str | None = None
    optional: bool = False
    timeout: Timeout | None = None


def asked(turn: Turn, waiting: Waiting) -> Asked:
    """Return the question that a waiting place asks."""
    slots = turn.program.artifact.slots
    if waiting.state.startswith(HANDOVER):
        name = waiting.state.removeprefix(HANDOVER)
        slot = slots[name]
        return Asked(
            slot.type,
            slot.ask or "slot.invalid",
            slot.invalid or "slot.invalid",
            NEED_RETRIES,
            name,
            optional=True,
        )
    if waiting.state == f"{LEAVE}text":
        return Asked(Type("text"), "leave_message.text", "slot.invalid", NEED_RETRIES)
    if waiting.state == f"{LEAVE}contact":
        return Asked(_CONTACT, "leave_message.contact", "slot.invalid", NEED_RETRIES)
    state = turn.program.state(waiting.state)
    match state:
        case Ask():
            slot = slots[state.slot]
            return Asked(
                slot.type, state.ask, state.invalid, state.retries, state.slot, slot.optional, state.timeout
            )
        case Choose():
            options = tuple(choice.option for choice in state.options)
            return Asked(
                Type("choice", options=options),
                state.ask,
                state.invalid,
                state.retries,
                timeout=state.timeout,
            )
    raise AssertionError(f"{waiting.state} asks nothing")


def wait_at(turn: Turn, state: str) -> None:
    """Wait at a question that has not been asked yet."""
    turn.change(waiting=Waiting(state, turn.state.serial, turn.now))


def ask(turn: Turn) -> None:
    """Ask what the state waits for, with its buttons, and start its clocks anew."""
    waiting = turn.state.waiting
    assert waiting is not None
    serial = turn.state.serial + 1
    turn.change(serial=serial)
    if waiting.proposed is not None:
        say(turn, _confirm_message(turn, waiting), yes_no(turn, serial))
        turn.change(waiting=replace(waiting, serial=serial, since=turn.now))
        return
    question = asked(turn, waiting)
    options = offered(turn, question.type)
    buttons = tuple(
        Button(f"q{serial}:{one.word}", one.word, label_of(one, turn.state.locale)) for one in options
    )
    if question.type.name == "boolean":
        buttons = yes_no(turn, serial)
    say(turn, question.ask, buttons)
    turn.change(
        waiting=replace(waiting, serial=serial, since=turn.now, words=tuple(one.word for one in options))
    )
    start_clocks(turn, question.timeout)


def question_message(turn: Turn, waiting: Waiting) -> str:
    """Return the name of the message that `ask` would say."""
    return _confirm_message(turn, waiting) if waiting.proposed is not None else asked(turn, waiting).ask


def _confirm_message(turn: Turn, waiting: Waiting) -> str:
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask)
    assert state.confirm is not None
    return state.confirm


def yes_no(turn: Turn, serial: int) -> tuple[Button, ...]:
    """Return the two buttons of a yes/no question."""
    locale = turn.state.locale
    return tuple(
        Button(f"q{serial}:{word}", word, labels.get(locale, labels["en"])) for word, labels in YES_NO.items()
    )


def start_clocks(turn: Turn, timeout: Timeout | None) -> None:
    """Start a question's time-out and reminders, counted from now."""
    stop_clocks(turn)
    if timeout is None:
        return
    turn.set_timer("timeout", turn.now + timeout.after)
    if not turn.state.customer.stopped:
        for index, reminder in enumerate(timeout.remind):
            turn.set_timer(f"remind:{index}", turn.now + reminder.after)


def stop_clocks(turn: Turn) -> None:
    turn.clear_timers("timeout", "remind")


def stop_waiting(turn: Turn) -> None:
    turn.change(waiting=None)
    stop_clocks(turn)


def offered(turn: Turn, type_: Type) -> tuple[Option, ...]:
    """Return the options whose `when` holds now, in their order."""
    scope = FeelScope(turn)
    return tuple(
        option
        for option in type_.options
        if option.when is None or turn.program.value(option.when, scope) is True
    )


def read(turn: Turn, question: Asked) -> Known | None:
    """Return the value that the customer's message gives as an answer; None: it does not fit."""
    heard = turn.heard
    assert heard is not None
    received = heard.received
    if received.choice is not None:
        word = received.choice.partition(":")[2]
        if question.type.name == "boolean" and word in YES_NO:
            return _said(turn, word == "yes", received.text or word)
        if any(option.word == word for option in offered(turn, question.type)):
            return _said(turn, word, received.text or word)
        return None
    if question.type.name == "file":
        if received.url is None or received.type not in (question.type.accept or FILE_TYPES):
            return None
        file = {
            "kind": received.type,
            "url": received.url,
            "name": received.file_name,
            "caption": received.text,
        }
        return _said(turn, file, received.file_name or received.url)
    if not received.text.strip():
        return None
    return read_text(turn, question.type, received.text)


FILE_TYPES = ("image", "document", "audio", "video")


def read_text(turn: Turn, type_: Type, text: str) -> Known | None:
    """Return the value that a text gives for a type; None: it does not fit."""
    program, scope = turn.program, FeelScope(turn)
    intents = program.artifact.understanding.intents
    if type_.options:
        type_ = replace(type_, options=offered(turn, type_))
    reading = read_answer(
        type_,
        text,
        now=turn.now,
        zone=program.zone,
        locale=turn.state.locale,
        country=program.artifact.bot.country,
        low=program.value(type_.min, scope) if type_.min else None,
        high=program.value(type_.max, scope) if type_.max else None,
        yes=intents["yes"].phrases if "yes" in intents else None,
        no=intents["no"].phrases if "no" in intents else None,
    )
    return _said(turn, reading.value, reading.matched) if isinstance(reading, Fits) else None


def _said(turn: Turn, value: Value, text: str) -> Known:
    return Known(value, "said", turn.now, said=text, origin=turn.event.id)
