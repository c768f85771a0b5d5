"""Types: what every expression, value and text of a bot holds, and where it does not fit."""

from __future__ import annotations

from flowc.types.check import check
from flowc.types.typed import Typed

__all__ = ["Typed", "check"]
