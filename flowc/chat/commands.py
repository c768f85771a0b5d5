"""The commands of a session: their names, how they are written, and what they are for."""

from __future__ import annotations

from dataclasses import dataclass

from flowc.diagnostics.model import Text

SIGN = "/"


@dataclass(frozen=True, slots=True)
class Command:
    """`usage` is how it is written, without the sign."""

    name: str
    usage: Text
    meaning: Text


def _command(name: str, usage: tuple[str, str] | str, en: str, id_: str) -> Command:
    both = (usage, usage) if isinstance(usage, str) else usage
    return Command(name, Text(*both), Text(en, id_))


COMMANDS: tuple[Command, ...] = (
    _command("help", "help", "this list", "daftar ini"),
    _command(
        "wait",
        "wait 10m",
        "let time pass; timers fire in their order",
        "biarkan waktu berlalu; pewaktu berbunyi sesuai urutan",
    ),
    _command(
        "now",
        ("now [2026-11-23T20:00 | 20:00]", "now [2026-11-23T20:00 | 20:00]"),
        "what time it is, or go on to a time",
        "jam berapa sekarang, atau maju ke waktu tertentu",
    ),
    _command(
        "slots", "slots", "all that the bot knows, and from where", "semua yang diketahui bot, dan dari mana"
    ),
    _command("state", "state", "where the conversation stands", "posisi percakapan sekarang"),
    _command(
        "timers", "timers", "what happens if nobody writes", "apa yang terjadi kalau tidak ada yang menulis"
    ),
    _command("why", "why", "why the bot did what it just did", "mengapa bot berbuat seperti barusan"),
    _command("record", "record", "what the agent gets to see", "apa yang dilihat agen"),
    _command(
        "tap",
        ("tap WORD | NUMBER", "tap KATA | NOMOR"),
        "tap a button that was offered",
        "tekan salah satu tombol yang ditawarkan",
    ),
    _command("image", "image URL", "the customer sends a picture", "pelanggan mengirim gambar"),
    _command(
        "say",
        ("say TEXT", "say TEKS"),
        "the customer writes, also while an action is asked for",
        "pelanggan menulis, juga saat aksi sedang ditanyakan",
    ),
    _command(
        "agent",
        (
            "agent accept | decline | online NAME | offline NAME | write TEXT | note TEXT | "
            "transfer DIVISION | escalate | shortcut NAME {slot: …} | resolve | return",
            "agent accept | decline | online NAMA | offline NAMA | write TEKS | note TEKS | "
            "transfer DIVISI | escalate | shortcut NAMA {slot: …} | resolve | return",
        ),
        "what the agent does with the handover",
        "yang dilakukan agen dengan serah terima ini",
    ),
    _command(
        "agents",
        ("agents [DIVISION=2] [DIVISION=Ani+Budi]", "agents [DIVISI=2] [DIVISI=Ani+Budi]"),
        "how many agents are online, or who; named ones are given handovers by turns",
        "berapa agen yang aktif, atau siapa; yang disebut namanya ditugaskan bergiliran",
    ),
    _command(
        "queue",
        ("queue [DIVISION=5]", "queue [DIVISI=5]"),
        "how many customers wait already",
        "berapa pelanggan yang sudah antre",
    ),
    _command(
        "action",
        ("action NAME {status: …} | null | timeout | ask", "action NAMA {status: …} | null | timeout | ask"),
        "what an action answers from now on; `ask` asks you each time",
        "jawaban aksi mulai sekarang; `ask` menanyakan Anda setiap kali",
    ),
    _command("reset", "reset", "begin again, as at the start", "mulai lagi dari awal"),
    _command("quit", "quit", "leave", "keluar"),
)
NAMES = tuple(command.name for command in COMMANDS)


def split(line: str) -> tuple[str, str]:
    """Return a command line's name, in lower case, and the rest of it.

    >>> split("/wait  10m ")
    ('wait', '10m')
    """
    name, _, rest = line.strip().removeprefix(SIGN).partition(" ")
    return name.lower(), rest.strip()


def usage(name: str, language: str) -> str:
    """Return how a command is written."""
    command = next(one for one in COMMANDS if one.name == name)
    return f"{SIGN}{command.usage.in_(language)}"
