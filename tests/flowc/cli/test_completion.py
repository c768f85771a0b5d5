"""What shells are told when somebody presses tab."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from flowc.cli.completion import SHELLS, VARIABLE
from flowc.cli.group import run
from flowc.structure.hit_policies import HITS, rows
from flowc.structure.schema import bot_schema
from tests.architecture import ROOT


def offered(line: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> list[str]:
    """Return what bash is offered at the end of a line."""
    words = line.split(" ")
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    assert run([]) == 0
    return capfd.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flowc ex", ["plain,explain"]),
        ("flowc check --dry", ["plain,--dry-run"]),
        ("flowc check to", ["dir,to"]),
        ("flowc explain FC512", ["plain,FC512"]),
        ("flowc explain no-way-t", ["plain,no-way-to-human"]),
        ("flowc explain reopen_w", ["plain,reopen_within"]),
        ("flowc init toko --from mu", ["plain,mulai"]),
        ("flowc completion z", ["plain,zsh"]),
    ],
)
def test_the_words_that_fit_are_offered(
    line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert offered(line, monkeypatch, capfd) == expected


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_it_can_read(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert f"{VARIABLE}={shell}_complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_another_shell_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 2
    assert "bash" in capfd.readouterr().err


def test_every_hit_policy_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    words = bot_schema()["$defs"]["decisionTable"]["properties"]["hit"]["enum"]
    assert words == list(HITS)
    for word in words:
        for language, heading in (("en", "a hit policy of tables"), ("id", "cara memilih baris tabel")):
            assert run(["explain", word, "--language", language]) == 0
            assert f"`hit: {word}`, {heading}" in capfd.readouterr().out
    page = (ROOT / "docs" / "language" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(rows()) in page


def test_a_key_is_explained_at_each_of_its_places(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "collect"]) == 0
    assert "    collect: order_id\n" in capfd.readouterr().out
    assert run(["explain", "retries"]) == 0
    assert capfd.readouterr().out.count("`retries`: ") > 1
    assert run(["explain", "colect", "--lang", "id"]) == 2
    assert "mungkin maksudnya collect" in capfd.readouterr().err
    assert run(["explain", "FC113", "--lang", "id"]) == 0
    assert "\nMengapa: " in capfd.readouterr().out
