"""A folder where a sync costs nothing, for tests that need thousands of commits and no power cut."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = "/dev/shm"


@contextmanager
def memory_folder() -> Iterator[Path]:
    """Give an empty folder, in memory where the system has such a place, and remove it."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder:
        yield Path(folder)
