"""`flowc serve`: a bot on an address, with its chat page, its desk's door and its store."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all, with_installation


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The operator's file with destinations, desks and channels, for example --config flowc.toml.",
)
@click.option("--host", help="The address to listen on, for example --host 127.0.0.1; beats the file's.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), help="The port, for example --port 8000; 0 takes a free one."
)
@click.option(
    "--store",
    type=click.Path(dir_okay=False),
    help="The SQLite file that remembers conversations, for example --store toko.db.",
)
@options.language
@options.as_of
@options.cache
def command(
    bot: Path,
    config_file: Path | None,
    host: str | None,
    port: int | None,
    store: str | None,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Compile a bot and serve it until it is stopped, on this machine only unless every secret is set.

    SIGHUP compiles the bot's folder again and goes on with what it finds, without a pause; a bot with
    errors is refused and the version before goes on. flowc.toml is read at the start only.

    Ends with 1 when the bot or the operator's file has errors, 2 when it could not run.

    \b
    Example:
      flowc serve toko --config flowc.toml --port 8000
    """
    from runtime.config import Config, ConfigError, load_config  # late: help does not wait for a web server
    from runtime.web.serve import serve

    def newest() -> bytes | None:
        ((compiled, report),) = compile_all([bot], as_of, cache)
        if config_file is not None:
            report = with_installation(bot, compiled, report, config_file)
        terminal.show((report,), "text", language)
        return None if report.has_errors else compiled.artifact

    artifact = newest()
    if artifact is None:
        return 1
    config = Config()
    try:
        if config_file is not None:
            config = load_config(config_file.read_text(encoding="utf-8"), os.environ)
        if store is not None:
            config = replace(config, store=replace(config.store, path=store, url=None))
        serve(artifact, config, host=host, port=port, say=click.echo, newest=newest)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    return 0
