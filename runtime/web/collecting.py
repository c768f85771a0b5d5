"""How often a server looks for garbage in circles: seldom, and not in what it made when it began."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects until the young ones are looked through (CPython: 700). A message makes some hundred that stay
# for a while, and each look takes the processor's caches away from the work; ten thousand are a few MiB.
YOUNG = 10_000


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Within the block leave alone what is there now, such as the bot's phrases, and collect seldom.

    It is the whole process that this is about: for a program that is a server and nothing else.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
