"""Sentences of our own, as customers write them: what the lists and the model say of them together."""

from __future__ import annotations

import pytest

from runtime.understanding.sentiment import read_lists, read_sentiment
from runtime.understanding.sentiment_model import lean

ANGRY = -0.5  # rules for angry people fire from here on
FELT = 0.05  # from here on `predict` calls it a feeling

COMPLAINTS = [
    "parah banget, kecewa sekali",
    "sudah tiga hari saya menunggu dan tidak ada yang membalas, kecewa banget sama pelayanannya",
    "kalian menipu saya, uang sudah ditransfer tapi barang tidak pernah dikirim",
    "kurirnya kasar sekali waktu mengantar paket ke rumah saya tadi siang",
    "aplikasinya lemot parah, setiap mau bayar selalu gagal, kesal saya",
    "pelayanan paling buruk yang pernah saya dapat dari sebuah toko",
    "this is the worst service I have ever had from any shop, I am furious",
    "your driver was so rude to my mother yesterday, absolutely unacceptable",
    "I have been ignored for two weeks and I am really fed up with this",
]
PRAISE = [
    "terima kasih banyak, adminnya ramah sekali dan sangat membantu",
    "paketnya datang lebih cepat dari perkiraan, mantap banget",
    "saya puas sekali dengan hasilnya, pasti balik lagi ke sini",
    "makanannya enak, tempatnya nyaman dan pelayannya ramah",
    "salut sama kurirnya, hujan deras tetap diantar sampai rumah",
    "tidak mengecewakan, barangnya persis seperti yang di foto dan rapi",
    "thank you so much, you solved it faster than I expected",
    "great service and a very friendly driver, highly recommend this shop",
    "I love the new app, it is so easy to use now",
]
PROBLEMS = [
    "paket belum sampai",
    "tidak bisa login",
    "produk rusak",
    "paket saya belum sampai dari hari senin kemarin, nomor resinya tidak muncul",
    "saya tidak bisa login ke aplikasi sejak ganti nomor telepon kemarin sore",
    "produk yang saya terima rusak di bagian tutupnya, apa bisa ditukar",
    "barang yang datang tidak sesuai dengan warna yang saya pesan minggu lalu",
    "uang saya sudah terpotong tapi status pesanannya masih gagal di aplikasi",
    "saya sudah transfer dari pagi tapi saldonya belum masuk juga",
    "my parcel has not arrived yet and the tracking page shows nothing new",
    "the lamp I ordered came broken, can I send it back to you",
    "paket belum sampai, resi tidak muncul, aplikasi error, dan nomor telepon tokonya salah",
    "I cannot log in to the app since I changed my phone number",
]
PLAIN = [
    "saya mau lacak pesanan",
    "menu makanan apa saja yang ada di cabang kalian hari ini",
    "kak mau pesan ayam goreng dua porsi diantar ke rumah ya",
    "apakah bisa bayar di tempat kalau pesan lewat aplikasi sekarang",
    "saya ingin ganti alamat pengiriman untuk pesanan yang kemarin",
    "mau reservasi meja untuk empat orang nanti malam jam tujuh",
    "bagaimana cara mengembalikan barang yang sudah saya beli minggu lalu",
    "kalau pesan sekarang kira kira sampai di rumah saya hari apa",
    "ukuran yang besar masih ada tidak ya kak untuk warna hitam",
    "tolong kirim ke kantor saya saja, jangan ke rumah, besok pagi",
    "mau tanya harga paket internet untuk rumah dua lantai berapa ya",
    "boleh minta nomor rekening tokonya, saya mau transfer sekarang",
    "can I change the delivery address of the order I placed yesterday",
    "what time do you open on sunday and is there parking nearby",
    "please send the invoice to my office and not to my home",
    "I would like to book a table for four people tonight at seven",
]
NAMES = [
    "nama saya Budi Santoso, saya tinggal di Papua dan mau pesan dua",
    "nama saya Anies, alamat saya di jalan Prabowo nomor tiga Jakarta",
    "saya orang Batak dari Medan dan istri saya orang Sunda dari Bandung",
    "saya muslim, teman saya Kristen, dan kami mau pesan kue untuk besok",
    "apakah ada cabang di Surabaya, Makassar atau Papua yang buka hari minggu",
    "saya dari Gojek, mau antar pesanan atas nama ibu Siti di Depok",
    "teman saya orang Cina dan dia tinggal di dekat gereja di Menteng",
    "saya perempuan umur dua puluh, suami saya laki laki umur tiga puluh",
    "my name is Ahmad, I am a Muslim from Jakarta and live near the church",
    "I work for Samsung in Korea and my wife is from Papua in Indonesia",
]
DENIED = [
    ("tidak puas", -1),
    ("tidak puas sama sekali dengan jawaban yang saya terima dari admin kalian", -1),
    ("makanannya tidak enak dan tempatnya tidak bersih waktu kami ke sana", -1),
    ("not good", -1),
    ("the food was not good and the room was not clean at all", -1),
]


@pytest.mark.parametrize("text", COMPLAINTS)
def test_complaints_are_angry(text: str) -> None:
    assert read_sentiment(text).value < ANGRY


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_positive(text: str) -> None:
    assert read_sentiment(text).value > FELT


@pytest.mark.parametrize("text", PROBLEMS)
def test_reporting_a_problem_is_not_anger(text: str) -> None:
    assert -0.3 < read_sentiment(text).value <= 0


@pytest.mark.parametrize("text", PLAIN)
def test_questions_and_wishes_are_nothing(text: str) -> None:
    feeling = read_sentiment(text)
    assert (feeling.value, feeling.words) == (0, ())


@pytest.mark.parametrize("text", NAMES)
def test_who_one_is_feels_like_nothing(text: str) -> None:
    assert read_sentiment(text).value == 0


@pytest.mark.parametrize(("text", "way"), DENIED)
def test_denied(text: str, way: int) -> None:
    value = read_sentiment(text).value
    assert (value > FELT) - (value < -FELT) == way


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (
            "pelayanannya lambat waktu saya datang ke toko kemarin sore",
            "pelayanannya lambat sekali, parah banget",
        ),
        ("saya kecewa dengan pesanan yang datang tadi siang", "saya kecewa banget, kapok pesan di sini lagi"),
        ("I am disappointed with the order", "I am extremely disappointed, worst order ever"),
    ],
)
def test_degree_counts_in_longer_messages_too(weaker: str, stronger: str) -> None:
    assert read_sentiment(stronger).value < read_sentiment(weaker).value


def test_what_only_the_model_sees_is_a_hint_with_its_words() -> None:
    text = "tempat makan keluarga yang selalu jadi tujuan kami tiap akhir pekan karena pilihan sajian"
    assert read_lists(text).value == 0
    feeling = read_sentiment(text)
    assert feeling.value == 0.2
    assert feeling.words


def test_unknown_words_lean_nowhere() -> None:
    leaning = lean([["qwe", "rty", "uio"]], 0.0)
    assert (leaning.way, leaning.known, leaning.words()) == (0, (), ())
