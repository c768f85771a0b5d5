"""The words the runtime says by itself: complete, and honest about waits."""

from __future__ import annotations

import re

import pytest

from flowc.names.builtin_messages import BUILTIN_MESSAGES, LOCALES, WAIT_KINDS, WAIT_MESSAGES

# LANGUAGE section 4, the list of built-in messages.
_HANDOVER = (
    *(
        "connecting",
        "declined",
        "cancelled",
        "noted",
        "moved",
        "busy",
        "agent_joined",
        "transferred",
        "escalated",
    ),
    *("agent_lost", "returned", "failed", "timed_out", "left", "reply_ready", "reopen", "closing_soon"),
)
LISTED = (
    *("not_understood", "slot.invalid", "button.old", "kind.unsupported", "flow.resumed", "thanks", "fault"),
    *(f"command.{name}" for name in ("cancelled", "nothing_to_cancel", "stopped", "language")),
    *("wait.announce", "wait.update"),
    *(f"handover.{name}" for name in _HANDOVER),
    *("leave_message.text", "leave_message.contact", "survey.ask", "survey.thanks"),
)

# LANGUAGE section 11: what each kind of wait may use.
ALLOWED = {
    "closed": {"division.opens_at", "division.closed_because"},
    "now": set(),
    "unknown": {"queue.position"},
    "over_limit": {"wait.limit"},
    "range": {"wait.low", "wait.high", "wait.range"},
}
OF_THE_HANDOVER = {
    *("division.name", "division.opens_at", "division.previous", "division.reply_by"),
    "agent.name",
}
TEXTS = [
    (name, locale, kind, text)
    for name, message in BUILTIN_MESSAGES.items()
    for locale, texts in message.locales.items()
    for kind, text in texts.items()
]


def used(text: str) -> set[str]:
    return set(re.findall(r"\b[a-z]+\.[a-z_]+\b", " ".join(re.findall(r"\{[{%].*?[%}]\}", text))))


def test_every_listed_message_is_built_in() -> None:
    assert sorted(LISTED) == sorted(BUILTIN_MESSAGES)


@pytest.mark.parametrize("name", LISTED)
def test_a_message_has_words_in_every_locale_and_kind(name: str) -> None:
    kinds = set(WAIT_KINDS) if name in WAIT_MESSAGES else {None}
    assert {locale: set(texts) for locale, texts in BUILTIN_MESSAGES[name].locales.items()} == dict.fromkeys(
        LOCALES, kinds
    )


@pytest.mark.parametrize(("name", "locale", "kind", "text"), TEXTS)
def test_a_text_is_whole_and_uses_what_is_known(name: str, locale: str, kind: str | None, text: str) -> None:
    assert text.strip() == text
    assert "  " not in text
    assert re.search(r"[.?!]$|%\}$", text)
    known = ALLOWED[kind] if kind is not None else OF_THE_HANDOVER
    assert used(text) <= known


@pytest.mark.parametrize("name", LISTED)
def test_both_languages_tell_the_same_facts(name: str) -> None:
    texts = BUILTIN_MESSAGES[name].locales
    assert {kind: used(text) for kind, text in texts["id"].items()} == {
        kind: used(text) for kind, text in texts["en"].items()
    }
