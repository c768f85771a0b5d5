"""Names: what each one stands for, and those that lead nowhere."""

from __future__ import annotations

from flowc.names.resolve import resolve
from flowc.names.symbols import Result, Symbols

__all__ = ["Result", "Symbols", "resolve"]
