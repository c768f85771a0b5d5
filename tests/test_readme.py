"""The README does what it says: its bot, its mistake, its commands, its program and its tables.

All of it is checked by one function of the text, so that the checks can be shown to fail.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from flowc.bottest.show import show_report
from flowc.cli.group import COMMANDS
from flowc.compiler import compile_bot
from flowc.diagnostics.render import text as rendering
from flowc.diagnostics.render.report import Look, Report
from runtime.artifact import codec
from runtime.embedding.mounting import Mounted
from tests.architecture import ROOT
from tests.ui.bots import AS_OF, write_bot

README = (ROOT / "README.md").read_text(encoding="utf-8")
MISTAKE = "FC512"


def faults(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a README promises and does not hold."""
    return [
        *_bot(text, folder),
        *_commands(text),
        *_targets(text),
        *_extras(text),
        *_program(text, folder, monkeypatch),
    ]


def _bot(text: str, folder: Path) -> Iterator[str]:
    """The bot has the mistake at the place and in the words that are shown, and none with what is added."""
    bot, added, *_ = _blocks(text, "yaml")
    kopi = write_bot(folder / "kopi", {"bot.yaml": bot})
    result = compile_bot(kopi, AS_OF)
    if [one.code for one in result.problems] != [MISTAKE]:
        yield f"the bot has {[one.code for one in result.problems]}"
    report = Report("kopi", tuple(one.report() for one in result.problems), result.sources)
    if rendering.render((report,), Look()) not in _blocks(text, ""):
        yield "the compiler says something else"
    mended = write_bot(folder / "mended", {"bot.yaml": bot + added})
    result = compile_bot(mended, AS_OF)
    if result.artifact is None or result.problems:
        yield f"the mended bot has {[one.code for one in result.problems]}"
        return
    (folder / "kopi.json").write_bytes(codec.dump(result.artifact))
    name = codec.name(codec.dump(result.artifact))
    shown = show_report(run_tests(result.artifact, name, read_tests(mended)), "en").splitlines()[-1]
    (promised,) = re.findall(r"^flowc test kopi +# (.*)$", text, re.MULTILINE) or [""]
    if shown != promised:
        yield f"`flowc test` says {shown!r}"


def _commands(text: str) -> Iterator[str]:
    shell = [line for block in _blocks(text, "sh") for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    named = re.findall(r"^flowc ([a-z]+)", "\n".join([*shell, *inline]), re.MULTILINE)
    named += re.findall(r"· `([a-z]+)", text.partition("## Commands")[2].partition("\n## ")[0])
    yield from (f"there is no `flowc {name}`" for name in named if name not in COMMANDS)
    if not {"init", "check", "build", "test", "explain", "serve"} <= set(named):
        yield "a command is not shown"


def _targets(text: str) -> Iterator[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"^make ([a-z-]+)", "\n".join(_blocks(text, "sh")), re.MULTILINE):
        if not re.search(rf"^{name}:", makefile, re.MULTILINE):
            yield f"there is no `make {name}`"


def _extras(text: str) -> Iterator[str]:
    """The table of what is installed is that of `pyproject.toml`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"": project["dependencies"], **project["optional-dependencies"]}
    rows = dict(re.findall(r"^\| `flowc(?:\[(\w+)\])?` \| ([^|]*) \|", text, re.MULTILINE))
    for extra, written in rows.items():
        if set(written.strip().split(", ")) != {_package(one) for one in wanted.get(extra, ())}:
            yield f"flowc[{extra}] brings something else"
    if len(rows) < 3:
        yield "an extra is not shown"


def _package(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return found[0]


def _program(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The embedding program runs where the built bot and an operator's file are."""
    (folder / "flowc.toml").write_text("", encoding="utf-8")
    found: dict[str, object] = {}
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        for block in _blocks(text, "python"):
            try:
                exec(compile(block, "README.md", "exec"), found)
            except (ImportError, NameError, TypeError, AttributeError, ValueError, OSError) as error:
                yield f"the program fails: {error!r}"
                return
    if not isinstance(found.get("app"), Mounted):
        yield "the program makes no application"


def _blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language, in order."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for kind, body in found if kind == language]


def test_the_readme_holds_what_it_promises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(README, tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("collect: order_id", "collect: order"),
        ("bot.yaml:18:9", "bot.yaml:18:8"),
        ("never helped and never released", "never helped"),
        ("        on_invalid: [{handover: cs}]\n", ""),
        ("defaults: {timeout: {after: 24h, do: [{end: conversation}]}}\n", ""),
        ("{rule: marah}, {handover", "{rule: diminta}, {handover"),
        ("# 1 passed, 0 failed", "# 2 passed, 0 failed"),
        ("flowc build kopi", "flowc compile kopi"),
        ("`flowc explain FC512 --", "`flowc describe FC512 --"),
        ("· `serve`", "· `server`"),
        ("make test ", "make tests "),
        ("apsw, httpx, starlette, uvicorn", "apsw, httpx, starlette"),
        ("import AsyncBot", "import AsyncRobot"),
        ("app = mount", "application = mount"),
        ("bot.write", "bot.talk"),
    ],
    ids=lambda value: value.strip()[:30],
)
def test_a_readme_that_says_otherwise_is_found_out(
    written: str, instead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written in README
    assert faults(README.replace(written, instead), tmp_path, monkeypatch) != []
