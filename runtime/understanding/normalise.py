"""One spelling for matching: phrases at compile time and messages at run time go through the same function.

Laws:
- `normalise(normalise(x)) == normalise(x)`; the time is linear in the text, which is cut first.
- The result is words and emoji with single spaces between them; what the customer wrote is kept elsewhere.
- Letters are shortened only where three or more are equal, so `maaf` and `coffee` keep their doubles.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Characters read of one message; composing accents is quadratic in them, so the cut comes before everything.
TEXT_CHARS = 4096

_MARKS = "\u0300-\u036f"  # accents that did not compose
_IGNORED = re.compile(
    "['`´‘’ʼ\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff" + _MARKS + "]"
)
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff"
_TOKEN = re.compile(rf"[^\W_]+(?:[.,:/-][^\W_]+)*|[{_EMOJI}]")
# Inside a word a mark stays only where it belongs to a number, a date, a clock time or a code (`tk-123`).
_SPLIT = re.compile(r"(?<!\d)[.,:/]|[.,:/](?!\d)|(?<!\d)-(?!\d)")
_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_FACE = re.compile(r"(?<!\S)(?:[:=;]['’]?-?[)(d]|<3)(?!\S)")
_FACES = {")": "🙂", "(": "🙁", "d": "😀", "3": "❤"}

# Chat spelling -> the words meant. Replacements are never spellings themselves.
_SPELLINGS: dict[str, str] = {
    spelling: words
    for words, spellings in {
        # who and what
        "saya": "sy sya syaa",
        "aku": "aq akuh",
        "kamu": "kmu lu loe lo",
        "kalian": "klian",
        "kami": "kmi",
        "orang": "org orng",
        "kakak": "kk",
        "kak": "kaka",
        "bapak": "bpk",
        "apa": "ap",
        "siapa": "sp spa sapa",
        "berapa": "brp brapa brpa",
        "bagaimana": "gmn gmna gimana bgmn bgaimana gmana gimna",
        "mengapa": "mngp",
        "kenapa": "knp knpa napa",
        "kapan": "kpn kpan",
        "mana": "mn",
        "dimana": "dmn dmna",
        # not, yet, already
        "tidak": "ga gak gk gag ngga nggak nggk ngak enggak engga enggk tdk tak tida kagak kaga ndak nda",
        "tidak bisa": "gabisa gakbisa gbs gabs",
        "tidak tahu": "gatau gatw gtau gktau",
        "tidak jadi": "gajadi gakjadi gjd gajd",
        "tidak ada": "gada gaada gakada",
        "tidak mau": "gamau gakmau",
        "tidak usah": "gausah gakusah gsah",
        "tidak perlu": "gaperlu",
        "tidak apa apa": "gpp gapapa gakpapa",
        "bukan": "bkn bukn",
        "belum": "blm blum belom blom blon",
        "sudah": "sdh udh udah dah sudh uda",
        "jangan": "jgn jngn jngan",
        "masih": "msh msih",
        "pernah": "prnh",
        # little words
        "yang": "yg yng",
        "dengan": "dgn dngn dg",
        "dan": "dn",
        "untuk": "utk untk tuk",
        "dari": "dr dri",
        "pada": "pd",
        "kepada": "kpd",
        "besok": "bsk bsok",
        "karena": "krn karna krna krena",
        "kalau": "kl klo kalo klau klw kalu",
        "tapi": "tp tpi",
        "atau": "atw ato",
        "juga": "jg jga",
        "saja": "sja aja aj",
        "lagi": "lg lgi",
        "sampai": "smp sampe smpe smpai nyampe nyampai",
        "seperti": "spt sprti",
        "begitu": "gitu gt bgitu",
        "begini": "gini bgini",
        "banget": "bgt bget bngt bangt bangett",
        "sekali": "skali bgtt",
        "banyak": "byk bnyk bnyak",
        "sama": "sm ama sma",
        "semua": "smua smw",
        "sekarang": "skrg skrng skr skg",
        "kemarin": "kmrn kmren kemaren kmrin",
        "nanti": "nti ntar entar",
        "hari": "hr hri",
        "dalam": "dlm",
        "lama": "lm lma",
        "terus": "trs trus",
        "langsung": "lgsg lngsng lgsung",
        "ya": "iya iy y yaa yah iyaa iyah",
        "oke": "ok okay okey okeh okee",
        # doing
        "bisa": "bs bsa",
        "mau": "mw mo",
        "ingin": "ingn pengen pingin pgn",
        "minta": "mnta mnt",
        "tolong": "tlg tlong tlng",
        "mohon": "mhn mohn",
        "coba": "cb cba",
        "tanya": "tny tnya",
        "bicara": "bcr bcara bicra",
        "berbicara": "berbicra",
        "ngomong": "ngmg ngmng ngomng",
        "hubungi": "hub hubngi",
        "kirim": "krm kirm",
        "dikirim": "dikrm",
        "terima": "trm trima",
        "terima kasih": "trimakasih terimakasih trmksh trims trimks",
        "makasih": "mksh mkasih makasi makaci mksih makasii",
        "bayar": "byr",
        "dibayar": "dibyr",
        "beli": "bli",
        "pesan": "psn psan",
        "pesanan": "psnan psanan pesenan orderan",
        "barang": "brg brng brang",
        "ambil": "ambl",
        "tahu": "tau taw",
        "maaf": "maap mf mff",
        "bagus": "bgs bgus",
        "benar": "bener bnr bner",
        "salah": "slh slah",
        "rusak": "rsk",
        "nomor": "nmr nomer nmor",
        "rekening": "rek",
        "selamat": "slmt slamat met",
        "pagi": "pgi",
        "malam": "mlm malem",
        "kecewa": "kcewa kecew",
        "jelek": "jlek",
        # English
        "you": "u",
        "your": "ur",
        "please": "pls plz plss pliz plis",
        "thanks": "thx thanx tks tq thankss tengkyu makasey",
        "want to": "wanna",
        "going to": "gonna",
        "because": "bcs cuz coz",
        "people": "ppl",
        "message": "msg",
        "customer": "cust",
        "admin": "adm mimin",
    }.items()
    for spelling in spellings.split()
}


# One message is read by half a dozen readers; the ones before it may still wait for their turn.
_REMEMBERED = 64


@lru_cache(maxsize=_REMEMBERED)
def normalise(text: str) -> str:
    """Return `text` in the one spelling that phrases are matched in.

    >>> normalise("Tolooong dong, paketku BLM sampe!! 😡😡")
    'tolong dong paketku belum sampai 😡'
    """
    text = unicodedata.normalize("NFC", text[:TEXT_CHARS]).casefold()
    if text.isascii() and text.replace(" ", "").isalnum():  # nothing but words: most messages
        return " ".join([_SPELLINGS.get(word, word) for word in _REPEATS.sub(r"\1", text).split()])
    text = unicodedata.normalize("NFC", _FACE.sub(_draw, text))
    text = _REPEATS.sub(r"\1", _IGNORED.sub("", text))
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if token.isalnum():
            words.append(_SPELLINGS.get(token, token))
        elif len(token) > 1:
            words.extend(_SPELLINGS.get(word, word) for word in _SPLIT.sub(" ", token).split())
        elif words[-1:] != [token]:  # a row of equal emoji says it once
            words.append(token)
    return " ".join(words)


def is_symbol(token: str) -> bool:
    """Whether a token of normalised text is an emoji, which never keeps a message from being a whole
    phrase."""
    return not token[0].isalnum()


def _draw(face: re.Match[str]) -> str:
    return f" {_FACES[face.group()[-1]]} "
