"""Which network addresses may be connected to: public ones, and nothing else.

The check stands where a name becomes an address, so it holds for redirects, for names that resolve to the inside of
a network, and for every spelling of an address. ``STANDOFF_ALLOW_LOOPBACK=1`` lets loopback in, for tests and the
demo; names ending in ``.localhost`` (RFC 6761) then mean 127.0.0.1.
"""

import os
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Self

from twisted.internet.address import IPv4Address as TCPAddress
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

__all__ = ["REFUSED", "PublicResolver", "loopback_allowed", "refusal"]

#: Host to reason, for names that resolved to refused addresses alone. At most 1,000 are kept.
REFUSED: dict[str, str] = {}

# Written out because ipaddress.is_global changes between Python releases: 3.11.7 takes 224.0.0.1, 192.0.0.192,
# 64:ff9b::7f00:1 and 2002:7f00:1:: for global.
CLOSED_4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
OPEN_6 = ip_network("2000::/3")
CLOSED_6 = tuple(ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
NAT64 = ip_network("64:ff9b::/96")


def loopback_allowed() -> bool:
    """Whether this process may connect to loopback addresses."""
    return os.environ.get("STANDOFF_ALLOW_LOOPBACK") == "1"


def refusal(host: str) -> str | None:
    """Return why the address *host* may not be connected to, or None when it may. A name is no address: None."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    inner = _inner(address)
    if inner.is_loopback and loopback_allowed():
        return None
    return None if _is_public(inner) else f"{host} is not a public address"


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside a mapped or NAT64 one; the address itself otherwise."""
    if isinstance(address, IPv6Address) and (address.ipv4_mapped or address in NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in block for block in CLOSED_4)
    return address in OPEN_6 and not any(address in block for block in CLOSED_6)


@implementer(IHostnameResolver)
class PublicResolver:
    """A resolver that passes on public addresses alone. Names are looked up by the reactor's own resolver."""

    def __init__(self, reactor: Any) -> None:
        self.reactor = reactor
        self.original = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Make one for Scrapy, which names it in TWISTED_DNS_RESOLVER."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Stand in front of every connection that the reactor makes."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve *hostName*, telling the receiver of public addresses only."""
        receiver = _PublicOnly(resolutionReceiver, hostName)
        name = hostName.rstrip(".").lower()
        if name != "localhost" and not name.endswith(".localhost"):
            return self.original.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
        receiver.resolutionBegan(_Resolution(hostName))
        receiver.addressResolved(TCPAddress("TCP", "127.0.0.1", portNumber))
        receiver.resolutionComplete()
        return receiver.resolution


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing runs that could be stopped."""


@implementer(IResolutionReceiver)
class _PublicOnly:
    def __init__(self, receiver: Any, host: str) -> None:
        self.receiver, self.host = receiver, host.rstrip(".").lower()
        self.passed = 0
        self.reason: str | None = None
        self.resolution: Any = None

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        self.resolution = resolutionInProgress
        self.receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if refusal(address.host):
            self.reason = f"{self.host} resolves to {address.host}, which is not a public address"
            return
        self.passed += 1
        self.receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        REFUSED.pop(self.host, None)
        if self.reason and not self.passed and len(REFUSED) < 1000:
            REFUSED[self.host] = self.reason
        self.receiver.resolutionComplete()
