"""The store in a PostgreSQL database: `PostgresStore`."""

from runtime.stores.postgres.store import PostgresStore

__all__ = ["PostgresStore"]
