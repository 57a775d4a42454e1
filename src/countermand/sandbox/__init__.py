"""The vendors' services on this machine: for tests, for demonstrations, for trying things out.

Messages are kept in memory and go nowhere. What a service answers, and how it refuses, is as real as the facts allow.
Needs the `sandbox` extra; its libraries are imported when something here is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from countermand import errors

if TYPE_CHECKING:
    from countermand.sandbox.clock import Clock
    from countermand.sandbox.esendex.keys import LICENSE_KEY, REFUSED_LICENSE_KEY
    from countermand.sandbox.esendex.messages import Stage
    from countermand.sandbox.sandbox import Sandbox, serve

__all__ = ["LICENSE_KEY", "REFUSED_LICENSE_KEY", "Clock", "Sandbox", "Stage", "serve"]

_HOMES = {
    "Clock": "countermand.sandbox.clock",
    "LICENSE_KEY": "countermand.sandbox.esendex.keys",
    "REFUSED_LICENSE_KEY": "countermand.sandbox.esendex.keys",
    "Sandbox": "countermand.sandbox.sandbox",
    "Stage": "countermand.sandbox.esendex.messages",
    "serve": "countermand.sandbox.sandbox",
}
_EXTRA = ("waitress", "werkzeug")

if not TYPE_CHECKING:  # A checker reads the imports above, and knows no other name.

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            return getattr(import_module(_HOMES[name]), name)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] not in _EXTRA:
                raise
            raise errors.ConfigurationError(
                "the sandbox needs more libraries: pip install 'countermand[sandbox]'"
            ) from error
