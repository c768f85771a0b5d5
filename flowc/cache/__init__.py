"""Remembers what the compiler said of a bot's files, so that saying it again costs only reading them.

Laws:
- With the cache and without it, the same problems come in the same order, and the same bytes of artifact.
- An entry is named by the hash of all it depends on (`key.py`), so none is ever out of date.
- Only data is read back, never code, and only if its hash is right; what cannot be read is compiled again.
- A cache that cannot be written is no cache, and nobody is bothered.
"""

from flowc.cache.compiling import Compiled, compile_cached, told
from flowc.cache.place import user_cache
from flowc.cache.store import Cache

__all__ = ["Cache", "Compiled", "compile_cached", "told", "user_cache"]
