"""Starts a team's own bot from a ready-made one: copies its files under a new name.

What editors need goes along into `.flowc/` and `.vscode/`, which the compiler skips, so that completion works
without a network and stays that of the flowc that made the copy.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from flowc.diagnostics.model import Text
from flowc.resources import ready_made_bots, schema_folder
from flowc.structure.schema import bot_schema
from flowc.tailored import LOCALES, Wishes, tailored, tailored_name

DEFAULT_EXAMPLE = "mulai"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")  # a bot's name, LANGUAGE section 1
SCHEMA = ".flowc/bot.schema.json"
PART_SCHEMA = ".flowc/part.schema.json"  # of the files beside `bot.yaml`
VSCODE = ".vscode"

_MODELINE = re.compile(r"^(# yaml-language-server: \$schema=)\S+$", re.MULTILINE)
_BOT = re.compile(r"^bot:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written, and why."""

    reason: Text


def create(
    folder: Path, example: str = DEFAULT_EXAMPLE, wishes: Wishes | None = None
) -> tuple[Path, ...] | Refused:
    """Copy a ready-made bot to a new folder, whose name becomes the bot's, and return the files written.

    `wishes` are only for the small bot to start from.
    """
    name = folder.resolve().name
    refusal = _refusal(folder, name, example) or _refused(example, wishes)
    if refusal is not None:
        return Refused(refusal)
    source = ready_made_bots()[example]
    written = []
    for path in sorted(source.rglob("*.*")):
        relative = path.relative_to(source)
        if path.is_file() and not any(part.startswith((".", "_")) for part in relative.parts):
            written.append(_copy(path, folder / relative, name, relative, wishes or Wishes()))
    return (*written, *_copy_for_editors(folder))


def _refusal(folder: Path, name: str, example: str) -> Text | None:
    if not NAME.fullmatch(name):
        return Text(
            f"`{name}` cannot be a bot's name: small letters, digits, `-` and `_`, a letter first",
            f"`{name}` tidak bisa menjadi nama bot: huruf kecil, angka, `-` dan `_`, diawali huruf",
        )
    if example not in ready_made_bots():
        known = ", ".join(f"`{one}`" for one in ready_made_bots())
        return Text(
            f"there is no ready-made bot `{example}`; there are: {known}",
            f"tidak ada bot siap pakai `{example}`; yang tersedia: {known}",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return Text(
            f"`{folder}` exists and is not empty: choose another name",
            f"`{folder}` sudah ada dan tidak kosong: pilih nama lain",
        )
    return None


def _refused(example: str, wishes: Wishes | None) -> Text | None:
    if wishes is None or wishes == Wishes():
        return None
    if example != DEFAULT_EXAMPLE:
        return Text(
            f"`{example}` has channels, languages and divisions of its own: leave those options out",
            f"`{example}` sudah punya kanal, bahasa, dan divisi sendiri: pakai tanpa opsi itu",
        )
    return refused_wishes(wishes)


def refused_wishes(wishes: Wishes) -> Text | None:
    """Return why no bot can be made as wished for; None: it can."""
    channels = bot_schema()["properties"]["channels"]["items"]["enum"]
    if unknown := [one for one in wishes.channels if one not in channels]:
        known = ", ".join(f"`{one}`" for one in channels)
        return Text(
            f"`{unknown[0]}` is no channel; there are: {known}",
            f"`{unknown[0]}` bukan kanal; yang tersedia: {known}",
        )
    if unknown := [one for one in wishes.locales if one not in LOCALES]:
        return Text(
            f"the ready-made texts are in `id` and `en`, not in `{unknown[0]}`: add it to the files later",
            f"teks siap pakai ada dalam `id` dan `en`, bukan `{unknown[0]}`: tambahkan di berkasnya nanti",
        )
    for division in wishes.divisions or ():
        if not tailored_name(division):
            return Text(
                f"`{division}` cannot be a division: small letters, digits and `_`; not `lainnya`",
                f"`{division}` tidak bisa menjadi divisi: huruf kecil, angka, dan `_`; bukan `lainnya`",
            )
    return None


def _copy_for_editors(folder: Path) -> tuple[Path, ...]:
    """Copy the schemas, and VS Code's settings and snippets."""
    copies = [(schema_folder() / Path(schema).name, folder / schema) for schema in (SCHEMA, PART_SCHEMA)]
    for source in sorted((schema_folder() / "vscode").iterdir()):
        copies.append((source, folder / VSCODE / source.name))
    for source, target in copies:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return tuple(target for _, target in copies)


def _copy(source: Path, target: Path, name: str, relative: Path, wishes: Wishes) -> Path:
    text = tailored(relative.as_posix(), source.read_text(encoding="utf-8"), wishes)
    depth = len(relative.parts) - 1
    if source.suffix == ".yaml":
        schema = SCHEMA if target.name == "bot.yaml" else PART_SCHEMA
        text = _MODELINE.sub(lambda found: f"{found[1]}{'../' * depth}{schema}", text)
    if target.name == "bot.yaml":
        text = _BOT.sub(f"bot: {name}", text, count=1)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target
