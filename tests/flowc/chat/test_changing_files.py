"""A bot that is edited while somebody talks to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flowc.chat.bot_files import BotFiles
from flowc.compiler import compile_bot
from tests.flowc.chat.making import SHOP, compiled, name_of, said, session, shop, shown, take
from tests.ui.bots import AS_OF


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHOP, tmp_path / "toko"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_new_text_is_said_where_the_conversation_stands(folder: Path) -> None:
    one = session()
    take(one, "minta refund")
    edit(folder, "pesan.id.yaml", "Boleh minta nomor pesanannya", "NOMOR BARU")
    changed = compiled(folder)
    assert shown(one.renew(changed, name_of(changed))) == [
        "note: the files have changed; the conversation goes on with the new bot"
    ]
    assert "NOMOR BARU" in said(take(one, "/tap 1", "berapa ya", "apa"))[-1] or "refund" in str(
        take(one, "/state")
    )
    assert take(one, "/slots")[-1].startswith("fact: topic = refund")


def test_the_same_bot_is_no_change() -> None:
    one = session()
    take(one, "minta refund")
    assert one.renew(shop(), name_of(shop())) == ()


REASON = "- collect: alasan\n        confirm: konfirmasi_refund"
CHOICE = "- choose: apa_yang_bisa_dibantu"


@pytest.mark.parametrize(
    ("lines", "edits", "gone"),
    [
        (
            ("minta refund", "TK-123456"),
            (
                ("alur.yaml", REASON, "- step: lain\n        say: turut_menyesal"),
                ("alur.yaml", "alasan: =alasan}\n", 'alasan: "rusak sekali"}\n'),
            ),
            "`refund/collect:alasan` is gone",
        ),
        (
            ("halo",),
            (("alur.yaml", CHOICE, CHOICE.replace("- ", "- step: pilih\n        ")),),
            "`menu/choose:apa_yang_bisa_dibantu` is gone",
        ),
    ],
)
def test_it_begins_again_where_its_place_is_gone(
    lines: tuple[str, ...], edits: tuple[tuple[str, str, str], ...], gone: str, folder: Path
) -> None:
    one = session()
    take(one, *lines)
    for file, old, new in edits:
        edit(folder, file, old, new)
    changed = compiled(folder)
    assert shown(one.renew(changed, name_of(changed))) == [
        f"note: the files have changed, and {gone}: the conversation begins again"
    ]
    assert take(one, "/slots") == ["fact: the bot knows nothing yet"]
    assert take(one, "halo")


def test_values_of_slots_with_another_type_are_dropped(folder: Path) -> None:
    one = session()
    take(one, "minta refund", "TK-123456")
    assert any("order_id" in line for line in take(one, "/slots"))
    edit(folder, "bot.yaml", '"TK-[0-9]{6}"', '"TK-[0-9]{7}"')
    changed = compiled(folder)
    one.renew(changed, name_of(changed))
    assert not any("order_id" in line for line in take(one, "/slots"))


def test_answers_that_no_longer_fit_are_forgotten(folder: Path) -> None:
    one = session()
    take(one, "/action cek_pesanan {total: 5}")
    edit(folder, "bot.yaml", "      total: {type: number}\n", "")
    changed = compiled(folder)
    assert "note: the answer of `cek_pesanan` no longer fits and is forgotten" in shown(
        one.renew(changed, name_of(changed))
    )


def test_only_a_real_change_compiles_again(folder: Path) -> None:
    files = BotFiles(folder, AS_OF, compile_bot(folder, AS_OF))
    before = files.result
    assert not files.changed()
    (folder / "alur.yaml").touch()
    assert not files.changed()
    assert files.result is before
    edit(folder, "bot.yaml", "version: 2026-11", "version: 2026-12")
    assert files.changed()
    assert not files.changed()
    assert files.result.artifact is not None
    assert files.result.artifact.bot.version == "2026-12"


def test_a_file_more_or_less_is_a_change(folder: Path) -> None:
    files = BotFiles(folder, AS_OF, compile_bot(folder, AS_OF))
    extra = folder / "tambahan.yaml"
    extra.write_text("messages:\n  tambahan: {id: Hai, en: Hi}\n")
    assert files.changed()
    extra.unlink()
    assert files.changed()
