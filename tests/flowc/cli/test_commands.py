"""The commands as a person runs them: what is printed where, and the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flowc.catalog import PROBLEMS
from flowc.cli import check, main
from flowc.cli.build import write
from flowc.cli.group import run
from flowc.resources import flows_folder, ready_made_bots
from runtime.artifact import codec
from tests.architecture import ROOT
from tests.ui.bots import write_example

BAD = "flows:\n  salam:\n    steps: [{say: haloo}]\n"
WARNED = "flows:\n  salam:\n    steps:\n      - {say: halo}\n      - end\n      - {say: bantuan}\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def clean() -> str:
    return write_example(Path("bersih"), "").name


@pytest.fixture
def broken() -> str:
    return write_example(Path("rusak"), BAD).name


@pytest.fixture
def warned() -> str:
    return write_example(Path("peringatan"), WARNED).name


def test_a_clean_bot_is_silence(clean: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", clean]) == 0
    assert capfd.readouterr() == ("", "")


def test_problems_go_to_stderr_with_their_number(broken: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", broken]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("error[FC201] unknown-name: ")
    assert "  --> rusak/contoh.yaml:3:" in err
    assert err.splitlines()[-1] == "1 error"
    assert "\x1b" not in err


def test_what_is_allowed_is_no_problem_and_is_counted(capfd: pytest.CaptureFixture[str]) -> None:
    reason = "allow: {unreachable-step: disiapkan untuk promo akhir tahun}"
    folder = write_example(Path("diizinkan"), WARNED.replace("{say: bantuan}", f"{{say: bantuan, {reason}}}"))
    assert run(["check", folder.name]) == 0
    assert capfd.readouterr() == ("", "")
    assert run(["check", folder.name, "--format", "json"]) == 0
    (bot,) = json.loads(capfd.readouterr().out)["bots"]
    assert (bot["warnings"], bot["allowed"]) == (0, 1)


def test_a_warning_is_a_problem_for_check_but_not_for_build(
    warned: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", warned]) == 1
    assert run(["build", warned, "-o", "bot.json"]) == 0
    out, err = capfd.readouterr()
    assert err.count("warning[FC501]") == 2
    assert out.startswith("sha256:")


def test_a_second_run_says_the_same_from_the_cache(
    warned: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLOWC_CACHE", "tembolok")
    assert run(["check", warned, "--no-cache"]) == 1
    said = capfd.readouterr()
    assert not Path("tembolok").exists()
    for _ in range(2):
        assert run(["check", warned]) == 1
        assert capfd.readouterr() == said
        assert len(list(Path("tembolok").iterdir())) == 1
    assert (
        run(["build", warned, "-o", "satu.json"])
        == run(["build", warned, "-o", "dua.json", "--no-cache"])
        == 0
    )
    assert Path("satu.json").read_bytes() == Path("dua.json").read_bytes()
    assert len(list(Path("tembolok").iterdir())) == 1


def test_problems_in_indonesian(broken: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", broken, "--language", "id"]) == 1
    err = capfd.readouterr().err
    assert err.startswith("galat[FC201] unknown-name: ")
    assert err.splitlines()[-1] == "1 galat"


def test_json_goes_to_stdout_and_covers_every_bot(
    clean: str, broken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", clean, broken, "--format", "json"]) == 1
    out, err = capfd.readouterr()
    assert err == ""
    bots = json.loads(out)["bots"]
    assert [(bot["folder"], bot["errors"]) for bot in bots] == [("bersih", 0), ("rusak", 1)]


def test_the_manifest_stands_for_its_folder(clean: str) -> None:
    assert run(["check", f"{clean}/bot.yaml"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "Missing argument"),
        (["check", "tidak_ada"], "does not exist"),
        (["check", "berkas.txt"], "is not a folder"),
        (["check", ".", "--as-of", "kemarin"], "write it as 2026-11-23"),
        (["check", ".", "--format", "xml"], "'xml' is not one of"),
        (["kompilasi", "."], "No such command"),
        (["explain", "FC000"], "there is no problem or key `FC000`"),
        (["explain", "unknwon-name"], "did you mean unknown-name"),
        (["init", "Toko Saya"], "cannot be a bot's name"),
        (["init", "toko", "--from", "tidak_ada"], "there is no ready-made bot"),
        (["init", "penuh"], "is not empty"),
        (["build", "."], "Missing option"),
    ],
)
def test_what_cannot_run_ends_with_two_and_says_why(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("berkas.txt").write_text("x")
    Path("penuh").mkdir()
    Path("penuh/isi.txt").write_text("x")
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert said in err


def test_a_folder_without_manifest_is_a_problem(capfd: pytest.CaptureFixture[str]) -> None:
    Path("kosong").mkdir()
    assert run(["check", "kosong"]) == 1
    assert "error[FC001]" in capfd.readouterr().err


def test_build_writes_the_named_artifact_and_the_same_bytes_again(
    clean: str, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", clean, "--as-of", "2026-11-23", "-o"]
    assert run([*arguments, "satu.json"]) == run([*arguments, "dua.json"]) == 0
    data = Path("satu.json").read_bytes()
    assert Path("dua.json").read_bytes() == data
    name = codec.name(data)
    assert capfd.readouterr().out == f"{name}  satu.json\n{name}  dua.json\n"
    assert codec.load(data, name).bot.name == "contoh"
    assert sorted(path.name for path in Path().glob("*.json*")) == ["dua.json", "satu.json"]


def test_build_to_stdout(clean: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["build", clean, "-o", "-"]) == 0
    assert codec.load(capfdbinary.readouterr().out).bot.name == "contoh"


def test_a_broken_bot_leaves_the_old_artifact_alone(broken: str) -> None:
    Path("bot.json").write_text("yang lama")
    assert run(["build", broken, "-o", "bot.json"]) == 1
    assert Path("bot.json").read_text() == "yang lama"


def test_an_artifact_that_cannot_be_written_leaves_nothing(
    clean: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", clean, "-o", "tidak_ada/bot.json"]) == 2
    assert "no such file or directory" in capfd.readouterr().err


def test_a_write_that_fails_in_the_middle_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("bot.json").write_text("yang lama")

    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(Path("bot.json"), b"baru")
    assert [path.name for path in Path().iterdir()] == ["bot.json"]
    assert Path("bot.json").read_text() == "yang lama"


@pytest.mark.parametrize("wanted", ["FC201", "fc201", "unknown-name"])
def test_explain_by_code_or_name(wanted: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", wanted]) == 0
    assert capfd.readouterr().out.startswith("FC201 unknown-name (error)\n")


@pytest.mark.parametrize("arguments", [["explain"], ["explain", "FC201"], ["--help"], ["completion", "bash"]])
def test_a_reader_who_goes_away_ends_the_command_quietly(arguments: list[str]) -> None:
    gone, writing = os.pipe()
    os.close(gone)
    command = [sys.executable, "-m", "flowc.cli.main", *arguments]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (2, b"")


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "The folder has no `bot.yaml`"), ("id", "Folder ini tidak punya `bot.yaml`")],
)
def test_explain_lists_them_all(language: str, first: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--language", language]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == len(PROBLEMS)
    assert re.match(f"FC001  missing-bot-file +{first}", lines[0])


def test_a_key_is_explained_with_headings_in_indonesian(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "steps", "--lang", "id"]) == 0
    out = capfd.readouterr().out
    assert "\n  di dalam: " in out
    assert "\n  bersama: " in out
    assert "beside" not in out


@pytest.mark.parametrize("example", ready_made_bots())
def test_a_ready_made_bot_becomes_ones_own_and_is_clean(
    example: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "toko-saya", "--from", example]) == 0
    written = capfd.readouterr().out.splitlines()
    assert "toko-saya/.flowc/bot.schema.json" in written
    assert all(Path(path).is_file() for path in written)
    manifest = Path("toko-saya/bot.yaml").read_text()
    assert "\nbot: toko-saya\n" in f"\n{manifest}"
    assert run(["check", "toko-saya"]) == 0, capfd.readouterr().err


def test_the_editors_schema_is_found_from_every_file() -> None:
    assert run(["init", "toko"]) == 0
    for path in Path("toko").rglob("*.yaml"):
        modeline = path.read_text().splitlines()[0]
        assert modeline.startswith("# yaml-language-server: $schema="), path
        schema = path.parent / modeline.partition("=")[2]
        assert json.loads(schema.read_text())["$schema"]


def test_the_ready_made_bots_point_at_the_repositorys_schema() -> None:
    for path in flows_folder().rglob("*.yaml"):
        modeline = path.read_text().splitlines()[0]
        schema = "bot.schema.json" if path.name == "bot.yaml" else "part.schema.json"
        assert (path.parent / modeline.partition("=")[2]).resolve().name == schema
        assert (path.parent / modeline.partition("=")[2]).exists()


def break_down(*_: object) -> None:
    raise ZeroDivisionError("a secret detail")


def test_our_own_mistake_is_told_without_a_traceback(
    clean: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "compile_all", break_down)
    assert run(["check", clean]) == 2
    err = capfd.readouterr().err
    assert err.startswith("error[FC900] internal-error: ")
    assert "this is our mistake" in err
    assert "flowc check bersih" in err
    assert "ZeroDivisionError at test_commands.py:" in err
    assert "Traceback" not in err
    assert "secret detail" not in err


def test_debug_shows_the_traceback(
    clean: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "compile_all", break_down)
    assert run(["--debug", "check", clean]) == 2
    err = capfd.readouterr().err
    assert "Traceback" in err
    assert "error[FC900]" in err


@pytest.mark.parametrize(("module", "extra"), [("lark", "compiler"), ("starlette", "server")])
def test_a_light_install_says_what_to_install(
    module: str, extra: str, clean: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> None:
        raise ModuleNotFoundError(f"No module named '{module}'", name=module)

    monkeypatch.setattr(check, "compile_all", missing)
    assert run(["check", clean]) == 2
    assert f'pip install "flowc[{extra}]"' in capfd.readouterr().err


def test_the_day_that_counts_is_today_unless_said(clean: str, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[date] = []

    def compiled(folders: object, as_of: date, cache: object, against: object) -> tuple[()]:
        days.append(as_of)
        return ()

    monkeypatch.setattr(check, "compile_all", compiled)
    run(["check", clean, "--as-of", "2025-01-02"])
    run(["check", clean])
    assert days[0] == date(2025, 1, 2)
    assert days[1] > date(2026, 1, 1)


def test_stopping_is_no_error(
    clean: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "compile_all", interrupted)
    assert run(["check", clean]) == main.INTERRUPTED
    assert "Traceback" not in capfd.readouterr().err


def test_against_compares_with_the_artifact_that_runs(
    clean: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    running = tmp_path / "running.json"
    assert run(["build", clean, "-o", str(running)]) == 0
    assert run(["check", clean, "--against", str(running)]) == 0
    files = Path(clean) / "dasar.yaml"
    files.write_text(files.read_text(encoding="utf-8").replace("choose:", "step: lain\n        choose:", 1))
    capfd.readouterr()
    assert run(["check", clean, "--against", str(running)]) == 1
    assert "FC654" in capfd.readouterr().err
    assert run(["build", clean, "-o", str(tmp_path / "new.json"), "--against", str(running)]) == 1
    assert not (tmp_path / "new.json").exists()
    assert run(["check", clean, "--against", str(files)]) == 2
    assert "is not JSON" in capfd.readouterr().err


def test_several_formats_of_one_run_each_go_where_they_belong(
    broken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    files = ["--format", "sarif=flowc.sarif", "--format", "junit=flowc.xml"]
    assert run(["check", broken, "--format", "github", "--format", "text", *files]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("::error file=rusak/contoh.yaml,line=3,")
    assert err.startswith("error[FC201] unknown-name: ")
    (sarif,) = json.loads(Path("flowc.sarif").read_text())["runs"]
    assert [one["ruleId"] for one in sarif["results"]] == ["FC201"]
    assert sarif["tool"]["driver"]["rules"][0]["help"]["markdown"].startswith("# FC201")
    assert Path("flowc.xml").read_text().startswith("<?xml")


def test_output_takes_the_one_format_and_leaves_the_streams_alone(
    broken: str, clean: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", broken, "--format", "gitlab", "-o", "gl.json"]) == 1
    assert [one["check_name"] for one in json.loads(Path("gl.json").read_text())] == ["FC201"]
    assert run(["check", broken, "--output", "problems.txt"]) == 1
    assert Path("problems.txt").read_text().startswith("error[FC201]")
    assert run(["check", clean, "--format", "sarif", "-o", "bersih.sarif"]) == 0
    assert json.loads(Path("bersih.sarif").read_text())["runs"][0]["results"] == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "sarif", "--format", "json"], "only one format can go to stdout"),
        (["--format", "sarif", "--format", "json", "-o", "a"], "--output is for one format"),
        (["--format", "sarif=a", "-o", "b"], "--output is for one format"),
        (["--format", "sarif="], "a file is missing"),
        (["--format", "sarif", "-o", "tidak_ada/a.sarif"], "no such file or directory"),
    ],
)
def test_formats_that_cannot_be_told_apart_end_with_two(
    broken: str, arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", broken, *arguments]) == 2
    out, err = capfd.readouterr()
    assert (out, said in err) == ("", True)


def test_machines_read_paths_of_the_repository_wherever_the_command_runs(
    broken: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path(".git").mkdir()
    said = []
    for place, folder in ((".", broken), (broken, "."), (broken, str(Path(broken).resolve()))):
        with monkeypatch.context() as here:
            here.chdir(place)
            assert run(["check", folder, "--format", "github"]) == 1
            assert run(["check", folder, "--format", "sarif"]) == 1
            said.append(capfd.readouterr().out)
    assert said[0].startswith("::error file=rusak/contoh.yaml,")
    assert said == [said[0]] * 3


def test_what_was_proved_is_told_of_each_rule(
    warned: str, broken: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", warned, "--proofs"]) == 1
    out, err = capfd.readouterr()
    assert err.startswith("warning[FC501]")
    lines = out.splitlines()
    assert lines[0] == "peringatan:"
    (line,) = [line for line in lines if "FC501" in line]
    assert re.fullmatch(r"  FC501  unreachable-step +under-approximate  \d+ states +1 found +[\d.]+ ms", line)
    assert re.search(r"^  FC512 .* exact .* holds +[\d.]+ ms$", out, re.MULTILINE)
    assert "under-approximate: finds only what is sure" in out
    assert run(["check", broken, "--proofs", "--lang", "id"]) == 1
    assert "belum ada yang dibuktikan" in capfd.readouterr().out


def test_json_has_what_was_proved_when_asked_and_no_time(
    warned: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", warned, "--proofs", "--format", "json"]) == 1
    out, err = capfd.readouterr()
    assert "FC501  unreachable-step" in err
    (bot,) = json.loads(out)["bots"]
    first = bot["proofs"][0]
    assert first.pop("count") > 5
    assert first == {
        "code": "FC501",
        "name": "unreachable-step",
        "how": "under-approximate",
        "over": "states",
        "found": 1,
    }
    assert run(["check", warned, "--format", "json"]) == 1
    assert "proofs" not in json.loads(capfd.readouterr().out)["bots"][0]
