"""`flowc test --update`: what is written passes, and all that is not expected otherwise stays as it was."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from flowc.cli.group import run

SHOP = Path(__file__).resolve().parents[3] / "examples" / "toko-sejahtera"
TESTS = Path("tests/percakapan.yaml")
AS_OF = ("--as-of", "2026-11-23")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    folder = tmp_path / "toko"
    shutil.copytree(SHOP, folder)
    return folder


def written(shop: Path, before: str, after: str, *arguments: str) -> tuple[int, str, str]:
    """Update tests with `before` in place of `after`: return the exit code, the file then, and before."""
    file = shop / TESTS
    good = file.read_text(encoding="utf-8")
    assert after in good
    broken = good.replace(after, before, 1)
    file.write_text(broken, encoding="utf-8")
    code = run(["test", str(shop), *AS_OF, "--update", *(arguments or ("--yes",))])
    return code, file.read_text(encoding="utf-8"), broken


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bot: tanya_umur", "bot: tanya_nama"),
        ("bot: [salam]", "bot: [salam, apa_yang_bisa_dibantu]"),
        ("bot: nothing", "bot: [salam, apa_yang_bisa_dibantu]"),
        ("buttons: [lacak,   cs]", "buttons: [lacak, refund, cs]"),
        ("rule: kecewa", "rule: marah"),
        ("topic: refund, slots: {order_id: TK-1,", "topic: pengiriman, slots: {order_id: TK-123456,"),
        ("cek_pesanan: {id: TK-9}", "cek_pesanan: {id: TK-123456}"),
    ],
)
def test_a_failing_line_gets_what_the_bot_does(before: str, after: str, shop: Path) -> None:
    code, text, _ = written(shop, before, after)
    assert code == 0
    assert re.sub(" +", " ", text) == re.sub(" +", " ", (SHOP / TESTS).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("says: '*bisa kami bantu*'", "says: 'Ada yang bisa saya bantu?'"),
        ('says: "*bisa kami bantu*"', 'says: "Ada yang bisa saya bantu?"'),
        ("state: closed", "state: menu/choose:apa_yang_bisa_dibantu"),
        ("slots: {topic: refund}", "slots: {topic: null}"),
        (
            "bot:\n          - salam  # dulu\n          - siapa\n",
            "bot:\n          - salam  # dulu\n          - apa_yang_bisa_dibantu\n",
        ),
        (
            "bot:\n          - salam  # dulu",
            "bot:\n          - salam  # dulu\n          - apa_yang_bisa_dibantu",
        ),
        (
            "bot:\n          - salam\n          - apa_yang_bisa_dibantu  # lalu\n          - satu_lagi",
            "bot:\n          - salam\n          - apa_yang_bisa_dibantu  # lalu",
        ),
    ],
)
def test_values_keep_their_form_and_their_comments(before: str, now: str, shop: Path) -> None:
    code, text, broken = written(
        shop, f"{before}\n      - user: xqzt", "buttons: [lacak, refund, cs]\n      - user: xqzt"
    )
    assert code == 0
    assert text == broken.replace(before, now)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rule: marah", "buttons: [lacak, refund, cs]"),  # no rule fires there
        (
            "bot:\n          - salam\n          - apa_yang_bisa_dibantu\n          - lagi  # kenapa",
            "bot: [salam, apa_yang_bisa_dibantu]",
        ),
    ],
)
def test_no_check_and_no_comment_is_dropped(
    before: str, after: str, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, text, broken = written(shop, before, after)
    assert (code, text) == (1, broken)
    assert "nothing to write" in capfd.readouterr().err


def test_a_test_that_would_expect_nothing_stays(shop: Path) -> None:
    silent = "tests:\n  - name: diam\n    chat:\n      - after: 1m\n      - bot: salam\n"
    (shop / TESTS).write_text(silent, encoding="utf-8")
    assert run(["test", str(shop), *AS_OF, "--update", "--yes"]) == 1
    assert (shop / TESTS).read_text(encoding="utf-8") == silent


def test_without_a_terminal_it_shows_and_does_not_write(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, text, broken = written(shop, "rule: kecewa", "rule: marah", "--only", "marah")
    out, err = capfd.readouterr()
    assert (code, text) == (1, broken)
    assert "-      - rule: kecewa\n+      - rule: marah\n" in out
    assert "--yes" in err


def test_only_the_chosen_tests_are_written(shop: Path) -> None:
    code, text, broken = written(shop, "rule: kecewa", "rule: marah", "--only", "refund", "--yes")
    assert (code, text) == (0, broken)


def test_yes_alone_is_refused(shop: Path) -> None:
    assert run(["test", str(shop), "--yes"]) == 2
