"""Whether a message is Indonesian or English, by little words and typical letters; None when unsure.

Unsure is the common answer: `ok`, a name, an order number or mixed talk says nothing about a language, and
changing the bot's language under a customer is worse than not changing it.
"""

from __future__ import annotations

from functools import lru_cache

from runtime.understanding.normalise import normalise

# Points that make one language sure, and how far it must be ahead. Measured on our own test sentences: one
# function word alone (2 points) stays unsure, a word with typical letters beside it is enough.
_SURE = 3.0
_AHEAD = 2.0

_WORD = 2.0  # a function word: nobody of the other language uses it
_LETTERS = 0.5  # a typical beginning, ending or cluster


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ID_WORDS = _words(
    """
    saya aku kami kita kamu anda kalian dia mereka beliau kakak kak bapak ibu yang dan atau tapi tetapi
    namun karena kalau jika supaya agar untuk dari ke dengan pada oleh dalam tentang seperti tanpa antara
    sejak sampai hingga ini itu sini situ sana begini begitu apa siapa kapan dimana mana kenapa mengapa
    bagaimana berapa tidak bukan belum sudah akan sedang masih pernah telah jangan harus bisa boleh dapat
    mau ingin perlu butuh ada adalah saja juga lagi pun lah kah dong sih deh nih kok ya nya banget sekali
    sangat terlalu lebih paling tolong mohon minta coba terima kasih makasih maaf selamat halo permisi hari
    besok kemarin lusa nanti sekarang tadi jam pagi siang sore malam bulan tahun minggu satu dua tiga empat
    lima sepuluh ribu juta pesanan pesan paket barang kirim kiriman kurir bayar pembayaran uang harga toko
    beli rusak nomor alamat akun cek lacak buka tutup tanya bantu bicara hubungi orang semua banyak sedikit
    baru lama
    """
)
_EN_WORDS = _words(
    """
    i you he she it we they me him her us them my your his our their mine yours this that these those the a an
    and or but because if so for from to with at by of on in about into over without between since until
    what who when where why how which is am are was were be been being do does did dont doesnt didnt have
    has had havent hasnt will would wont can could cant cannot should must may might not no never please
    thanks thank hello hi hey sorry yes there here now then today tomorrow yesterday very too really just
    also only more most some any all every want need like get got give take make know think help tell ask
    order package parcel delivery refund payment money price store buy broken number address account track
    open close speak talk someone where's im ive id ill its whats
    """
)
# Words that every talk has, whatever it is about.
LITTLE_WORDS = _words(
    """
    saya aku kami kita kamu anda kalian dia mereka beliau kakak kak bapak ibu pak bu mas mbak min bang gan sis
    yang dan atau tapi tetapi namun karena kalau jika supaya agar untuk dari ke dengan pada oleh dalam tentang
    seperti antara di ini itu sini situ sana begini begitu adalah saja juga lagi pun lah kah dong sih deh nih
    kok ya nya kan loh bisa boleh dapat mau ingin perlu akan sudah belum sedang masih pernah telah tidak bukan
    ada banget sekali sangat terlalu lebih tolong mohon minta coba dulu halo permisi maaf apa apakah
    i you he she it we they me him her us them my your his our their mine yours this that these those the a an
    and or but because if so for from to with at by of on in about into is am are was were be been being do
    does did dont have has had will would can could should must may might please thanks thank hello hi hey
    there here very too really just also only im ive id ill its want need like get would let some any
    """
)
# Words both languages write, or that Indonesian chat borrows: they say nothing.
_BOTH = _words("a no hi hey ok refund order please thanks cancel track like id it so help hello store")

_ID_STARTS = ("ber", "ter", "meng", "mem", "men", "meny", "peng", "pem", "peny", "di", "ke", "se")
_ID_ENDS = ("nya", "kan", "lah", "kah", "ku", "mu", "an", "in")
_ID_CLUSTERS = ("ng", "ny", "aa", "au", "ai", "ua", "uh", "ah", "ih", "kh", "sy")
_EN_STARTS = ("th", "wh", "un", "re", "pre", "sh", "ex")
_EN_ENDS = (
    "ing",
    "tion",
    "ed",
    "ly",
    "ment",
    "ness",
    "ve",
    "ght",
    "ough",
    "able",
    "th",
    "ck",
    "ss",
    "ity",
    "ies",
)
_EN_CLUSTERS = ("th", "wh", "ee", "oo", "ea", "ou", "gh", "ck", "sh", "ch", "qu", "x", "v", "ght", "ion")


def detect_language(text: str) -> str | None:
    """Return `id`, `en`, or None when `text` does not say.

    >>> detect_language("paket saya belum sampai"), detect_language("where is my parcel"),
    detect_language("ok") ('id', 'en', None)
    """
    indonesian = english = 0.0
    for word in normalise(text).split():
        if word.isalpha():
            points = _speaks_for(word)
            indonesian += points[0]
            english += points[1]
    first, more, less = ("id", indonesian, english) if indonesian >= english else ("en", english, indonesian)
    return first if more >= _SURE and more >= _AHEAD * less else None


@lru_cache(maxsize=8192)  # as many words as a bot hears in a day
def _speaks_for(word: str) -> tuple[float, float]:
    """Return a word's points for Indonesian and for English."""
    return (
        _points(word, _ID_WORDS, _ID_STARTS, _ID_ENDS, _ID_CLUSTERS),
        _points(word, _EN_WORDS, _EN_STARTS, _EN_ENDS, _EN_CLUSTERS),
    )


def _points(
    word: str,
    words: frozenset[str],
    starts: tuple[str, ...],
    ends: tuple[str, ...],
    clusters: tuple[str, ...],
) -> float:
    if word in words and word not in _BOTH:
        return _WORD
    if len(word) < 4 or word in _ID_WORDS or word in _EN_WORDS:
        return 0.0
    return _LETTERS * (
        word.startswith(starts) + word.endswith(ends) + any(cluster in word for cluster in clusters)
    )
