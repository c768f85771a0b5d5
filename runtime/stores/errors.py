"""What a store says when it could not do it."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do it; nothing was changed unless it is `OutcomeUnknown`."""


class StoreBusy(StoreError):
    """Too many writers for too long: try again."""


class StoreFull(StoreError):
    """No room left: nothing is accepted until there is."""


class StoreUnavailable(StoreError):
    """The database cannot be reached."""


class OutcomeUnknown(StoreError):
    """The connection broke while committing: it may have happened. Call again with the same arguments."""


class SeatTaken(StoreError):
    """An agent whom the turn gives something to has no room by now; nothing was changed: make it again."""


class StoreTooNew(StoreError):
    """The data was written by a newer version of this program, which must not be touched by an older one."""


class StoreTooOld(StoreUnavailable):
    """The data is of an older version, and whoever opens it here may not bring it forward."""
