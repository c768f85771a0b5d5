"""The store that a command is about: a SQLite file, or the one that an operator's file names."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from runtime.stores.base import Store

T = TypeVar("T")
TOO_OLD = Text(
    "{error}. Use the flowc that the server runs; or start a server of this version first: it brings the"
    " store forward, and nothing older can use it afterwards",
    "{error}. Gunakan flowc yang sama dengan yang dijalankan server; atau jalankan dulu server versi ini:"
    " penyimpanannya akan diperbarui, dan setelah itu versi lama tidak bisa memakainya lagi",
)
NOTHING_THERE = Text("there is no store at {path}", "tidak ada penyimpanan di {path}")


store = click.option(
    "--store",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default="flowc.toml",
    show_default=True,
    help="A SQLite file, or the operator's file that names the store, for example --store toko.db.",
)
as_format = click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the result is written to stdout, for example --format json.",
)


def with_store(path: Path, language: str, work: Callable[[Store], Awaitable[T]]) -> T:
    """Open the store at a path, do the work and close it; a server may go on working on it.

    Raises:
        click.ClickException: as `store_at`, or the store cannot do it.
    """
    opened = store_at(path, language)

    async def worked() -> T:
        await opened.open()
        try:
            return await work(opened)
        finally:
            await opened.close()

    with telling(language):
        return asyncio.run(worked())


@contextmanager
def telling(language: str) -> Iterator[None]:
    """Turn what a store cannot do into the command's word for it."""
    from runtime.stores.errors import StoreError, StoreTooOld  # late, as below

    try:
        yield
    except StoreTooOld as error:
        raise click.ClickException(TOO_OLD.in_(language).format(error=error)) from error
    except StoreError as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error


def store_at(path: Path, language: str) -> Store:
    """Return the store at `path`, not opened yet: a file ending in `.toml` names it, any other is it.

    It is not brought forward: the server that works on it may be an older one, which could not go on.

    Raises:
        click.ClickException: the operator's file cannot be used, or names a file that is not there.
    """
    from runtime.config import ConfigError, StoreConfig, load_config  # late: help does not wait for them
    from runtime.web.assemble import open_to

    store = StoreConfig(str(path))
    if path.suffix == ".toml":
        try:
            store = load_config(path.read_text(encoding="utf-8"), os.environ).store
        except ConfigError as error:
            raise click.ClickException(str(error)) from error
    if store.url is None and not Path(store.path).is_file():  # opening it would make one
        raise click.ClickException(NOTHING_THERE.in_(language).format(path=store.path))
    return open_to(store, migrates=False)
