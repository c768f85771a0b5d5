"""Reading what the customer wrote or tapped as a value: the answer to a question, or a mention in passing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from runtime.artifact.model import Place, Type
from runtime.core.asking import YES_NO, Asked, offered
from runtime.core.limits import READINGS
from runtime.core.scope import FeelScope, evaluate
from runtime.core.state import Known, Waiting
from runtime.core.turn import Turn
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.understanding.answers import read_answer
from runtime.understanding.fits import Fits

FILE_TYPES = ("image", "document", "audio", "video")
_SHOWN = ("date", "time", "datetime", "number", "phone", "email")  # types whose readings can be offered


@dataclass(frozen=True, slots=True)
class Unfit:
    """No answer. `readings`: what it may have meant, where that could not be told."""

    readings: tuple[Value, ...] = ()


def read(turn: Turn, question: Asked, waiting: Waiting) -> Known | Unfit:
    """Return the value that the customer's message gives as an answer."""
    heard = turn.heard
    assert heard is not None
    received, wanted = heard.received, question.type
    if received.choice is not None:
        return _tapped(turn, question, waiting, received.choice.partition(":")[2], received.text)
    if wanted.name == "file":
        if received.url is None or received.type not in (wanted.accept or FILE_TYPES):
            return Unfit()
        file = {
            "kind": received.type,
            "url": received.url,
            "name": received.file_name,
            "caption": received.text,
        }
        return _said(turn, file, received.file_name or received.url)
    text = received.text.strip()
    if not text:
        return Unfit()
    if text.isdecimal() and wanted.name != "number" and 1 <= int(text) <= len(waiting.readings):
        return _said(turn, waiting.readings[int(text) - 1], text)  # its number in the list
    return read_text(turn, wanted, received.text, question.place)


def _tapped(turn: Turn, question: Asked, waiting: Waiting, word: str, label: str) -> Known | Unfit:
    if question.type.name == "boolean" and word in YES_NO:
        return _said(turn, word == "yes", label or word)
    for value in waiting.readings:
        if text_of(value) == word:
            return _said(turn, value, label or word)
    if any(option.word == word for option in offered(turn, question.type, question.place)):
        return _said(turn, word, label or word)
    return Unfit()


def read_text(turn: Turn, type_: Type, text: str, place: Place | None = None) -> Known | Unfit:
    """Return the value that a text gives for a type."""
    program, scope = turn.program, FeelScope(turn)
    intents = program.artifact.understanding.intents
    if type_.options:
        type_ = replace(type_, options=offered(turn, type_, place))
    reading = read_answer(
        type_,
        text,
        now=turn.now,
        zone=program.zone,
        locale=turn.state.locale,
        country=program.artifact.bot.country,
        low=evaluate(turn, type_.min, place, scope) if type_.min else None,
        high=evaluate(turn, type_.max, place, scope) if type_.max else None,
        yes=intents["yes"].phrases if "yes" in intents else None,
        no=intents["no"].phrases if "no" in intents else None,
    )
    if isinstance(reading, Fits):
        return _said(turn, reading.value, reading.matched)
    unclear = reading.why == "ambiguous" and type_.name in _SHOWN
    return Unfit(reading.readings if unclear and len(reading.readings) <= READINGS else ())


def yes_or_no(turn: Turn) -> bool | None:
    """Return what the message says to a yes/no question: a tap, or the words for it."""
    assert turn.heard is not None
    choice, intent = turn.heard.received.choice, turn.heard.understood.intent
    said = choice.partition(":")[2] if choice is not None else intent
    return {"yes": True, "no": False}.get(said or "")


def _said(turn: Turn, value: Value, text: str) -> Known:
    origin = turn.heard.id if turn.heard is not None else turn.event.id
    return Known(value, "said", turn.now, said=text, origin=origin)
