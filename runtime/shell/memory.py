"""The states of the threads that wrote last, so that a turn need not read what the one before it wrote.

Law: what is remembered counts only where the store has the same bytes; another worker may have come between.
"""

from __future__ import annotations

from runtime.core.frozen import Frozen, thaw

# Bytes of states, a thousand threads of a shop's; with what is read from them it is nine times as much.
REMEMBERED = 4 * 1024 * 1024


class Memory:
    """Two generations: what nobody asked for while the younger one filled up, or aged, is forgotten."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._young: dict[str, Frozen] = {}
        self._old: dict[str, Frozen] = {}
        self._bytes = 0  # of the young ones

    def read(self, thread: str, data: bytes) -> Frozen:
        """Return the state that these bytes are; raises what `load_state` does."""
        known = self._young.get(thread) or self._old.get(thread)
        return known if known is not None and known.data == data else thaw(data)

    def keep(self, thread: str, state: Frozen) -> None:
        """Remember a thread's state in place of the one before."""
        self.forget(thread)
        if self._bytes + len(state.data) > self._most // 2:
            self.age()
        self._young[thread] = state
        self._bytes += len(state.data)

    def age(self) -> None:
        """Forget what was not kept anew since this was done last."""
        self._young, self._old, self._bytes = {}, self._young, 0

    def forget(self, thread: str) -> None:
        """Remember a thread no longer."""
        self._old.pop(thread, None)
        if (known := self._young.pop(thread, None)) is not None:
            self._bytes -= len(known.data)
