"""Documents do not lie: commands explain themselves, generated pages are fresh, links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flowc.cli.group import COMMANDS, group
from tests.architecture import ROOT
from tools.generate import generated, stale, write

SPECIFICATION = (
    ROOT / "docs" / "language" / "edition-1.md"
)  # names commands that are still to come, and says so
DOCUMENTS = sorted(
    {*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")} - {SPECIFICATION}
)


def commands() -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in COMMANDS}
    return {name: command for name, command in found.items() if command is not None} | {"flowc": group}


def test_the_commands_are_the_files() -> None:
    folder = ROOT / "flowc" / "cli"
    defining = {
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"^def command\(", path.read_text(), re.MULTILINE)
    }
    assert defining == set(COMMANDS)


@pytest.mark.parametrize(
    ("name", "command"), list(commands().items()), ids=lambda value: getattr(value, "name", value)
)
def test_a_command_has_help_with_an_example(name: str, command: click.Command) -> None:
    shown = command.get_help(click.Context(command, info_name=name))
    assert re.search(rf"Examples?:\n\s+flowc {name if name != 'flowc' else ''}", shown)


def options() -> Iterator[tuple[str, click.Option]]:
    for name, command in commands().items():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("help", "version"):
                yield name, parameter


@pytest.mark.parametrize(("name", "option"), list(options()), ids=lambda value: getattr(value, "name", value))
def test_an_option_has_help_with_an_example(name: str, option: click.Option) -> None:
    assert option.help
    assert re.search(rf"(for example|as in) .*{'|'.join(option.opts)}", option.help), option.help


def test_generated_files_are_fresh() -> None:
    assert stale(ROOT) == (), "run `make generate`"


def test_generating_brings_everything_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "docs/codes").mkdir(parents=True)
    (tmp_path / "docs/codes/FC000.md").write_text("a code that is gone")
    assert set(write(tmp_path)) == {*generated(), Path("docs/codes/FC000.md")}
    assert stale(tmp_path) == ()
    (tmp_path / "docs/codes/README.md").write_text("edited by hand")
    assert stale(tmp_path) == (Path("docs/codes/README.md"),)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose)
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        place = document.parent / name if name else document
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            assert anchor in _anchors(place), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_and_options_that_are_named_exist(document: Path) -> None:
    known = commands()
    for line in _code(document.read_text(encoding="utf-8")):
        for name, rest in re.findall(r"(?:^|&& |\$ )flowc (?:--debug )?([a-z]+)([^#&|]*)", line):
            assert name in known, line
            command = known[name]
            below = command.commands.values() if isinstance(command, click.Group) else ()
            options = {
                option for one in (command, *below) for parameter in one.params for option in parameter.opts
            }
            used = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest))
            assert used <= options | {"--help", "-h"}, line


def _anchors(page: Path) -> set[str]:
    """Return the names that a page's headings have in addresses."""
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ +(.*?) *$", prose, re.MULTILINE)
    names = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return names | set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", prose))


def _code(document: str) -> list[str]:
    """Return the lines of a document's shell blocks, and what stands in backticks."""
    blocks = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", document, flags=re.DOTALL))
    return [line for block in blocks for line in block.splitlines()] + inline


def test_a_decisions_number_is_its_own_and_stands_in_its_heading() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [file.name[:4] for file in files]
    assert len(set(numbers)) == len(numbers)
    headings = {file.name: file.read_text(encoding="utf-8").partition("\n")[0] for file in files}
    assert [name for name, heading in headings.items() if not heading.startswith(f"# {name[:4]}")] == []
