"""The store in one SQLite file: `SqliteStore`."""

from runtime.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
