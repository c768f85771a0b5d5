"""`flowc build`: a bot becomes the artifact that the runtime runs."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    help="The file to write, for example -o toko.json; - is stdout.",
)
@options.against
@options.output_format
@options.language
@options.as_of
@options.cache
def command(
    bot: Path,
    output: str,
    against: tuple[Path, ...],
    format_name: str,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Compile a bot into an artifact. The same files and the same day give the same bytes.

    Warnings are shown and do not stop it; errors do, with 1, and nothing is written. Prints the
    artifact's name.

    \b
    Example:
      flowc build toko -o toko.json
    """
    ((compiled, report),) = compile_all([bot], as_of, cache, against)
    terminal.show((report,), format_name, language)
    data = compiled.artifact
    if data is None:
        return 1
    if output == "-":
        click.echo(data, nl=False)
        return 0
    write(Path(output), data)
    from runtime.artifact import codec  # late, as in every command: others do not wait for its imports

    click.echo(f"{codec.name(data)}  {output}")
    return 0


def write(path: Path, data: bytes) -> None:
    """Replace a file at once: a reader sees the old artifact or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
