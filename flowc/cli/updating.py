"""`--update` of `flowc test`: shows the new expectations of failing tests, asks, and writes them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from flowc.bottest.model import Report
from flowc.bottest.read import read_tests
from flowc.bottest.run import prepared, run_tests
from flowc.bottest.update import new_texts
from flowc.cli import terminal
from flowc.diagnostics.model import Text
from flowc.edits import diff, write_texts
from runtime.artifact.model import Artifact

NOTHING = Text(
    "nothing to write: no failing test would pass, still expect something, and keep its form",
    "tidak ada yang ditulis: tak satu pun uji yang gagal akan lulus, tetap berarti, dan bentuknya tetap",
)
ASK = Text("Is this what the bot should do? Write it", "Memang begini seharusnya bot bekerja? Tulis")
NOT_ASKED = Text("nothing was written: --yes writes it", "belum ada yang ditulis: --yes menulisnya")


def updated(
    bot: Path,
    artifact: Artifact,
    name: str,
    sources: Mapping[str, str],
    tested: Report,
    yes: bool,
    language: str,
) -> Report:
    """Return how the tests end once what was agreed to is written; without agreement as they ended."""
    failed = tuple(outcome.test for outcome in tested.failed)
    texts = new_texts(prepared(artifact, name), failed, sources)
    if not texts:
        click.echo(NOTHING.in_(language), err=True)
        return tested
    terminal.show_diff(diff(sources, texts))
    if not yes and not sys.stdin.isatty():
        click.echo(NOT_ASKED.in_(language), err=True)
        return tested
    if not yes and not click.confirm(ASK.in_(language), err=True):
        return tested
    names = {(outcome.test.name, outcome.test.span.file) for outcome in tested.outcomes}
    tests = tuple(test for test in read_tests(bot, texts) if (test.name, test.span.file) in names)
    try:
        write_texts(bot, sources, texts)
    except ValueError as error:
        raise click.ClickException(f"{bot}: {error}; nothing more was written") from error
    return run_tests(artifact, name, tests)
