"""A folder of entries, each named by a key. Several processes may use it at once."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CACHE_BYTES = 64 << 20  # 64 MiB: ten states of a bot of 1,000 flows, or thousands of ordinary ones
_OURS = re.compile(r"[0-9a-f]{64}\.(?:entry|\d+)")  # the second: being written, by the process of that number
_HASH = 64  # hex digits of a SHA-256


@dataclass(frozen=True, slots=True)
class Cache:
    """`limit` in bytes; what was not used for longest goes first. Other files there are left alone."""

    folder: Path
    limit: int = CACHE_BYTES

    def read(self, key: str) -> bytes | None:
        """Return what was written under a key; None: nothing, or not whole."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)  # used now
        except OSError:
            return None
        content = data[_HASH:]
        return content if data[:_HASH] == _hash(content) else None

    def write(self, key: str, content: bytes) -> None:
        """Keep content under a key (64 hex digits), at once: a reader sees all of it or nothing.

        Nothing is raised: a full disk or a folder of somebody else means that nothing is kept.
        """
        if len(content) + _HASH > self.limit:
            return
        beside = self.folder / f"{key}.{os.getpid()}"
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                beside.write_bytes(_hash(content) + content)
                beside.replace(self._path(key))
            finally:
                beside.unlink(missing_ok=True)
            self._make_room()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.entry"

    def _make_room(self) -> None:
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if _OURS.fullmatch(entry.name):
                    with suppress(FileNotFoundError):  # another process made room
                        about = entry.stat(follow_symlinks=False)
                        found.append((about.st_mtime_ns, about.st_size, entry.path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self.limit:
                break
            Path(path).unlink(missing_ok=True)
            total -= size


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
