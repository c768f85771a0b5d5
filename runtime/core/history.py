"""What the bot did, as lines of the transcript that agents read beside what was said.

They stand in the bot's first locale, the agents' own. The customer never sees them.
"""

from __future__ import annotations

from runtime.core.asking import asked
from runtime.core.state import Waiting
from runtime.core.turn import Turn

_SENTENCES = {
    "id": {
        "done": "{0}: berhasil",
        "not_found": "{0}: tidak ditemukan",
        "failed": "{0}: gagal ({1})",
        "chosen": "Pelanggan memilih “{0}”",
        "faq": "Bot menjawab pertanyaan “{0}”",
        "silent": "Pelanggan tidak menjawab “{0}”",
        "gone": "Pelanggan tidak menjawab",
        "offered": "Bot menawarkan bicara dengan tim",
        "declined": "Pelanggan belum mau dihubungkan",
        "shortcut": "{1} memakai pintasan “{0}”",
        "an_agent": "Agen",
        "timeout": "tidak menjawab tepat waktu",
        "unreachable": "tidak bisa dihubungi",
        "refused": "ditolak",
        "broken": "jawabannya rusak",
        "busy": "sedang sibuk",
        "unknown": "hasilnya tidak diketahui",
    },
    "en": {
        "done": "{0}: done",
        "not_found": "{0}: not found",
        "failed": "{0}: failed ({1})",
        "chosen": "The customer chose “{0}”",
        "faq": "The bot answered the question “{0}”",
        "silent": "The customer did not answer “{0}”",
        "gone": "The customer did not answer",
        "offered": "The bot offered to connect the team",
        "declined": "The customer did not want to be connected yet",
        "shortcut": "{1} used the shortcut “{0}”",
        "an_agent": "An agent",
        "timeout": "no answer in time",
        "unreachable": "cannot be reached",
        "refused": "refused",
        "broken": "the answer was broken",
        "busy": "busy",
        "unknown": "the result is not known",
    },
}


def note_action(turn: Turn, action: str, error: str | None, found: bool) -> None:
    """Write down how an action ended."""
    name = action.replace("_", " ")
    if error is not None:
        _note(turn, "failed", name, _words(turn).get(error, error))
    else:
        _note(turn, "done" if found else "not_found", name)


def note_choice(turn: Turn, waiting: Waiting, word: str) -> None:
    """Write down which way the customer took."""
    options = asked(turn, waiting).type.options
    label = next((option.label.get(turn.agents_locale) for option in options if option.word == word), None)
    _note(turn, "chosen", label or word)


def note_faq(turn: Turn, faq: str) -> None:
    """Write down which fixed answer was given."""
    label = turn.program.artifact.understanding.faq[faq].label.get(turn.agents_locale)
    _note(turn, "faq", label or faq.replace("_", " "))


def note_silence(turn: Turn, waiting: Waiting) -> None:
    """Write down which question got no answer."""
    slot = asked(turn, waiting).slot
    if slot is None:
        _note(turn, "gone")
    else:
        _note(turn, "silent", label_of_slot(turn, slot))


def note_offer(turn: Turn, declined: bool = False) -> None:
    """Write down that a human was offered, or not wanted."""
    _note(turn, "declined" if declined else "offered")


def note_shortcut(turn: Turn, name: str, agent: str | None) -> None:
    """Write down which shortcut an agent has used."""
    label = turn.program.artifact.shortcuts[name].label.get(turn.agents_locale, name)
    _note(turn, "shortcut", label, agent or _words(turn)["an_agent"])


def label_of_slot(turn: Turn, name: str) -> str:
    """Return what agents call a slot."""
    return turn.program.artifact.slots[name].label.get(turn.agents_locale, name)


def _words(turn: Turn) -> dict[str, str]:
    return _SENTENCES.get(turn.agents_locale, _SENTENCES["en"])


def _note(turn: Turn, sentence: str, *parts: str) -> None:
    turn.write_down("event", _words(turn)[sentence].format(*parts))
