"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from flowc.cache import user_cache
from flowc.diagnostics.render.formats import FORMATS

LANGUAGES = ("en", "id")


def default_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return FLOWC_LANGUAGE if it is one of ours, Indonesian where the system speaks it, else English."""
    wanted = environment.get("FLOWC_LANGUAGE", "").lower()
    if wanted in LANGUAGES:
        return wanted
    system = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "id" if system.split(".")[0].split("_")[0].lower() in ("id", "in") else "en"


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"`{value}` is not a date; write it as 2026-11-23", param, ctx)


class _Folder(click.Path):
    """A bot's folder; its `bot.yaml` is taken for it too."""

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(str(value), param, ctx)))
        if path.name == "bot.yaml" and path.is_file():
            return path.parent
        if not path.is_dir():
            self.fail(f"`{path}` is not a folder; a bot is the folder of its bot.yaml", param, ctx)
        return path

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Folders: any may hold a bot further down."""
        return [CompletionItem(incomplete, type="dir")]


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file to write it to; None: where it goes by itself."""

    format_name: str
    file: Path | None = None


class _Format(click.ParamType[Output]):
    name = "format"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        if isinstance(value, Output):
            return value
        name, sign, file = str(value).partition("=")
        if name not in FORMATS:
            listed = ", ".join(repr(one) for one in FORMATS)
            self.fail(f"{name!r} is not one of {listed}.", param, ctx)
        if sign and not file:
            self.fail(f"a file is missing, as in {name}=flowc.{name}", param, ctx)
        return Output(name, Path(file) if file else None)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(one) for one in FORMATS if one.startswith(incomplete)]


FOLDER = _Folder()
FORMAT = _Format()

language = click.option(
    "--language",
    "--lang",
    type=click.Choice(LANGUAGES),
    default=default_language,
    show_default="FLOWC_LANGUAGE, then the system's",
    help="Language of the texts, for example --language id.",
)
output_format = click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How problems are written: text for people on stderr, others on stdout, for example --format json.",
)
output_formats = click.option(
    "--format",
    "formats",
    type=FORMAT,
    multiple=True,
    metavar="FORMAT[=FILE]",
    default=("text",),
    show_default="text",
    help=f"How problems are written: {', '.join(FORMATS)}. Text goes to stderr, others to stdout, with a "
    "file into it. Several at once, as in --format github --format sarif=flowc.sarif.",
)
against = click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="An earlier artifact whose conversations must find their way, for example --against running.json.",
)
as_of = click.option(
    "--as-of",
    type=_Date(),
    default=lambda: date.today(),  # noqa: DTZ011 - the person's own calendar day is meant
    show_default="today",
    help="The day from which holidays are compiled in, for example --as-of 2026-11-23.",
)
cache = click.option(
    "--no-cache",
    "cache",
    is_flag=True,
    callback=lambda _context, _option, is_unwanted: None if is_unwanted else user_cache(),
    help="Compile even what was compiled before, and remember nothing, as in `flowc check toko --no-cache`.",
)
