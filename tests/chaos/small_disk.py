"""A disk of a few megabytes, which can be filled up and emptied again."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK = b"\0" * 65_536


class NoDiskError(Exception):
    """Nothing can be mounted here."""


class SmallDisk:
    """`data` is a folder on it that belongs to the account given."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        with self._filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(BLOCK)
            except OSError:
                return

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink()


@contextmanager
def small_disk(mebibytes: int, account: str) -> Iterator[SmallDisk]:
    """Give a disk in memory, and take it away.

    Raises:
        NoDiskError: neither as root nor by sudo can one be made here.
    """
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        folder = Path(name) / "disk"
        folder.mkdir()
        size = f"size={mebibytes}m,mode=0777"
        _as_root("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder))
        try:
            disk = SmallDisk(folder)
            disk.data.mkdir()
            _as_root("chown", account, str(disk.data))
            yield disk
        finally:
            _as_root("umount", "--lazy", str(folder))


def _as_root(*command: str) -> None:
    sudo = () if os.geteuid() == 0 else ("sudo", "-n")
    try:
        subprocess.run([*sudo, *command], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoDiskError(f"`{' '.join(command)}` is not possible here") from error
