"""Bots inside your own program: everything that may be imported from here stays as it is between versions.

`import runtime` is light: a name brings what it needs when it is first used. All other modules may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runtime.artifact.codec import ArtifactError
    from runtime.artifact.model import Link, Media
    from runtime.clean import Refused
    from runtime.clock import Clock, ManualClock
    from runtime.config import Config, ConfigError, load_config
    from runtime.core.effects import Button, NotifyRole, RelayMessage, SendHandover, TellDesk
    from runtime.core.record import Record
    from runtime.desks.base import Desk, DeskEffect
    from runtime.desks.webhook import record_json
    from runtime.embedding.async_bot import AsyncBot, BotError
    from runtime.embedding.bot import Bot
    from runtime.embedding.messages import Message
    from runtime.embedding.mounting import mount
    from runtime.signature import new_secret
    from runtime.stores.base import Store
    from runtime.stores.errors import StoreError
    from runtime.stores.postgres import PostgresStore
    from runtime.stores.sqlite import SqliteStore

__all__ = [
    "ArtifactError",
    "AsyncBot",
    "Bot",
    "BotError",
    "Button",
    "Clock",
    "Config",
    "ConfigError",
    "Desk",
    "DeskEffect",
    "Link",
    "ManualClock",
    "Media",
    "Message",
    "NotifyRole",
    "PostgresStore",
    "Record",
    "Refused",
    "RelayMessage",
    "SendHandover",
    "SqliteStore",
    "Store",
    "StoreError",
    "TellDesk",
    "load_config",
    "mount",
    "new_secret",
    "record_json",
]

_STANDS_IN: Mapping[str, str] = {
    "ArtifactError": "artifact.codec",
    "AsyncBot": "embedding.async_bot",
    "Bot": "embedding.bot",
    "BotError": "embedding.async_bot",
    "Button": "core.effects",
    "Clock": "clock",
    "Config": "config",
    "ConfigError": "config",
    "Desk": "desks.base",
    "DeskEffect": "desks.base",
    "Link": "artifact.model",
    "ManualClock": "clock",
    "Media": "artifact.model",
    "Message": "embedding.messages",
    "NotifyRole": "core.effects",
    "PostgresStore": "stores.postgres",
    "Record": "core.record",
    "Refused": "clean",
    "RelayMessage": "core.effects",
    "SendHandover": "core.effects",
    "SqliteStore": "stores.sqlite",
    "Store": "stores.base",
    "StoreError": "stores.errors",
    "TellDesk": "core.effects",
    "load_config": "config",
    "mount": "embedding.mounting",
    "new_secret": "signature",
    "record_json": "desks.webhook",
}
_EXTRAS = {  # which brings what
    **dict.fromkeys(("apsw", "httpx", "starlette", "uvicorn"), "server"),
    "psycopg": "postgres",
}


def __getattr__(name: str) -> Any:  # Any: whatever is exported
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"runtime.{_STANDS_IN[name]}"), name)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "")
        if extra is None:
            raise
        why = f'runtime.{name} needs {error.name}: pip install "flowc[{extra}]"'
        raise ImportError(why, name=error.name) from error


def __dir__() -> list[str]:
    return sorted(__all__)
