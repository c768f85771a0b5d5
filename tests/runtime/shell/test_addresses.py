"""Where a request may go, however the address is spelled."""

from __future__ import annotations

import asyncio

import pytest

from runtime.shell.addresses import permitted, resolve

OUTSIDE = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")
INSIDE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2001:0:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1.", "[::1]",
)  # fmt: skip


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_outside_world_is_permitted(address: str) -> None:
    assert permitted(address, ())


@pytest.mark.parametrize("address", INSIDE)
def test_our_own_networks_are_not(address: str) -> None:
    assert not permitted(address, ())


ALLOWED = [
    ("127.0.0.1", ("loopback",), True),
    ("::1", ("loopback",), True),
    ("::ffff:127.0.0.1", ("loopback",), True),
    ("10.0.0.1", ("loopback",), False),
    ("10.0.0.1", ("private",), True),
    ("fd12::1", ("private",), True),
    ("127.0.0.1", ("private",), False),
    ("169.254.169.254", ("private", "loopback"), False),
    ("169.254.169.254", ("169.254.169.254/32",), True),
    ("100.64.0.1", ("private",), False),
    ("10.1.2.3", ("10.1.0.0/16",), True),
    ("10.2.0.1", ("10.1.0.0/16",), False),
    ("0.0.0.0", ("private", "loopback"), False),
    ("64:ff9b::7f00:1", ("loopback",), True),
]


@pytest.mark.parametrize(("address", "allow", "expected"), ALLOWED)
def test_what_is_allowed_by_name(address: str, allow: tuple[str, ...], expected: bool) -> None:
    assert permitted(address, allow) is expected


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_every_spelling_of_loopback_resolves_to_what_is_refused(spelling: str) -> None:
    found = asyncio.run(resolve(spelling, 80))
    assert found
    assert not any(permitted(address, ()) for address in found)
