"""Where the cache of this user stands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from flowc.cache.store import Cache


def user_cache(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Cache | None:
    """Return the cache in FLOWC_CACHE, else in the system's place for caches; None: there is to be none.

    An empty FLOWC_CACHE asks for none.
    """
    named = environment.get("FLOWC_CACHE")
    if named is not None:
        return Cache(Path(named)) if named else None
    folder = _folder(environment, platform)
    return None if folder is None else Cache(folder / "flowc")


def _folder(environment: Mapping[str, str], platform: str) -> Path | None:
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else None
    # XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored
    xdg = environment.get("XDG_CACHE_HOME", "")
    if xdg.startswith("/"):
        return Path(xdg)
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        return None
    return Path(home, "Library/Caches" if platform == "darwin" else ".cache")
