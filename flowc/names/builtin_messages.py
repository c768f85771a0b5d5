"""The words the runtime says by itself, in Indonesian and English, until a bot declares the same name.

Laws:
- Every built-in name of the language is here, in every locale of `LOCALES`; a bot in another one brings all.
- `wait.announce` and `wait.update` have one text per wait kind, and each uses only the facts of its kind.
- No text promises what may not happen: no name, time or duration that can be missing stands without `{% if
  %}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LOCALES = ("id", "en")
WAIT_KINDS = ("closed", "now", "unknown", "over_limit", "range")
WAIT_MESSAGES = frozenset({"wait.announce", "wait.update"})  # only here the wait kind is known

_Texts = str | Mapping[str, str]

_ID: Mapping[str, _Texts] = {
    "not_understood": "Maaf, saya belum menangkap maksudnya. Boleh ditulis dengan kata lain?",
    "slot.invalid": "Sepertinya jawabannya belum pas. Boleh dicek lalu ditulis lagi?",
    "button.old": "Tombol itu sudah tidak berlaku lagi, ya.",
    "kind.unsupported": "Maaf, kiriman seperti ini belum bisa saya buka. Boleh dituliskan saja?",
    "flow.resumed": "Oke, kita lanjutkan yang tadi, ya.",
    "command.cancelled": "Baik, sudah dibatalkan. Kalau ada yang lain, tulis saja, ya.",
    "command.nothing_to_cancel": "Tenang, tidak ada yang sedang berjalan, jadi tidak ada yang perlu "
    "dibatalkan.",
    "command.stopped": "Baik, kami tidak akan mengirim pengingat atau kabar lagi sampai Anda menulis "
    "kembali.",
    "command.language": "Siap, kita lanjut dalam bahasa Indonesia, ya.",
    "thanks": "Sama-sama, senang bisa membantu.",
    "fault": "Maaf, sedang ada kendala di sistem kami. Pesan Anda sudah masuk dan tidak hilang.",
    "wait.announce": {
        "closed": "Saat ini tim kami sedang di luar jam layanan"
        '{% if division.closed_because == "holiday" %} karena hari libur{% endif %}.'
        "{% if division.opens_at %} Kami buka lagi {{ division.opens_at }}.{% endif %}",
        "now": "Ada rekan kami yang siap membantu, mohon tunggu sebentar, ya.",
        "unknown": "Anda sudah masuk antrean. Lama tunggunya belum bisa kami pastikan, jadi kami "
        "tidak mau asal "
        "menebak. Chat ini boleh ditinggal dulu, nanti rekan kami menyapa di sini.",
        "over_limit": "Antrean sedang panjang, kemungkinan lebih dari {{ wait.limit }}. Giliran Anda tetap "
        "tersimpan, jadi chat ini boleh ditinggal dulu.",
        "range": "Perkiraan tunggu {{ wait.range }}. Terima kasih sudah bersabar, ya.",
    },
    "wait.update": {
        "closed": "Jam layanan tim kami sudah berakhir."
        "{% if division.opens_at %} Kami buka lagi {{ division.opens_at }}.{% endif %}",
        "now": "Sebentar lagi giliran Anda.",
        "unknown": "Anda masih dalam antrean. Lama tunggunya belum bisa kami pastikan, tetapi "
        "giliran Anda tetap "
        "tersimpan.",
        "over_limit": "Anda masih dalam antrean, kemungkinan lebih dari {{ wait.limit }} lagi. "
        "Giliran Anda tetap "
        "tersimpan.",
        "range": "Anda masih dalam antrean. Perkiraan tunggu sekarang {{ wait.range }}.",
    },
    "handover.connecting": "Baik, saya sambungkan ke {% if division.name %}{{ division.name }}{% "
    "else %}tim kami"
    "{% endif %}. Riwayat percakapan ini ikut diteruskan, jadi Anda tidak perlu bercerita ulang.",
    "handover.declined": "Baik, kita lanjut di sini saja. Kalau nanti ingin bicara dengan tim kami, "
    "tinggal bilang.",
    "handover.cancelled": "Baik, antreannya sudah dibatalkan. Saya tetap di sini kalau ada yang "
    "perlu dibantu.",
    "handover.noted": "Sudah kami catat. Rekan kami akan membacanya begitu tersambung.",
    "handover.moved": "Supaya tetap ada yang membantu, percakapan ini kami alihkan"
    "{% if division.previous %} dari {{ division.previous }}{% endif %}"
    "{% if division.name %} ke {{ division.name }}{% endif %}. Riwayatnya ikut pindah, tidak perlu diulang.",
    "handover.busy": "Maaf, saat ini semua rekan kami sedang melayani pelanggan lain.",
    "handover.agent_joined": "{% if agent.name %}{{ agent.name }}{% else %}Rekan kami{% endif %} "
    "sudah bergabung "
    "dan sudah menerima riwayat percakapan ini.",
    "handover.transferred": "Percakapan ini diteruskan"
    "{% if division.name %} ke {{ division.name }}{% endif %} beserta riwayatnya, jadi Anda tidak "
    "perlu mengulang.",
    "handover.escalated": "Masalah Anda kami naikkan ke rekan yang lebih berwenang. Selama itu, Anda tetap "
    "didampingi di sini.",
    "handover.agent_lost": "Maaf, rekan kami terputus. Anda kami dahulukan untuk disambungkan ke "
    "rekan yang lain.",
    "handover.returned": "Saya lanjutkan lagi dari sini, ya. Ada lagi yang bisa dibantu?",
    "handover.failed": "Maaf, kami belum berhasil menyambungkan Anda. Kami coba jalan lain.",
    "handover.timed_out": "Maaf, Anda sudah menunggu lama dan belum ada rekan kami yang bisa menerima. "
    "Kami coba jalan lain.",
    "handover.left": "Terima kasih, percakapan ini sudah kami simpan"
    "{% if division.name %} untuk {{ division.name }}{% endif %}."
    "{% if division.reply_by %} Kami balas paling lambat {{ division.reply_by }}."
    "{% elif division.opens_at %} Tim kami mulai membacanya {{ division.opens_at }}.{% endif %}"
    " Kalau ada tambahan, tulis lagi di sini kapan saja, ya.",
    "handover.reply_ready": "Halo, pesan yang Anda tinggalkan sudah kami baca dan kami siap membantu.",
    "handover.reopen": "Senang mendengar dari Anda lagi. Apakah ini masih soal yang sebelumnya, "
    "atau ada hal baru?",
    "handover.closing_soon": "Kalau sudah tidak ada lagi, percakapan ini kami tutup sekitar satu jam "
    "lagi, ya.",
    "leave_message.text": "Silakan tinggalkan pesan, sedetail yang Anda mau. Tim kami akan membacanya.",
    "leave_message.contact": "Ke nomor telepon atau email mana kami bisa menghubungi Anda?",
    "survey.ask": "Seberapa puas Anda dengan bantuan kami hari ini? Balas 1 (kecewa) sampai 5 (puas sekali).",
    "survey.thanks": "Terima kasih atas masukannya.",
}

_EN: Mapping[str, _Texts] = {
    "not_understood": "Sorry, I did not get that. Could you put it another way?",
    "slot.invalid": "That does not look quite right. Could you check it and write it again?",
    "button.old": "That button is no longer in use.",
    "kind.unsupported": "Sorry, I cannot open this kind of message. Could you write it instead?",
    "flow.resumed": "All right, back to where we were.",
    "command.cancelled": "Done, that is cancelled. If there is anything else, just write.",
    "command.nothing_to_cancel": "Nothing is in progress, so there is nothing to cancel.",
    "command.stopped": "All right, no more reminders or updates from us until you write again.",
    "command.language": "Sure, let us continue in English.",
    "thanks": "You are welcome, happy to help.",
    "fault": "Sorry, something went wrong on our side. Your message has arrived and is not lost.",
    "wait.announce": {
        "closed": 'Our team is away right now{% if division.closed_because == "holiday" %} for a '
        "holiday{% endif %}."
        "{% if division.opens_at %} We are back {{ division.opens_at }}.{% endif %}",
        "now": "Someone is free to help you, one moment please.",
        "unknown": "You are in the queue. We cannot tell yet how long it will take and would rather "
        "not guess. "
        "You may leave this chat; we will write to you here.",
        "over_limit": "The queue is long, probably more than {{ wait.limit }}. Your place is kept, "
        "so you may leave "
        "this chat for now.",
        "range": "Estimated wait: {{ wait.range }}. Thank you for your patience.",
    },
    "wait.update": {
        "closed": "Our team has closed for now."
        "{% if division.opens_at %} We are back {{ division.opens_at }}.{% endif %}",
        "now": "It is almost your turn.",
        "unknown": "You are still in the queue. We cannot tell yet how long it will take, but your "
        "place is kept.",
        "over_limit": "You are still in the queue, probably for more than {{ wait.limit }}. Your "
        "place is kept.",
        "range": "You are still in the queue. The estimated wait is now {{ wait.range }}.",
    },
    "handover.connecting": "All right, I am connecting you with {% if division.name %}{{ division.name }}"
    "{% else %}our team{% endif %}. They get this conversation too, so you need not repeat anything.",
    "handover.declined": "Fine, we go on here. Whenever you want to talk to our team, just say so.",
    "handover.cancelled": "All right, you have left the queue. I am still here if you need anything.",
    "handover.noted": "Noted. My colleague will read it as soon as you are connected.",
    "handover.moved": "So that somebody can help you, we are moving this conversation"
    "{% if division.previous %} from {{ division.previous }}{% endif %}"
    "{% if division.name %} to {{ division.name }}{% endif %}. Everything you wrote goes along.",
    "handover.busy": "Sorry, all of my colleagues are helping other customers right now.",
    "handover.agent_joined": "{% if agent.name %}{{ agent.name }}{% else %}My colleague{% endif %} "
    "has joined "
    "and has received this conversation.",
    "handover.transferred": "This conversation goes on"
    "{% if division.name %} with {{ division.name }}{% endif %}, together with everything you wrote.",
    "handover.escalated": "We are passing this to a more senior colleague. Until then you are looked "
    "after here.",
    "handover.agent_lost": "Sorry, my colleague got disconnected. You are first in line for the next one.",
    "handover.returned": "I will take over from here again. Is there anything else?",
    "handover.failed": "Sorry, we could not connect you. We are trying another way.",
    "handover.timed_out": "Sorry, you have waited long and nobody could take over. We are trying "
    "another way.",
    "handover.left": "Thank you, we have kept this conversation"
    "{% if division.name %} for {{ division.name }}{% endif %}."
    "{% if division.reply_by %} You get an answer by {{ division.reply_by }}."
    "{% elif division.opens_at %} Our team starts reading {{ division.opens_at }}.{% endif %}"
    " If there is more to say, write here any time.",
    "handover.reply_ready": "Hello, we have read the message you left and are ready to help.",
    "handover.reopen": "Good to hear from you again. Is this still about the same matter, or something new?",
    "handover.closing_soon": "If there is nothing more, we will close this conversation in about an hour.",
    "leave_message.text": "Please leave a message, with as much detail as you like. Our team will read it.",
    "leave_message.contact": "Which phone number or e-mail address can we reach you at?",
    "survey.ask": "How happy are you with our help today? Reply 1 (not at all) to 5 (very).",
    "survey.thanks": "Thank you for telling us.",
}


@dataclass(frozen=True, slots=True)
class BuiltinMessage:
    """`locales` maps a locale to its texts by wait kind; the key None holds the one text of other
    messages."""

    name: str
    locales: Mapping[str, Mapping[str | None, str]]


def _by_kind(texts: _Texts) -> Mapping[str | None, str]:
    return {None: texts} if isinstance(texts, str) else {kind: texts[kind] for kind in WAIT_KINDS}


BUILTIN_MESSAGES: Mapping[str, BuiltinMessage] = MappingProxyType(
    {
        name: BuiltinMessage(name, {"id": _by_kind(texts), "en": _by_kind(_EN[name])})
        for name, texts in _ID.items()
    }
)
