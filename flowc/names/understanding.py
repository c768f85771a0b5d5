"""Checks intents and faq: their topics and answers, and that no phrase belongs to two of them."""

from __future__ import annotations

from dataclasses import dataclass

from flowc.names.look import Look
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


def check(look: Look) -> None:
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
