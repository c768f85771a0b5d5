"""What the commands write and where: problems, counts, and a sign of life when something takes long."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

import click

from flowc.diagnostics.explain import Page
from flowc.diagnostics.render import text
from flowc.diagnostics.render.formats import FORMATS
from flowc.diagnostics.render.report import Look, Report

PROGRESS_AFTER_S = 1.0  # shorter work is over before a person wonders


def has_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(reports: tuple[Report, ...], format_name: str, language: str) -> None:
    """Write problems in a format: for people to stderr with their number, otherwise to stdout."""
    rendered = render(reports, format_name, language, colour=has_colour(sys.stderr))
    if not FORMATS[format_name].for_people:
        click.echo(rendered.encode(), nl=False)
    elif rendered:
        click.echo(rendered, err=True, color=True)
        click.echo(text.summary(reports, language), err=True)


def render(reports: tuple[Report, ...], format_name: str, language: str, *, colour: bool = False) -> str:
    """Return problems in a format; `colour` is for people only."""
    chosen = FORMATS[format_name]
    pages = _pages(reports) if chosen.with_pages else {}
    return chosen.render(reports, Look(language, chosen.for_people and colour, pages))


def _pages(reports: tuple[Report, ...]) -> Mapping[str, Page]:
    from flowc.catalog import PROBLEMS  # late: it knows every stage, and what is cached needs none
    from flowc.diagnostics.explain import page

    codes = {one.code for report in reports for one in report.diagnostics}
    return {kind.code: page(kind) for kind in PROBLEMS if kind.code in codes}


def show_diff(diff: str, *, to_stderr: bool = False) -> None:
    """Write what changes in files, in colour on a terminal."""
    stream = sys.stderr if to_stderr else sys.stdout
    if has_colour(stream):
        colours = {"+": "green", "-": "red", "@": "cyan"}
        lines = diff.splitlines(keepends=True)
        diff = "".join(click.style(line, fg=colours.get(line[:1])) for line in lines)
    click.echo(diff, nl=False, err=to_stderr, color=True)


def note(line: str) -> None:
    """Tell a person, and nobody else, that all is well: nothing is written where nobody watches."""
    if sys.stderr.isatty():
        click.echo(line, err=True)


@contextmanager
def progress(line: str) -> Iterator[Callable[[str], None]]:
    """Show what is going on if it takes longer than a second, and take it away again. Only on a terminal.

    What is yielded puts another line in its place, for work that can say how far it is.
    """
    if not sys.stderr.isatty():
        yield lambda _line: None
        return
    shown = threading.Event()

    def show_it() -> None:
        shown.set()
        click.echo(f"{line} …", err=True, nl=False)

    def say(another: str) -> None:
        nonlocal line
        line = another
        if shown.is_set():
            click.echo("\r\x1b[K", err=True, nl=False)
            show_it()

    timer = threading.Timer(PROGRESS_AFTER_S, show_it)
    timer.daemon = True
    timer.start()
    try:
        yield say
    finally:
        timer.cancel()
        timer.join()
        if shown.is_set():
            click.echo("\r\x1b[K", err=True, nl=False)
