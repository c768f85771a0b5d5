"""Which addresses a request may go to: the outside world, and of our own networks what is allowed.

Laws:
- What is checked is the address that is connected to: a name is resolved once.
- An address that stands for another (mapped, translated) is judged by that one; one that carries another
  inside (6to4, Teredo, compatible) by both.
- Link-local addresses (where clouds keep their keys) need their network spelled out; no word allows them.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.ip_network("::/96")
_PRIVATE = tuple(
    ipaddress.ip_network(network) for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system knows them, without doubles.

    Raises:
        OSError: the name is not known.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def permitted(text: str, allow: Sequence[str]) -> bool:
    """Whether a request may go to this address.

    >>> permitted("8.8.8.8", ()), permitted("127.0.0.1", ()), permitted("127.0.0.1", ("loopback",))
    (True, False, True)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_fits(one, allow) for one in _meant(address))


def _fits(address: Address, allow: Sequence[str]) -> bool:
    if address.is_global and not address.is_multicast and not address.is_reserved:
        return True
    return any(_named(address, word) for word in allow)


def _named(address: Address, word: str) -> bool:
    if word == "loopback":
        return address.is_loopback
    if word == "private":
        return any(address in network for network in _PRIVATE if network.version == address.version)
    network = ipaddress.ip_network(word)
    return network.version == address.version and address in network


def _meant(address: Address) -> tuple[Address, ...]:
    """Return all addresses that one stands for: of a mapped or translated one only that inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    low = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.ipv4_mapped is not None or address in _NAT64:
        return (low,)
    found: list[Address] = [address]
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    if address in _NAT64_LOCAL or (address in _COMPATIBLE and int(low) > 1):
        found.append(low)
    return tuple(found)
