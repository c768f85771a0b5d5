"""`flowc init`: whatever a team asks for, the bot it gets checks clean and passes its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.cli.group import run


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("wishes", "stands"),
    [
        (["--divisions", "cs"], '  cs:\n    name: {id: "CS", en: "CS"}\n'),
        (["--divisions", 'cs,gudang=Tim "Gudang"', "--locales", "id"], 'name: {id: "Tim \\"Gudang\\""}'),
        (
            ["--locales", "en", "--divisions", "sales,support,returns", "--channels", "web"],
            "channels: [web]\n",
        ),
        (["--locales", "en,id"], "locales: [en, id]\n"),
        (["--locales", "id", "--channels", "whatsapp, web"], "channels: [whatsapp, web]\n"),
        (["--locales", "en id", "--divisions", "cs gudang"], "locales: [en, id]\n"),
    ],
)
def test_a_bot_as_wished_for_is_whole(
    wishes: list[str], stands: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "toko", *wishes]) == 0
    assert stands in Path("toko/bot.yaml").read_text(encoding="utf-8")
    assert run(["check", "toko"]) == 0, capfd.readouterr().err
    assert run(["test", "toko"]) == 0, capfd.readouterr().out


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (["--channels", "Whats App"], "`Whats` is no channel; there are: `whatsapp`, `web`"),
        (["--channels", "web, surat"], "`surat` is no channel"),
        (["--locales", "jv"], "not in `jv`"),
        (["--divisions", "Tim,Gudang"], "cannot be a division"),
        (["--divisions", "lainnya"], "cannot be a division"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    wishes: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "toko", *wishes]) == 2
    assert said in capfd.readouterr().err
    assert not Path("toko").exists()


def test_at_a_terminal_what_cannot_be_used_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["surat", "whatsapp web", "jv", "", "lainnya", "cs"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    assert run(["init", "toko"]) == 0
    assert not [*answers]
    told = capfd.readouterr().err
    assert all(word in told for word in ("`surat` is no channel", "not in `jv`", "`lainnya` cannot be"))
    bot = Path("toko/bot.yaml").read_text(encoding="utf-8")
    assert "channels: [whatsapp, web]\n" in bot
    assert "locales: [id, en]\n" in bot
    assert "\n  cs:\n" in bot
