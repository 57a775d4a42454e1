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
    from countermand.sandbox.partner.keys import API_KEY, REFUSED_API_KEY
    from countermand.sandbox.partner.options import PartnerOptions
    from countermand.sandbox.sandbox import Sandbox, serve
    from countermand.sandbox.stage import Stage
    from countermand.sandbox.voltmx.keys import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER
    from countermand.sandbox.voltmx.options import VoltMxOptions

__all__ = [
    "API_KEY",
    "LICENSE_KEY",
    "REFUSED_API_KEY",
    "REFUSED_LICENSE_KEY",
    "VOLTMX_APP_KEY",
    "VOLTMX_PASSWORD",
    "VOLTMX_USER",
    "Clock",
    "PartnerOptions",
    "Sandbox",
    "Stage",
    "VoltMxOptions",
    "serve",
]

_HOMES = {
    "API_KEY": "countermand.sandbox.partner.keys",
    "Clock": "countermand.sandbox.clock",
    "LICENSE_KEY": "countermand.sandbox.esendex.keys",
    "PartnerOptions": "countermand.sandbox.partner.options",
    "REFUSED_API_KEY": "countermand.sandbox.partner.keys",
    "REFUSED_LICENSE_KEY": "countermand.sandbox.esendex.keys",
    "Sandbox": "countermand.sandbox.sandbox",
    "Stage": "countermand.sandbox.stage",
    "VOLTMX_APP_KEY": "countermand.sandbox.voltmx.keys",
    "VOLTMX_PASSWORD": "countermand.sandbox.voltmx.keys",
    "VOLTMX_USER": "countermand.sandbox.voltmx.keys",
    "VoltMxOptions": "countermand.sandbox.voltmx.options",
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
