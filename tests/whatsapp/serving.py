"""Serves the stand-in on a free port of loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.shop import listen, running, url_of
from tests.whatsapp.stub.cloud import Cloud


@contextmanager
def serving(cloud: Cloud) -> Iterator[str]:
    """Serve a cloud until the block is left; gives its address."""
    listening = listen()
    with running(cloud.app(), listening):
        yield url_of(listening)
