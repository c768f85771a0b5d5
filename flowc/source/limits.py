"""How large one file may be, and what is in it."""

from __future__ import annotations

MAX_TEXT = 1 << 20  # characters, as `flowc.project.MAX_FILE_BYTES` has bytes
MAX_DEPTH = 32  # real bots nest 12 deep; later stages may recurse on what is left
MAX_VALUE = 64 << 10  # characters of one text: sixteen times the longest message of any channel
MAX_NODES = 100_000  # per file: as many as 1 MiB of ordinary YAML holds
