"""The words of a session, in both languages."""

from __future__ import annotations

from datetime import datetime

from flowc.diagnostics.model import Text

SAMPLE_TEXT = "teks"

GREETING = Text(
    "You are the customer of `{bot}`. /help lists the commands, /quit leaves.",
    "Anda menjadi pelanggan `{bot}`. /help menampilkan perintah, /quit untuk keluar.",
)
CUSTOMER = Text("you", "Anda")
WHO = {
    "customer": CUSTOMER,
    "bot": Text("bot", "bot"),
    "agent": Text("agent", "agen"),
}
NO_COMMAND = Text("there is no command `/{0}`", "tidak ada perintah `/{0}`")
DID_YOU_MEAN = Text("did you mean {0}?", "maksudnya {0}?")
SEE_HELP = Text("/help lists them all", "/help menampilkan semuanya")
USAGE = Text("write it as {0}", "tulis sebagai {0}")

ACTION_RUNS = Text("action {0} {1}", "aksi {0} {1}")
ACTION_ANSWERS = Text("{0} answers {1}", "{0} menjawab {1}")
ACTION_ASKED = Text(
    "what does `{0}` answer? for example {1} · null for not found · {2}",
    "apa jawaban `{0}`? misalnya {1} · null kalau tidak ditemukan · {2}",
)
ACTION_SET = Text("`{0}` answers that from now on", "mulai sekarang `{0}` menjawab begitu")
ACTION_ASKS = Text("you will be asked what `{0}` answers", "jawaban `{0}` akan ditanyakan ke Anda")

TIMER_FIRED = Text("{0}  timer {1}", "{0}  pewaktu {1}")
TIME_PASSED = Text("it is {0}", "sekarang {0}")
TIME_STANDS = Text(
    "it is {0}: time stands still until the action answers",
    "sekarang {0}: waktu berhenti sampai aksi menjawab",
)
TIME_BACK = Text(
    "time only goes forwards; it is {0} now, and /reset begins again",
    "waktu hanya bisa maju; sekarang {0}, dan /reset memulai lagi",
)
TIME_TOO_LONG = Text("that is too long; at most {0} at once", "terlalu lama; paling lama {0} sekaligus")

NO_BUTTON = Text("no button `{0}` is offered", "tidak ada tombol `{0}`")
BUTTONS_ARE = Text("the buttons are {0}", "tombolnya {0}")
NO_BUTTONS = Text("no button was offered yet", "belum ada tombol yang ditawarkan")

NO_HANDOVER = Text(
    "there is no handover for an agent to act on", "tidak ada serah terima untuk ditangani agen"
)
NO_SHORTCUT = Text("there is no shortcut `{0}`; the bot has {1}", "tidak ada pintasan `{0}`; yang ada: {1}")
NO_FORM = Text(
    "write what `{0}` needs as {{slot: value}}: {1}", "tulis isian `{0}` sebagai {{slot: nilai}}: {1}"
)
NO_RECORD = Text("there is no handover yet", "belum ada serah terima")
HANDOVER = Text("handover to {0}: {1}", "serah terima ke {0}: {1}")
HANDOVER_OVER = Text("the handover is over: {0}", "serah terima selesai: {0}")
TO_DESK = Text("passed on to the desk of {0}", "diteruskan ke meja {0}")
DESK_TOLD = Text("the desk of {0} is told: {1}", "meja {0} diberi tahu: {1}")
ROLE_TOLD = Text("{0} is told: {1}", "{0} diberi tahu: {1}")
CLOSED = Text(
    "the conversation is closed; the next message begins a new one",
    "percakapan ditutup; pesan berikutnya memulai yang baru",
)
NOTHING_SAID = Text(
    "nothing is said; /why tells what happened", "tidak ada yang dikatakan; /why menjelaskannya"
)
FAULT = Text("message `{0}` cannot be filled in: {1}", "pesan `{0}` tidak bisa diisi: {1}")

