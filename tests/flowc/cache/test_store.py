"""The folder of entries: whole or nothing, bounded, shared between processes, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flowc.cache.place import user_cache
from flowc.cache.store import Cache
from tests.architecture import ROOT

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)
ENTRY = 64 + 1_000  # bytes: a hash and the content below
CONTENT = b"x" * 1_000


def test_what_was_written_is_read_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a" / "b")
    assert cache.read(ONE) is None
    cache.write(ONE, b"satu")
    cache.write(ONE, b"dua")
    assert (cache.read(ONE), cache.read(TWO)) == (b"dua", None)
    assert [path.name for path in cache.folder.iterdir()] == [f"{ONE}.entry"]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"0" + data[1:], lambda _: b""])
def test_a_damaged_entry_is_none(damage: object, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write(ONE, CONTENT)
    path = tmp_path / f"{ONE}.entry"
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    assert cache.read(ONE) is None


def test_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=2 * ENTRY)
    for age, key in ((200, ONE), (100, TWO)):
        cache.write(key, CONTENT)
        os.utime(tmp_path / f"{key}.entry", (age, age))
    assert cache.read(ONE) is not None  # used now, so the other is older
    os.utime(tmp_path / f"{TWO}.entry", (100, 100))
    cache.write(THREE, CONTENT)
    assert [cache.read(key) is not None for key in (ONE, TWO, THREE)] == [True, False, True]


def test_what_is_larger_than_the_whole_cache_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=ENTRY)
    cache.write(ONE, CONTENT)
    cache.write(TWO, CONTENT + b"x")
    assert [cache.read(key) is not None for key in (ONE, TWO)] == [True, False]


def test_files_of_others_are_left_alone_and_leftovers_are_not(tmp_path: Path) -> None:
    (tmp_path / "skripsi.entry").write_bytes(b"x" * 10 * ENTRY)
    (tmp_path / f"{TWO}.4711").write_bytes(b"x" * ENTRY)  # of a process that was killed while it wrote
    os.utime(tmp_path / f"{TWO}.4711", (100, 100))
    Cache(tmp_path, limit=ENTRY).write(ONE, CONTENT)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{ONE}.entry", "skripsi.entry"]


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("not a folder")
    cache = Cache(tmp_path / "berkas")
    cache.write(ONE, CONTENT)
    assert cache.read(ONE) is None


def test_processes_that_write_at_once_leave_a_whole_entry(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from flowc.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]), limit=300_000)\n"
        "for turn in range(200):\n"
        "    cache.write(f'{turn % 5:064}', bytes([turn % 5]) * 100_000)\n"
        "    found = cache.read(f'{turn % 5:064}')\n"
        "    assert found in (None, bytes([turn % 5]) * 100_000)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    both = [
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) for _ in range(2)
    ]
    assert [one.wait(60) for one in both] == [0, 0]
    names = [path.name for path in tmp_path.iterdir()]
    assert 1 <= len(names) <= 2  # 300,000 bytes hold two
    assert all(name.endswith(".entry") for name in names)


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"FLOWC_CACHE": "/c", "HOME": "/h"}, "linux", "/c"),
        ({"FLOWC_CACHE": "", "HOME": "/h"}, "linux", None),
        ({"HOME": "/h"}, "linux", "/h/.cache/flowc"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "linux", "/x/flowc"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "x"}, "linux", "/h/.cache/flowc"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/flowc"),
        ({"LOCALAPPDATA": "/l", "HOME": "/h"}, "win32", "/l/flowc"),
        ({}, "win32", None),
        ({}, "linux", None),
    ],
)
def test_where_it_stands(environment: dict[str, str], platform: str, folder: str | None) -> None:
    found = user_cache(environment, platform)
    assert (None if found is None else found.folder.as_posix()) == folder
