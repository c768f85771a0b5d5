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


def create(folder: Path, example: str = DEFAULT_EXAMPLE) -> tuple[Path, ...] | Refused:
    """Copy a ready-made bot to a new folder, whose name becomes the bot's, and return the files written."""
    name = folder.resolve().name
    refusal = _refusal(folder, name, example)
    if refusal is not None:
        return Refused(refusal)
    source = ready_made_bots()[example]
    written = []
    for path in sorted(source.rglob("*.*")):
        relative = path.relative_to(source)
        if path.is_file() and not any(part.startswith((".", "_")) for part in relative.parts):
            written.append(_copy(path, folder / relative, name, len(relative.parts) - 1))
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


def _copy_for_editors(folder: Path) -> tuple[Path, ...]:
    """Copy the schemas, and VS Code's settings and snippets."""
    copies = [(schema_folder() / Path(schema).name, folder / schema) for schema in (SCHEMA, PART_SCHEMA)]
    for source in sorted((schema_folder() / "vscode").iterdir()):
        copies.append((source, folder / VSCODE / source.name))
    for source, target in copies:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return tuple(target for _, target in copies)


def _copy(source: Path, target: Path, name: str, depth: int) -> Path:
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".yaml":
        schema = SCHEMA if target.name == "bot.yaml" else PART_SCHEMA
        text = _MODELINE.sub(lambda found: f"{found[1]}{'../' * depth}{schema}", text)
    if target.name == "bot.yaml":
        text = _BOT.sub(f"bot: {name}", text, count=1)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target
