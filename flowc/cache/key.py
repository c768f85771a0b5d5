"""The name of an entry: a hash of everything that what the compiler says depends on.

That is: the bot's files as they were read, what could not be read of them, the date, flowc's own code and
data, the Python that runs it, every package beside it (holidays, parsers), and the zone database.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from flowc.diagnostics.sink import Sink
from flowc.project import Project
from flowc.resources import code_folders, flows_folder, schema_folder

_ENDINGS = (".py", ".json", ".yaml", ".csv")  # of flowc's own files that have a part in compiling
# Where Python looks for the zone database (PEP 615), and what tells its version: systems have one or more.
_ZONE_FOLDERS = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
_ZONE_FILES = ("+VERSION", "tzdata.zi", "zone1970.tab", "zone.tab")


def key_of(project: Project, sink: Sink, as_of: date) -> str:
    """Return the key, 64 hex digits. `sink` has what was wrong with the files as files."""
    return _hash(_parts(project, sink, as_of))


def _parts(project: Project, sink: Sink, as_of: date) -> Iterator[bytes]:
    yield installation().encode()
    yield as_of.isoformat().encode()
    # Facts about files that are told; never the folder's place, so that a bot may be moved or copied.
    yield ascii((project.broken, project.refused, sink.ordered(), sink.left_out)).encode()
    for files in (project.files, project.sheets):
        yield str(len(files)).encode()
        for file in files:
            yield file.path.encode("utf-8", "surrogatepass")  # a file's name may be no Unicode
            yield file.text.encode("utf-8", "surrogatepass")


def state_of(project: Project, path: str) -> str:
    """Return a hash of where a file of the bot's folder really is and what is in it; empty: there is none."""
    file = Path(os.path.realpath(project.root / path))
    try:
        if not file.is_file():  # a pipe or a device would never end
            return ""
        return _hash(iter((os.fsencode(os.path.relpath(file, project.root)), file.read_bytes())))
    except OSError:
        return ""


@cache
def installation() -> str:
    """Return a hash of what compiles: it is the same for all bots of a process."""
    return _hash(_installed())


def _installed() -> Iterator[bytes]:
    yield sys.version.encode()
    for folder in (*code_folders(), schema_folder(), flows_folder()):
        yield from _contents(folder)
    for place in sys.path:
        if os.path.isdir(place):
            names = [name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info"))]
            yield from sorted(map(os.fsencode, names))  # packages with their versions
    for place in os.environ.get("PYTHONTZPATH", _ZONE_FOLDERS).split(os.pathsep):
        for name in _ZONE_FILES:
            path = Path(place, name)
            if path.is_file():
                yield path.read_bytes()


def _contents(folder: Path) -> Iterator[bytes]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_ENDINGS):
                path = Path(place, name)
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def _hash(parts: Iterator[bytes]) -> str:
    """Return the hash of parts, each with its length: none can be taken for the end of another."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
