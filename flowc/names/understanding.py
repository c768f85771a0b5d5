"""Checks intents and faq: their topics and answers, and that no phrase belongs to two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flowc.diagnostics.similar import similar_names
from flowc.names.look import Look
from flowc.names.problems.detector import DetectorDoesNotFit
from flowc.names.problems.slots import PhraseClaimedTwice
from flowc.source.span import Span
from flowc.structure import tree
from runtime.understanding.builtin import INTENTS
from runtime.understanding.normalise import normalise


@dataclass(frozen=True, slots=True)
class _Claim:
    owner: str
    faq: bool
    span: Span | None  # None: built in


# What a detector's action may take and give (LANGUAGE section 5).
TAKES = {"text": "text", "locale": "text", "channel": "text", "awaiting": "text", "recent": "list of text"}
GIVES = {
    "intent": "text",
    "faq": "text",
    "score": "number",
    "topics": "list of text",
    "sentiment": "number",
    "language": "text",
    "slots": "context",
}
_WORDS = ("choice", "text")  # a choice is a text of which only some are allowed


def check(look: Look) -> None:
    _detector(look)
    claims = _builtin_claims(look.bot)
    for intent in look.bot.intents.values():
        look.topic(intent.topic)
        _claim(look, claims, intent, faq=False)
    for faq in look.bot.faq.values():
        look.topic(faq.topic)
        look.message(faq.answer)
        _claim(look, claims, faq, faq=True)


def words(phrases: tree.Phrases | None) -> tuple[tree.Word, ...]:
    """Return phrases of all locales together: a message is compared with all of them."""
    if phrases is None:
        return ()
    return (*phrases.all, *(word for some in phrases.locales.values() for word in some))


def _builtin_claims(bot: tree.Bot) -> dict[str, _Claim]:
    """A bot's own intent of a built-in name adds to it, or with `only` takes its place."""
    return {
        phrase: _Claim(name, faq=False, span=None)
        for name, intent in INTENTS.items()
        if name not in bot.intents or not _replaces(bot.intents[name])
        for phrases in intent.phrases.values()
        for phrase in phrases
    }


def _replaces(intent: tree.Intent) -> bool:
    return intent.only or (intent.phrases is not None and intent.phrases.only)


def _claim(look: Look, claims: dict[str, _Claim], intent: tree.Intent, faq: bool) -> None:
    for word in words(intent.phrases):
        phrase = normalise(word.text)
        claim = claims.setdefault(phrase, _Claim(intent.name.text, faq, word.span))
        if phrase and (claim.owner != intent.name.text or claim.faq != faq):
            look.report(PhraseClaimedTwice(word.span, word.text, intent.name.text, claim.owner, claim.span))


def _detector(look: Look) -> None:
    written = look.bot.understanding
    own = None if written is None else written.detector
    if own is None or not look.known("action", own.call, look.bot.actions):
        return
    action = look.bot.actions[own.call.text]
    name = action.name.text
    given = {argument.name.text for argument in action.with_}
    for key, type_ in action.inputs.items():
        if key not in given:
            _contract(look, name, "input", key, type_, TAKES)
    for key, output in action.outputs.items():
        _contract(look, name, "output", key, output.type, GIVES)
    if action.inputs.keys() - given <= TAKES.keys() and "text" not in action.inputs:
        look.report(DetectorDoesNotFit(own.call.span, name, "input", "text", "text"))
    if not action.outputs:
        look.report(DetectorDoesNotFit(own.call.span, name, "output", None))


def _contract(
    look: Look, action: str, side: str, key: str, type_: tree.Type, contract: Mapping[str, str]
) -> None:
    wanted, found = contract.get(key), _type(type_)
    if wanted is None:
        close = similar_names(key, contract) or tuple(contract)
        look.report(DetectorDoesNotFit(type_.span, action, side, key, None, found, close))
    elif found != wanted:
        look.report(DetectorDoesNotFit(type_.span, action, side, key, wanted, found))


def _type(type_: tree.Type) -> str:
    if type_.of is not None:
        return f"{type_.name.text} of {_type(type_.of)}"
    return "text" if type_.name.text in _WORDS else type_.name.text
