"""Which addresses a fetch may ask: the host that it was given, those it was told of, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

import attrs

from countermand_codegen.errors import CodegenError

__all__ = ["Address", "Reach", "read_address", "shown"]

PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
PATH_SAFE = "/%:@!$&'()*+,;=~-._"
SHOWN = 200


def shown(text: str) -> str:
    """Write what a document says so that it fits on the line of an error, and can do nothing to a terminal."""
    return ascii(text if len(text) <= SHOWN else f"{text[:SHOWN]}...")


@attrs.frozen(kw_only=True)
class Address:
    """An HTTP address in one spelling, read once: what is checked is what is asked."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query."""

    @property
    def loopback(self) -> bool:
        """Whether the host is this machine, by its name or number."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def authority(self) -> str:
        """Host and port, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(place: str, text: str) -> Address:
    """Read an absolute address; its fragment is dropped.

    Args:
        place: where it stands, for errors.
        text: the address.

    Raises:
        CodegenError: it is not an http or https address, or holds what two readers would read differently.
    """
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise CodegenError(place, f"{shown(text)} is not an address") from None
    if scheme not in PORTS:
        raise CodegenError(place, f"{shown(text)} is refused: only https and http addresses are read")
    if parts.username is not None or parts.password is not None:
        raise CodegenError(place, f"an address of {shown(host)} holds a user name: put it into a .netrc file instead")
    if not HOST.fullmatch(host) or not text.isprintable():
        raise CodegenError(place, f"{shown(text)} is not an address")
    query = f"?{quote(parts.query, safe=PATH_SAFE + '/?')}" if parts.query else ""
    target = (quote(parts.path, safe=PATH_SAFE) or "/") + query
    return Address(scheme=scheme, host=host, port=PORTS[scheme] if port is None else port, target=target)


@attrs.frozen
class Reach:
    """The hosts that may be asked."""

    origin: Address
    """What was given: its host is asked, on its port only."""
    _told: tuple[tuple[str, int | None], ...]

    @classmethod
    def around(cls, url: str, allow_hosts: Iterable[str] = (), *, place: str = "--url") -> Reach:
        """Make the reach of a fetch.

        Args:
            url: the address of the first document.
            allow_hosts: further hosts, `host` for any port of it or `host:port`.
            place: what the address was given as, for errors.

        Raises:
            CodegenError: the address is not https, nor http on this machine; or a host is none.
        """
        origin = read_address(place, url)
        if origin.scheme == "http" and not origin.loopback:
            raise CodegenError(place, f"{shown(url)} is refused: http is for this machine only, use https")
        return cls(origin, tuple(map(_host, allow_hosts)))

    def redirected(self, source: Address, location: str) -> Address:
        """Read the address that `source` redirects to.

        Raises:
            CodegenError: it may not be asked, or would go from https to http.
        """
        place = str(source)
        try:
            target = read_address(place, urljoin(place, location))
        except ValueError:
            raise CodegenError(place, f"redirects to {shown(location)}, which is not an address") from None
        if target.scheme == "http" and (source.scheme == "https" or not target.loopback):
            why = "from https to http is refused" if source.scheme == "https" else "http is for this machine only"
            raise CodegenError(place, f"redirects to {shown(str(target))}: {why}")
        return self._within(place, target, "redirects")

    def located(self, place: str, text: str) -> Address:
        """Read the address of a document that another one names.

        A WCF host behind a gateway names its documents with http; they are asked for with https all the same.

        Raises:
            CodegenError: it may not be asked.
        """
        target = read_address(place, text)
        if target.scheme == "http" and not target.loopback:
            if target.port != PORTS["http"]:
                raise CodegenError(place, f"points to {shown(str(target))}: http is for this machine only")
            target = attrs.evolve(target, scheme="https", port=PORTS["https"])
        return self._within(place, target, "points")

    def _within(self, place: str, target: Address, verb: str) -> Address:
        given = (target.host, target.port) == (self.origin.host, self.origin.port)
        if given or (target.host, target.port) in self._told or (target.host, None) in self._told:
            return target
        raise CodegenError(
            place,
            f"{verb} to another host, {target.authority}: if it is to be trusted, say --allow-host {target.authority}",
        )


def _host(text: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{text}")
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _no_host(text) from None
    if not HOST.fullmatch(host) or parts.path or parts.query or parts.username is not None:
        raise _no_host(text)
    return host, port


def _no_host(text: str) -> CodegenError:
    return CodegenError("--allow-host", f"{shown(text)} is no host: give HOST or HOST:PORT")
