"""What a test gives that means nothing to its bot is told, in the language of whoever reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.bottest.model import Failure
from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from runtime.artifact import codec
from tests.conversations.bots import bot, compiled

WRONG = [
    ("now: besok", "`now: besok` bukan tanggal dan jam seperti 2026-01-05T10:00"),
    ("channel: sms", "bot ini tidak melayani `sms`, hanya web"),
    ("agents: {kasir: 2}", "tidak ada divisi `kasir`"),
    ("queue: {kasir: 2}", "tidak ada divisi `kasir`"),
    ("slots: {nomor: x}", "tidak ada slot `nomor`"),
    ("slots: {jumlah: banyak}", "`banyak` bukan number"),
    ("slots: {jenis: beli}", "`beli` bukan salah satu dari uang, tukar"),
    ("profile: {nama: Sari}", "`profile` berisi name, phone, email, locale, username, bukan `nama`"),
    ("page: {url: /harga}", "`page` berisi path, host, title, referrer, bukan `url`"),
    ("actions: {hapus: null}", "tidak ada aksi `hapus`"),
    ("at: menu/say:halo", "`at: menu/say:halo` bukan langkah yang menunggu pelanggan"),
]
WRONG_LINES = [
    ("{button: uang}", "user", "tidak ada tombol `uang` yang ditawarkan"),
    ("accept", "agent", "tidak ada serah terima, jadi tidak ada yang bisa dilakukan agen"),
]


def failure(folder: Path, given: str, line: str) -> Failure | None:
    (folder / "bot.yaml").write_text(
        f"tests:\n  - name: contoh\n    given: {{{given}}}\n    chat: [{{{line}}}]\n", encoding="utf-8"
    )
    artifact = compiled(bot("pintasan"))
    report = run_tests(artifact, codec.name(codec.dump(artifact)), read_tests(folder))
    return report.outcomes[0].failure


@pytest.mark.parametrize(("given", "told"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_given_must_mean_something(given: str, told: str, tmp_path: Path) -> None:
    found = failure(tmp_path, given, "user: halo")
    assert found is not None
    assert (found.kind, found.told("id")) == ("given", told)
    assert found.told("en") != told


@pytest.mark.parametrize(("line", "kind", "told"), WRONG_LINES, ids=[case[0] for case in WRONG_LINES])
def test_so_must_a_line(line: str, kind: str, told: str, tmp_path: Path) -> None:
    found = failure(tmp_path, "", f"{kind}: {line}")
    assert found is not None
    assert (found.kind, found.told("id")) == (kind, told)


def test_an_error_of_an_action_is_one_of_the_six(tmp_path: Path) -> None:
    given = "agents: {cs: 1}, actions: {buat_tiket: {error: meledak}}"
    chat = "user: bicara dengan CS}, {agent: accept}, {agent: {shortcut: buka_tiket, with: {ringkasan: x}}"
    found = failure(tmp_path, given, chat)
    assert found is not None
    assert found.told("en").startswith("an error is one of timeout, unreachable")


def test_nobody_knows_the_wait_and_the_page_is_known_in_the_middle(tmp_path: Path) -> None:
    assert failure(tmp_path, "wait: unknown, page: {query.ref: iklan}", "user: halo") is None
