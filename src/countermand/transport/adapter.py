"""The adapter of an own session: one TLS context for all connections, none of which outlasts a deadline.

A context with a bundle of authorities takes some 15 ms to make, and requests would make one for each connection.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import requests
import requests.adapters

from countermand.transport.bounded import POOLS
from countermand.transport.tls import Tls

if TYPE_CHECKING:
    import ssl

    from requests.adapters import _HostParams, _PoolKwargs  # Names of the type stubs alone.
    from urllib3 import ProxyManager

__all__ = ["SharedContextAdapter"]


class SharedContextAdapter(requests.adapters.HTTPAdapter):
    """Takes authorities and the client's certificate from settings, and makes each context once."""

    def __init__(self, tls: Tls, *, pool_size: int) -> None:
        self._tls = tls
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._making = threading.Lock()
        super().__init__(pool_connections=8, pool_maxsize=pool_size)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **settings: object) -> ProxyManager:
        """Return the manager of the connections through a proxy."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **settings)
        if not proxy.lower().startswith("socks"):  # Those have connections of their own kind.
            manager.pool_classes_by_scheme = POOLS
        return manager

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: str | tuple[str, str] | None = None
    ) -> tuple[_HostParams, _PoolKwargs]:
        """Return where to connect, and the context to do it with."""
        host, settings = super().build_connection_pool_key_attributes(request, verify, cert)
        if host["scheme"] != "https":
            return host, settings
        return host, {"ssl_context": self._context(verify), "cert_reqs": "CERT_REQUIRED"}

    def cert_verify(self, conn: object, url: str, verify: bool | str, cert: object) -> None:
        """Leave the connection alone: its context knows whom to trust, and loading that again takes the 15 ms."""

    def _context(self, verify: bool | str) -> ssl.SSLContext:
        authorities = verify if isinstance(verify, str) else requests.adapters.DEFAULT_CA_BUNDLE_PATH
        with self._making:
            if authorities not in self._contexts:
                self._contexts[authorities] = self._tls.context(authorities)
            return self._contexts[authorities]
