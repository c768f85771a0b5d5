"""The Action for GitHub: its steps are run, on a pull request with planted defects and on wrong inputs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flowc.scaffold import create
from tests.ci.steps import document, git, run_action
from tests.flowc.diagnostics.demands import demand, notes_in, steps_of

ACTION = document("action.yml")
PROMO = "      - {step: promo, say: salam}"
TIMEOUT = (
    "  timeout: {after: 12h, remind: [{after: 30m, say: masih_di_sini}], "
    "do: [{say: pamit}, {end: conversation}]}\n"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one clean bot below a folder with a space in its name."""
    folder = tmp_path / "repo"
    create(folder / "bot kami/toko")
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a bot")
    return folder


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, encoding="utf-8")


def plant_defects(repository: Path) -> dict[str, int]:
    """Commit a pull request with two defects, and return the line of each by its code."""
    git(repository, "switch", "-q", "-c", "promo")
    bot = repository / "bot kami/toko"
    edit(
        bot / "bot.yaml",
        ("      - say: turut_menyesal\n", "      - say: turut_menyesal\n      - goto: akhir\n"),
        ("      - handover: auto\n\n", f"{PROMO}\n      - {{step: akhir, handover: auto}}\n\n"),
        (TIMEOUT, ""),
    )
    git(repository, "commit", "-q", "-a", "-m", "promo, 100% baru")
    lines = (bot / "bot.yaml").read_text(encoding="utf-8").splitlines()
    return {
        "FC501": lines.index(PROMO) + 1,
        "FC512": lines.index("      - choose: pilih_menu") + 1,
    }


def changed_lines(repository: Path) -> set[int]:
    diff = git(repository, "diff", "-U0", "main", "promo", "--", "bot kami/toko/bot.yaml")
    hunks = re.findall(r"^@@ \S+ \+(\d+)(?:,(\d+))? @@", diff, re.MULTILINE)
    return {int(first) + more for first, count in hunks for more in range(int(count or 1))}


def test_a_pull_request_with_planted_defects_end_to_end(repository: Path, tmp_path: Path) -> None:
    clean = run_action(repository, tmp_path / "before", {"bots": "bot kami/*"}, install=True)
    assert (clean.status, clean.log) == (0, "")
    assert clean.outputs == {"problems": "0", "sarif": "flowc.sarif"}
    assert "No problems in 1 bot(s)." in clean.summary
    log = json.loads((repository / "flowc.sarif").read_text(encoding="utf-8"))
    demand(log)
    assert log["runs"][0]["results"] == []

    planted = plant_defects(repository)
    ran = run_action(repository, tmp_path / "after", {"bots": "bot kami/*", "junit": "uji.xml"})
    assert ran.status == 1
    notes = notes_in(ran.log)
    assert ran.outputs == {"problems": str(len(notes)), "sarif": "flowc.sarif"}
    at = {(one["title"].split()[0], int(one["line"])) for _, one, _ in notes}
    assert at >= set(planted.items())
    elsewhere = {
        (one["title"].split()[0], one["file"]) for _, one, _ in notes if "bot.yaml" not in one["file"]
    }
    assert elsewhere == {("FC504", "bot kami/toko/pesan.yaml")}  # what the lost step said is said no more
    assert planted["FC501"] in changed_lines(repository)
    assert "bot: Ada yang bisa kami bantu?" in next(told for _, one, told in notes if "FC512" in one["title"])

    log = json.loads((repository / "flowc.sarif").read_text(encoding="utf-8"))
    demand(log)
    results = log["runs"][0]["results"]
    assert [one["ruleId"] for one in results].count("FC501") == 1
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} >= set(planted)
    flow = steps_of(next(one for one in results if one["ruleId"] == "FC501"))
    assert len(flow) > 1, "the conversation that goes wrong is a code flow"
    source = (repository / "bot kami/toko/bot.yaml").read_text(encoding="utf-8").splitlines()
    for step in flow:
        uri = step["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "bot%20kami/toko/bot.yaml"
        assert step["physicalLocation"]["region"]["startLine"] <= len(source)
    assert (repository / "uji.xml").read_text(encoding="utf-8").count("<failure") == len(notes)
    assert ran.summary.startswith("## flowc\n\n    error[FC5")
    assert all(line.startswith("    ") for line in ran.summary.splitlines()[2:] if line)


def test_alerts_are_known_again_when_lines_move(repository: Path, tmp_path: Path) -> None:
    plant_defects(repository)

    def prints(name: str) -> list[str]:
        run_action(repository, tmp_path / name, {"bots": "bot kami/toko"})
        log = json.loads((repository / "flowc.sarif").read_text(encoding="utf-8"))
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in log["runs"][0]["results"]]

    before = prints("one")
    edit(repository / "bot kami/toko/bot.yaml", ("edition: 1\n", "# Untuk semua cabang.\n\nedition: 1\n"))
    assert len(before) > 2
    assert prints("two") == before


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"bots": " \n "}, "input bots is empty"),
        ({"bots": "tidak-ada/*"}, "names nothing that is there"),
        ({"bots": "tidak_ada"}, "does not exist"),
        ({"bots": "bot kami/toko", "as-of": "kemarin"}, "write it as 2026-11-23"),
        ({"bots": "bot kami/toko", "language": "jv", "config": "tidak_ada.toml"}, "does not exist"),
        ({"bots": "--fix\nbot kami/toko"}, "does not exist"),
    ],
)
def test_a_wrong_input_is_no_bad_bot(
    repository: Path, tmp_path: Path, inputs: dict[str, str], said: str
) -> None:
    ran = run_action(repository, tmp_path / "world", inputs)
    assert ran.status == 2
    ((kind, _, told),) = notes_in(ran.log)
    assert (kind, said in told) == ("error", True)
    assert ran.outputs == {"problems": "", "sarif": ""}


def test_no_input_is_a_command(repository: Path, tmp_path: Path) -> None:
    for name in ACTION["inputs"]:
        evil = '$(touch jejak)`touch jejak`"; touch jejak; "\n::warning title=x::y'
        run_action(repository, tmp_path / name, {"bots": "bot kami/toko"} | {name: evil})
    assert not (repository / "jejak").exists()


def test_a_bot_s_words_give_the_runner_no_commands(repository: Path, tmp_path: Path) -> None:
    bot = repository / "bot kami/toko"
    edit(bot / "bot.yaml", ("      - say: turut_menyesal\n", '      - say: "a\\n::add-mask::b"\n'))
    edit(
        bot / "pesan.yaml",
        ("  salam: {id:", "  # ::set-output name=x::y\n  salam: {jv: '::stop-commands::x', id:"),
    )
    ran = run_action(repository, tmp_path / "world", {"bots": "bot kami/toko"})
    assert ran.status == 1
    assert notes_in(ran.log), "every line is one of ours"


def test_the_form_of_the_action() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs", "outputs", "runs", "branding"} <= set(ACTION)
    for one in ACTION["inputs"].values():
        assert one["description"]
        assert one.get("required") or "default" in one
    for one in ACTION["outputs"].values():
        assert one["description"]
        assert one["value"].startswith("${{ steps.")
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "inputs reach a script through its environment only"
