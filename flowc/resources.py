"""Where the data that comes with flowc stands: schemas and ready-made bots.

In a checkout they are the folders `schema/` and `flows/`; in an installed wheel, `flowc/_schema` and
`flowc/_flows`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def code_folders() -> tuple[Path, ...]:
    """Return the folders of the code that compiles: `flowc`, and what it uses of `runtime`."""
    return _PACKAGE, _PACKAGE.parent / "runtime"


def schema_folder() -> Path:
    """Return the folder of `bot.schema.json` and its siblings."""
    return _folder("schema")


def flows_folder() -> Path:
    """Return the folder of ready-made flows and bots, one folder or file each."""
    return _folder("flows")


def ready_made_bots() -> dict[str, Path]:
    """Return the whole bots that a team can start from, by name."""
    return {path.parent.name: path.parent for path in sorted(flows_folder().glob("*/bot.yaml"))}


def ready_made_flows() -> dict[str, Path]:
    """Return the flows that a bot's `use` can name, one file each."""
    return {path.stem: path for path in sorted(flows_folder().glob("*.yaml"))}


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
