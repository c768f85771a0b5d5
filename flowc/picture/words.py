"""The words of a picture that are not the bot's own."""

from __future__ import annotations

from flowc.diagnostics.model import Text

NO_ANSWER = Text("no answer", "tak dijawab")
NO_FIT = Text("does not fit", "tidak cocok")
FAILS = Text("fails", "gagal")
OTHERWISE = Text("otherwise", "selain itu")
ELSE = Text("else", "jika tidak")
YES = Text("yes", "ya")
NO = Text("no", "tidak")
OVER = Text("end of flow", "alur selesai")
CLOSED = Text("conversation ends", "percakapan selesai")
RULES = Text("escalation rules", "aturan eskalasi")
BUTTON = Text("an agent's button", "tombol agen")
DIVISIONS = Text("divisions", "divisi")
SHARED = Text("where nothing else is said", "berlaku bila tidak diatur sendiri")
ROUTING = Text("routing", "perutean")
LEAVE_MESSAGE = Text("leave a message", "tinggalkan pesan")
STAY = Text("stay in the queue", "tetap di antrean")
START = Text("start", "mulai")
CAUSES = {
    "closed": Text("closed", "tutup"),
    "nobody": Text("nobody", "tidak ada petugas"),
    "full": Text("full", "penuh"),
    "overflow": Text("overflow", "terlalu lama"),
}
ANY_CAUSE = Text("any", "apa pun")
AFTER = Text("after a handover", "setelah serah terima")
ON_RETURN = Text("given back to the bot", "dikembalikan ke bot")