NO_AGENT = Text(
    "no agent is named `{0}`; name some with /agents cs=Ani+Budi",
    "tidak ada agen bernama `{0}`; sebutkan lewat /agents cs=Ani+Budi",
)
COUNT = Text("{0}: {1} online", "{0}: {1} aktif")
WAITING = Text("{0}: {1} waiting", "{0}: {1} antre")
NO_DIVISION = Text("there is no division `{0}`; the bot has {1}", "tidak ada divisi `{0}`; yang ada: {1}")
NO_RANGE = Text(
    "`{0}` is not written as 2m-5m, nor unknown", "`{0}` tidak ditulis seperti 2m-5m atau unknown"
)
NO_NUMBER = Text("`{0}` is not written as cs=2", "`{0}` tidak ditulis seperti cs=2")

RESET = Text("begun again; it is {0}", "dimulai lagi; sekarang {0}")
CHANGED = Text(
    "the files have changed; the conversation goes on with the new bot",
    "berkas berubah; percakapan berlanjut dengan bot yang baru",
)
CHANGED_RESTART = Text(
    "the files have changed, and {0}: the conversation begins again",
    "berkas berubah, dan {0}: percakapan dimulai lagi",
)
CHANGED_BROKEN = Text(
    "the files have changed, but the bot has errors; the conversation goes on with the one before",
    "berkas berubah, tetapi bot-nya bermasalah; percakapan berlanjut dengan yang sebelumnya",
)
GONE_STATE = Text("`{0}` is gone", "`{0}` sudah tidak ada")
GONE_FLOW = Text("flow `{0}` is gone", "alur `{0}` sudah tidak ada")
GONE_DIVISION = Text("division `{0}` is gone", "divisi `{0}` sudah tidak ada")
ANSWER_DROPPED = Text(
    "the answer of `{0}` no longer fits and is forgotten", "jawaban `{0}` tidak cocok lagi dan dilupakan"
)

NO_SLOTS = Text("the bot knows nothing yet", "bot belum tahu apa-apa")
NO_TIMERS = Text("no timer is running", "tidak ada pewaktu yang berjalan")
NOTHING_YET = Text("nothing has happened yet", "belum terjadi apa-apa")

S_CONVERSATION = Text("conversation {0}, {1}, on {2}, in {3}", "percakapan {0}, {1}, di {2}, bahasa {3}")
S_OPEN, S_SHUT = Text("open", "terbuka"), Text("closed", "tertutup")
S_FLOW = Text("flow {0}", "alur {0}")
S_WAITS = Text("waits at {0}", "menunggu di {0}")
S_ATTEMPTS = Text("answers that did not fit: {0}", "jawaban yang tidak cocok: {0}")
S_OFFER = Text("an offer waits for yes or no: {0}", "tawaran menunggu ya atau tidak: {0}")
S_ACTION = Text("action {0} has not answered", "aksi {0} belum menjawab")
S_HANDOVER = Text(
    "handover {0} to {1}, priority {2}, agent {3}", "serah terima {0} ke {1}, prioritas {2}, agen {3}"
)
S_PAUSED = Text("interrupted: {0}", "disela: {0}")
S_COUNTERS = Text(
    "turns {0}, not understood {1}, the same answer {2} times, declined {3}",
    "giliran {0}, tak dipahami {1}, jawaban sama {2} kali, menolak {3}",
)
S_IDLE = Text("nothing is asked", "tidak ada yang ditanyakan")

TIMERS = {
    "timeout": Text("the question times out", "pertanyaan habis waktu"),
    "remind": Text("a reminder is said", "pengingat disampaikan"),
    "idle": Text("the conversation closes quietly", "percakapan ditutup diam-diam"),
    "action": Text("the action is given up", "aksi dianggap gagal"),
    "offer": Text("the offer counts as declined", "tawaran dianggap ditolak"),
    "collect": Text("the handover goes on without the rest", "serah terima lanjut tanpa sisanya"),
    "leave": Text("the message is taken as it is", "pesan diterima apa adanya"),
    "update": Text("the customer is told how long it takes", "pelanggan diberi tahu lama antreannya"),
    "survey": Text("the survey ends", "survei berakhir"),
    "reopen": Text("it counts as something new", "dianggap hal baru"),
    "give_up": Text("waiting is given up", "berhenti menunggu"),
    "overflow": Text("another division is tried", "divisi lain dicoba"),
}
IN = Text("in {0}", "dalam {0}")

