"""The built-in commands' phrases, in Indonesian and English. Data only.

They match whole messages. For `language` the locale of the phrase is the language that is asked for.
"""

from __future__ import annotations

from runtime.artifact.model import LocalePhrases
from runtime.understanding.phrases import phrase_lists

COMMANDS: dict[str, LocalePhrases] = {
    "cancel": phrase_lists(
        id="""
        batal, batalkan, batalin, dibatalkan, batal saja, batalkan saja, batal deh, batal dong, batal kak,
        batal ya, tidak jadi, tidak jadi deh, tidak jadi kak, tidak jadi ya, mau batal, saya batal
        """,
        en="""
        cancel, cancel it, cancel that, cancel this, cancel please, please cancel, never mind, nevermind,
        forget it, forget about it, abort
        """,
    ),
    "menu": phrase_lists(
        id="""
        menu, menu utama, menu awal, ke menu, ke menu utama, kembali ke menu, kembali ke menu utama, balik
        ke menu, buka menu, lihat menu, tampilkan menu, mulai dari awal, ulang dari awal, mulai lagi, dari
        awal
        """,
        en="""
        menu, main menu, the menu, show menu, show the menu, back to menu, back to the menu, back to main
        menu, start over, start again, restart, home
        """,
    ),
    "repeat": phrase_lists(
        id="""
        ulangi, ulang, ulangi lagi, ulangi dong, tolong ulangi, bisa diulang, bisa diulangi, coba ulangi,
        apa tadi, tadi apa, pertanyaannya apa, apa pertanyaannya
        """,
        en="""
        repeat, repeat that, repeat please, please repeat, say again, say that again, can you repeat, can
        you repeat that, come again, pardon, what was the question
        """,
    ),
    "correct": phrase_lists(
        id="""
        salah, salah ketik, salah tulis, salah input, salah kirim, tadi salah, yang tadi salah, eh salah,
        ganti, ganti jawaban, mau ganti, koreksi, ralat, ubah, ubah jawaban, perbaiki
        """,
        en="""
        wrong, thats wrong, that was wrong, typo, my mistake, i made a mistake, change that, change it,
        change my answer, correction, correct that, fix that, edit
        """,
    ),
    "skip": phrase_lists(
        id="""
        lewati, lewat, lewatkan, lewatin, lewati saja, skip, skip saja, skip dulu, dilewati, kosongkan,
        tidak punya
        """,
        en="""
        skip, skip it, skip this, skip that, skip please, pass, i dont have it, i dont have one
        """,
    ),
    "status": phrase_lists(
        id="""
        berapa lama, berapa lama lagi, masih lama, masih lama tidak, masih lama ya, lama tidak, lama banget,
        kapan dibalas, kapan dijawab, kapan giliran saya, giliran saya kapan, antrean ke berapa, antrian ke
        berapa, antrean berapa, antrian berapa, nomor antrean, nomor antrian, nunggu berapa lama, tunggu
        berapa lama, harus tunggu berapa lama, berapa menit lagi, sampai kapan, status, status antrean,
        status antrian
        """,
        en="""
        how long, how much longer, how long is the wait, how long do i wait, how long do i have to wait, how
        long will it take, how many minutes, still waiting, im still waiting, my position, whats my
        position, queue, queue position, when is my turn, status, wait time, waiting time
        """,
    ),
    "language": phrase_lists(
        id="""
        bahasa indonesia, bahasa, indonesia, indonesian, pakai bahasa indonesia, ganti bahasa indonesia,
        ganti ke bahasa indonesia, dalam bahasa indonesia, bahasa indonesia saja, bahasa indonesia dong,
        bisa bahasa indonesia
        """,
        en="""
        english, english please, in english, in english please, speak english, use english, switch to
        english, do you speak english, can you speak english, bahasa inggris, pakai bahasa inggris, ganti
        bahasa inggris, ganti ke bahasa inggris, inggris
        """,
    ),
    "stop": phrase_lists(
        id="""
        stop, berhenti, hentikan, berhenti berlangganan, jangan kirim lagi, jangan kirim pesan lagi, jangan
        chat lagi, jangan hubungi saya lagi, stop kirim pesan, stop chat, unsubscribe
        """,
        en="""
        stop, unsubscribe, opt out, stop messaging me, stop texting me, stop sending messages, no more
        messages, dont message me, dont text me, leave me alone
        """,
    ),
}
