"""Notices that the server around is told to end, so that streams end too.

A server waits for open connections before it tells its applications to stop, and the chat page's stream is
open as long as the page is: each would wait for the other. The signal goes on to whoever had it before.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)
Handler = Callable[[int, FrameType | None], object]


class Leaving:
    """`notice` once the server has set its own handlers: at the first request, or later."""

    def __init__(self) -> None:
        self._stopping: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._set: dict[signal.Signals, tuple[Handler, Handler]] = {}  # ours, and who had it before

    def notice(self, stopping: asyncio.Event) -> None:
        """Set `stopping` at the first signal to end. Outside the main thread there are no signals."""
        if self._stopping is stopping or threading.current_thread() is not threading.main_thread():
            return
        self._stopping, self._loop = stopping, asyncio.get_running_loop()
        for number in SIGNALS:
            before = signal.getsignal(number)
            if callable(before) and number not in self._set:
                ours = self._handler(before)
                signal.signal(number, ours)
                self._set[number] = (ours, before)

    def forget(self) -> None:
        """Give the signals back, unless somebody else has them by now."""
        self._stopping = None
        if threading.current_thread() is not threading.main_thread():
            return
        for number, (ours, before) in self._set.items():
            if signal.getsignal(number) is ours:
                signal.signal(number, before)
        self._set.clear()

    def _handler(self, before: Handler) -> Handler:
        def told(number: int, frame: FrameType | None) -> object:
            if self._stopping is not None and self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._stopping.set)
            return before(number, frame)

        return told
