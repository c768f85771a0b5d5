"""The built-in intents `greeting`, `thanks`, `yes` and `no`, in Indonesian and English. Data only."""

from __future__ import annotations

from runtime.artifact.model import Intent
from runtime.understanding.phrases import phrase_lists

# Priority below anything else a message says: `halo, paket saya rusak` is not a greeting.
GIVES_WAY = -100

GREETING = Intent(
    label={"id": "Salam", "en": "Greeting"},
    priority=GIVES_WAY,
    phrases=phrase_lists(
        id="""
        halo, hallo, hello, hai, hei, hi, helo, permisi, misi, punten, assalamualaikum, assalamu alaikum,
        asalamualaikum, askum, shalom, om swastiastu, salam, salam sejahtera, selamat pagi, selamat siang,
        selamat sore, selamat malam, selamat datang, pagi kak, siang kak, sore kak, malam kak, pagi min,
        siang min, sore min, malam min, pagi admin, pagi pak, pagi bu, halo kak, halo min, halo admin, hai
        kak, hai min, apa kabar, p, tes
        """,
        en="""
        hello, hi, hey, hiya, howdy, hi there, hello there, hey there, good morning, good afternoon, good
        evening, good day, greetings, morning, how are you, how are you doing, whats up, sup, test
        """,
    ),
)

THANKS = Intent(
    label={"id": "Terima kasih", "en": "Thanks"},
    priority=GIVES_WAY,
    phrases=phrase_lists(
        id="""
        terima kasih, terima kasih banyak, terima kasih ya, terima kasih kak, makasih, makasih ya, makasih
        banyak, makasih kak, makasih min, makasih banget, oke makasih, oke terima kasih, baik terima kasih,
        sip makasih, suwun, matur nuwun, matur suwun, hatur nuhun, nuhun, tengkyu, terima kasih atas
        bantuannya, makasih bantuannya, sudah jelas makasih
        """,
        en="""
        thank you, thank you so much, thank you very much, thanks, thanks a lot, thanks so much, many
        thanks, much appreciated, i appreciate it, appreciate your help, thanks for your help, thank you for
        your help, cheers, great thanks, ok thanks, ok thank you, perfect thanks
        """,
    ),
)

YES = Intent(
    label={"id": "Ya", "en": "Yes"},
    priority=GIVES_WAY,
    phrases=phrase_lists(
        id="""
        ya, iya, yap, yup, yoi, yes, yoa, iye, iyo, inggih, nggih, oke, sip, siap, baik, baiklah, boleh,
        boleh juga, bolehlah, bisa, mau, mau banget, mau saya, ya mau, ya boleh, ya benar, ya betul, ya
        silakan, ya tolong, ya lanjut, benar, benar sekali, betul, betul sekali, sesuai, sudah benar, sudah
        betul, sudah sesuai, setuju, silakan, silahkan, lanjut, lanjutkan, gas, tentu, tentu saja, pasti,
        ayo, yuk, jelas, ada, sudah, sudah ya, hubungkan, sambungkan, tolong, tolong ya, 👍, 👌, ✅
        """,
        en="""
        yes, yeah, yea, yep, yup, yess, sure, sure thing, of course, ok, okay, alright, all right, fine,
        correct, thats correct, thats right, right, exactly, absolutely, definitely, certainly, indeed,
        please do, please, yes please, yes i do, yes it is, yes that is correct, i do, it is, go ahead,
        sounds good, confirm, confirmed, agree, i agree, true, affirmative, why not, lets go
        """,
    ),
)

NO = Intent(
    label={"id": "Tidak", "en": "No"},
    priority=GIVES_WAY,
    phrases=phrase_lists(
        id="""
        tidak, bukan, no, nope, ora, mboten, moh, emoh, ogah, belum, jangan, tidak usah, tidak perlu, tidak
        mau, tidak ada, tidak benar, tidak betul, tidak sesuai, tidak boleh, tidak bisa, tidak setuju, tidak
        dulu, tidak deh, tidak terima kasih, tidak makasih, belum benar, belum sesuai, kurang tepat, bukan
        itu, bukan yang itu, jangan dulu, nanti saja, nanti dulu, lain kali, lain kali saja, cukup, sudah
        cukup, 👎, ❌
        """,
        en="""
        no, nope, nah, nay, no thanks, no thank you, not now, not yet, not really, not at all, not correct,
        not right, no way, no need, never, dont, i dont, i do not, do not, dont want, its not, it is not,
        thats not right, incorrect, false, negative, later, maybe later
        """,
    ),
)
