"""Stored conversations run again: on their own artifact byte for byte, on another one in words."""

from __future__ import annotations

from runtime.replay.again import Difference, replay
from runtime.replay.comparing import Change, Compared, compare
from runtime.replay.stored import Replayed, Unplayable, conversations, read, run

__all__ = (
    "Change",
    "Compared",
    "Difference",
    "Replayed",
    "Unplayable",
    "compare",
    "conversations",
    "read",
    "replay",
    "run",
)
