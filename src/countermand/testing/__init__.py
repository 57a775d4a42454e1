"""For the tests of code that uses countermand: a transport that asks a function, and the sandbox.

Each is imported when first used, so that the transport needs none of the sandbox's libraries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand.sandbox.sandbox import Sandbox
    from countermand.testing.recording import RecordingTransport

__all__ = ["RecordingTransport", "Sandbox"]

if not TYPE_CHECKING:  # A checker reads the imports above, and knows no other name.
    __getattr__ = lazy_exports(
        __name__, {"countermand.sandbox": ("Sandbox",), "countermand.testing.recording": ("RecordingTransport",)}
    )
