"""What Volt MX knows from the beginning: a user, an application, and the request of the vendor's sample."""

from typing import Final

__all__ = ["SAMPLE_REQUEST", "VOLTMX_APP_KEY", "VOLTMX_PASSWORD", "VOLTMX_USER"]

VOLTMX_USER: Final = "sandbox-user"
"""The user of the console, for your tests."""

VOLTMX_PASSWORD: Final = "sandbox-password"  # noqa: S105 - opens nothing but the sandbox
"""The user's password; any other is refused."""

VOLTMX_APP_KEY: Final = "sandbox-app-key"
"""The key of an application."""

SAMPLE_REQUEST: Final = "4713025406550859686"
"""The request of the vendor's sample, of four messages, scheduled from the beginning."""
