"""Whom a transport trusts, and as whom it shows itself: settings, and the TLS context that they make."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from countermand.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

__all__ = ["Tls"]


@frozen(kw_only=True)
class Tls:
    """Settings of secure connections. TLS 1.2 is the least that is spoken, and a server must prove its name.

    Without `ca_bundle` and `system_trust`, the authorities are those of REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, else
    those of the certifi package.

    Raises:
        ConfigurationError: a file is not there, or settings that exclude each other are given.
    """

    ca_bundle: str | os.PathLike[str] | None = None
    """A file or folder of the authorities to trust, in PEM."""
    system_trust: bool = False
    """Trust whom the operating system trusts; needs the extra `system-trust`."""
    client_certificate: str | os.PathLike[str] | None = None
    """The client's certificate with its chain, in PEM; the key too, where `client_key` names no file of its own."""
    client_key: str | os.PathLike[str] | None = None
    client_key_password: str | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        for name in ("ca_bundle", "client_certificate", "client_key"):
            path = getattr(self, name)
            if path is not None and not Path(path).exists():
                raise ConfigurationError(f"{name}: there is no such file")
        if self.system_trust and self.ca_bundle is not None:
            raise ConfigurationError("ca_bundle and system_trust exclude each other")
        if self.client_certificate is None and (self.client_key or self.client_key_password) is not None:
            raise ConfigurationError("client_key and client_key_password need client_certificate")

    def context(self, authorities: str) -> ssl.SSLContext:
        """Make the context that all connections with these settings share.

        Args:
            authorities: file or folder of the authorities, unless the operating system's count.

        Raises:
            ConfigurationError: a file is not what it should be, or the extra is missing.
        """
        import ssl  # noqa: PLC0415  # With the first connection.

        context = _system_context() if self.system_trust else _context(authorities)
        # Python's default already; said outright, for a system's settings of OpenSSL can lower it.
        context.minimum_version = max(context.minimum_version, ssl.TLSVersion.TLSv1_2)
        if self.client_certificate is not None:
            try:
                # Asked for a password at the terminal otherwise, where the key has one and none was given.
                context.load_cert_chain(
                    self.client_certificate, self.client_key, self.client_key_password or _no_password
                )
            except (OSError, ValueError):  # What they say can quote the file.
                problem = ConfigurationError(
                    "client_certificate and client_key are not a certificate and its key, or the password is wrong"
                )
            else:
                return context
            raise problem
        return context


def _no_password() -> str:
    return ""


def _context(authorities: str) -> ssl.SSLContext:
    import ssl  # noqa: PLC0415  # With the first connection.

    path = Path(authorities)
    try:
        if path.is_dir():
            return ssl.create_default_context(capath=authorities)
        return ssl.create_default_context(cafile=authorities)
    except OSError:
        problem = ConfigurationError(
            "the bundle of authorities cannot be read as PEM: see ca_bundle, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE"
        )
    raise problem


def _system_context() -> ssl.SSLContext:
    try:
        import truststore  # noqa: PLC0415  # An extra.
    except ImportError:
        raise ConfigurationError("system_trust needs: python -m pip install 'countermand[system-trust]'") from None
    import ssl  # noqa: PLC0415

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
