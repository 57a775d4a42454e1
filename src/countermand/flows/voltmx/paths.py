"""Where a user logs in for a claims token, below the identity server's address."""

from typing import Final

__all__ = ["CLOUD_PATH", "PREMISES_PATH"]

CLOUD_PATH: Final = "/login"
"""In the vendor's cloud."""
PREMISES_PATH: Final = "/authService/accounts/login"
"""On premises, where a provider and a domain may be named."""
