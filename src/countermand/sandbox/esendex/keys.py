"""The license keys that the sandbox knows."""

from typing import Final
from uuid import UUID

__all__ = ["ACCEPTED_LICENSE_KEYS", "EMPTY", "LICENSE_KEY", "REFUSED_LICENSE_KEY"]

EMPTY: Final = UUID(int=0)
"""Guid.Empty: the license key of every sample on the vendor's pages, and the id of a message that was not accepted."""

LICENSE_KEY: Final = UUID("5a9db0c5-c0de-4c0d-8c0d-5a9db0c50001")
"""The sandbox's own license key, for your tests."""

REFUSED_LICENSE_KEY: Final = UUID("5a9db0c5-c0de-4c0d-8c0d-5a9db0c5dead")
"""A license key that is refused, as every key is that is not accepted."""

ACCEPTED_LICENSE_KEYS: Final = frozenset(
    {
        LICENSE_KEY,
        EMPTY,
        UUID("1627aea5-8e0a-4371-9022-9b504344e724"),
        UUID("11111111-1111-1111-1111-111111111111"),
        UUID("22222222-2222-2222-2222-222222222222"),
    }
)
"""What is accepted unless a sandbox is told otherwise: its own key, the samples' keys, and two to play with."""
