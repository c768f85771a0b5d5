"""How large one file may be, and what is in it."""

from __future__ import annotations

from runtime import limits

MAX_TEXT = limits.FILE.value  # characters here: never more than bytes
MAX_DEPTH = limits.YAML_DEPTH.value
MAX_VALUE = limits.YAML_VALUE.value
MAX_NODES = limits.YAML_NODES.value
