"""What the definitions of the schema are called in sentences, where a value does not have their form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from flowc.diagnostics.model import Text

MESSAGE_NAME = "messageName"
NAMES = frozenset(("name", "botName", "slotName", MESSAGE_NAME))
LONGEST_NAME = 64

FORMS: Mapping[str, Text] = {
    "source": Text("a source of a value", "sumber nilai"),
    "word": Text("a word for an option", "kata untuk pilihan"),
    "locale": Text("a language code", "kode bahasa"),
    "timezone": Text("a time zone", "zona waktu"),
    "country": Text("a country code", "kode negara"),
    "currency": Text("a currency code", "kode mata uang"),
    "date": Text("a date", "tanggal"),
    "skill": Text("a skill", "keahlian"),
    "coolDown": Text("a number of turns or a duration", "jumlah giliran atau durasi"),
    "path": Text("a path that begins with `/`", "path yang diawali `/`"),
    "answerPath": Text("a place in an answer", "letak di dalam jawaban"),
    "": Text("in the right form", "bentuk yang benar"),
}


def suggested_name(written: str, definition: str) -> str:
    """Return a name like what was written that may be used, or an empty text where nothing is like it."""
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().casefold()
    allowed = "[^a-z0-9_-]+" if definition == "botName" else "[^a-z0-9_]+"
    parts = plain.split(".") if definition in ("slotName", MESSAGE_NAME) else [plain.replace(".", "_")]
    joint = "-" if definition == "botName" else "_"
    names = [re.sub(allowed, joint, part).strip("_-")[:LONGEST_NAME] for part in parts]
    return ".".join(names) if all(re.match("[a-z]", name) for name in names) else ""