W_WROTE = Text("the customer wrote “{0}”", "pelanggan menulis “{0}”")
W_INTENT = Text("understood as intent {0} ({1}){2}", "dipahami sebagai intent {0} ({1}){2}")
W_FAQ = Text("understood as faq {0} ({1}){2}", "dipahami sebagai faq {0} ({1}){2}")
W_COMMAND = Text("understood as command {0}", "dipahami sebagai perintah {0}")
W_NOTHING = Text(
    "no intent, faq or command was recognised", "tidak ada intent, faq, atau perintah yang dikenali"
)
W_FEELING = Text("feeling {0}{1}", "perasaan {0}{1}")
W_LANGUAGE = Text("language {0}", "bahasa {0}")
W_FOUND = Text("could be {0}: {1}", "mungkin {0}: {1}")
W_BECAUSE = Text(" because of “{0}”", " karena “{0}”")
W_SLOT = Text("{0} is now {1} (was {2})", "{0} sekarang {1} (sebelumnya {2})")
W_SAID = Text("said {0}", "mengatakan {0}")
W_ROUTED = Text("{0} by row {2} of table {1}{3}", "{0} menurut baris {2} tabel {1}{3}")
W_WAITS = Text("now waits at {0}", "sekarang menunggu di {0}")
W_QUIET = Text("nothing in the flow was run", "tidak ada langkah alur yang dijalankan")
WHY = {
    "step": Text("step {state}", "langkah {state}"),
    "step_left_out": Text(
        "step {state} is left out: its `when` is not true", "langkah {state} dilewati: `when`-nya tidak benar"
    ),
    "rule": Text("rule {rule} fired: {evidence}", "aturan {rule} berlaku: {evidence}"),
    "handover": Text("handover to {to} because of {trigger}", "serah terima ke {to} karena {trigger}"),
    "handover_joined": Text("joined the handover that is open", "digabung ke serah terima yang terbuka"),
    "moved": Text("moved from {from_} to {to}: {because}", "dipindah dari {from_} ke {to}: {because}"),
    "left_message": Text("a message is left: {because}", "pesan ditinggalkan: {because}"),
    "table_asked": Text("table {table} was asked: row {rows}", "tabel {table} ditanya: baris {rows}"),
    "call": Text("action {action} is called", "aksi {action} dipanggil"),
    "action_answered": Text("action {action} answered", "aksi {action} menjawab"),
    "action_failed": Text("action {action} failed: {error}", "aksi {action} gagal: {error}"),
    "joining": Text("the text waits for others that may follow", "teks menunggu susulannya"),
    "shortcut": Text("the agent used the shortcut {name}", "agen memakai pintasan {name}"),
    "shortcut_refused": Text("shortcut {name} did nothing: {why}", "pintasan {name} tidak jalan: {why}"),
    "reopened": Text("the handover goes on once more", "serah terima dilanjutkan lagi"),
    "timer": Text("timer {name} fired", "pewaktu {name} berbunyi"),
    "not_understood": Text("the message was not understood", "pesan tidak dipahami"),
    "command": Text("command {command}", "perintah {command}"),
    "offered": Text("offered a human at {state}", "menawarkan manusia di {state}"),
    "not_overwritten": Text("{slot} keeps its value from {source}", "{slot} tetap bernilai dari {source}"),
    "fault": Text("message {message} cannot be filled in: {why}", "pesan {message} tidak bisa diisi: {why}"),
    "held": Text("the message waits behind the action", "pesan menunggu aksi selesai"),
    "closed": Text("the conversation was closed", "percakapan ditutup"),
    "step_limit": Text("too many steps in one turn", "terlalu banyak langkah dalam satu giliran"),
}

DAYS = Text("Mon Tue Wed Thu Fri Sat Sun", "Sen Sel Rab Kam Jum Sab Min")
MONTHS = Text(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
)


def moment(at: datetime, language: str) -> str:
    """Return a local time for people, to the minute; with seconds where it has some."""
    day = DAYS.in_(language).split()[at.weekday()]
    month = MONTHS.in_(language).split()[at.month - 1]
    return f"{day} {at.day} {month} {at.year} {clock(at)}"


def clock(at: datetime) -> str:
    """Return the time of day."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
