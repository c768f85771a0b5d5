"""Questions: what a waiting step asks, the buttons it shows, and its clocks.

A question belongs to a state of a flow, or to a handover that collects what a division needs
(`handover:<slot>`) or takes a message (`leave:text`, `leave:contact`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from runtime.artifact.model import Ask, Choose, LocaleText, Offer, Option, Place, Timeout, Type
from runtime.core.effects import Button
from runtime.core.scope import FeelScope, evaluate
from runtime.core.speech import label_of, say
from runtime.core.state import Waiting
from runtime.core.turn import Question, Turn
from runtime.feel.writing import text_of
from runtime.formats import Formats

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
    place: Place | None = None


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
            place=slot.place,
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
                slot.type,
                state.ask,
                state.invalid,
                state.retries,
                state.slot,
                slot.optional,
                state.timeout,
                slot.place,
            )
        case Choose():
            options = tuple(choice.option for choice in state.options)
            return Asked(
                Type("choice", options=options),
                state.ask,
                state.invalid,
                state.retries,
                timeout=state.timeout,
                place=state.place,
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
    question = asked(turn, waiting)
    say(turn, question_message(turn, waiting), _buttons(turn, waiting, question, serial))
    turn.change(waiting=replace(waiting, serial=serial, since=turn.now))
    start_clocks(turn, question.timeout)


def question_message(turn: Turn, waiting: Waiting) -> str:
    """Return the name of the message that `ask` would say."""
    if waiting.proposed is None:
        return asked(turn, waiting).ask
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask)
    assert state.confirm is not None
    return state.confirm


def ask_again(turn: Turn, *lead: str) -> None:
    """Say some messages, then what waits for an answer: an offer, else a question, else nothing."""
    if turn.state.offer is None:
        turn.question = Question(lead, ask=turn.state.waiting is not None)
        return
    for name in lead:
        say(turn, name)
    repeat_offer(turn)


def repeat_offer(turn: Turn) -> None:
    """Say the pending offer once more; its old buttons stay good."""
    offer = turn.state.offer
    assert offer is not None
    state = turn.program.state(offer.state)
    assert isinstance(state, Offer)
    say(turn, state.message, yes_no(turn, offer.serial))


def _buttons(turn: Turn, waiting: Waiting, question: Asked, serial: int) -> tuple[Button, ...]:
    if waiting.proposed is not None or question.type.name == "boolean":
        return yes_no(turn, serial)
    locale = turn.state.locale
    if waiting.readings:
        bot = turn.program.artifact.bot
        formats = Formats(locale, bot.currency, turn.program.zone)
        return tuple(
            Button(f"q{serial}:{text_of(value)}", text_of(value), formats.print(value))
            for value in waiting.readings
        )
    return tuple(
        Button(f"q{serial}:{one.word}", one.word, label_of(one, locale))
        for one in offered(turn, question.type, question.place)
    )


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


def offered(turn: Turn, type_: Type, place: Place | None) -> tuple[Option, ...]:
    """Return the options whose `when` holds now, in their order."""
    scope = FeelScope(turn)
    return tuple(
        option
        for option in type_.options
        if option.when is None or evaluate(turn, option.when, place, scope) is True
    )
