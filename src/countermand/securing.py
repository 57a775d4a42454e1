"""WS-Security and plugins, as the facades take them: checked, and put around the binding of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import evolve

from countermand.errors import ConfigurationError
from countermand.flows.channel import Channel
from countermand_wire.bindings import SoapBinding
from countermand_wire.secured import Plugin, SecuredBinding, Wsse

__all__ = ["secured"]


def secured(channel: Channel, wsse: object, plugins: object) -> Channel:
    """Return the channel, with these at work on its envelopes, and their passwords kept out of errors.

    Args:
        channel: Of the wire that was chosen.
        wsse: The argument, as it was given.
        plugins: The same.

    Raises:
        ConfigurationError: they are not what they should be, or the wire has no envelopes.
    """
    if not isinstance(channel.binding, SoapBinding):
        name = "plugins" if wsse is None else "wsse"
        raise ConfigurationError(f"{name} belongs to SOAP: use wire='soap11' or 'soap12', or leave it out")
    if wsse is not None and not _has_methods(wsse, "apply", "verify"):
        raise ConfigurationError("wsse has no apply and verify: pass an object of zeep.wsse, several as one Compose")
    given = list(cast("Sequence[object]", plugins)) if isinstance(plugins, Sequence) else [None]
    if not all(_has_methods(plugin, "egress", "ingress") for plugin in given):
        raise ConfigurationError("plugins is not a list of objects with egress and ingress, such as zeep.Plugin has")
    binding = SecuredBinding(channel.binding, wsse=cast("Wsse | None", wsse), plugins=cast("list[Plugin]", given))
    return evolve(channel, binding=binding, secrets=(*channel.secrets, *_passwords(wsse)))


def _has_methods(value: object, *names: str) -> bool:
    return not isinstance(value, type) and all(callable(getattr(value, name, None)) for name in names)


def _passwords(wsse: object) -> tuple[str, ...]:
    """Return the passwords of an object of zeep.wsse, or of those that it is composed of."""
    parts = getattr(wsse, "wsse_objects", None)
    if isinstance(parts, Sequence):
        return tuple(each for part in cast("Sequence[object]", parts) for each in _passwords(part))
    found = (getattr(wsse, name, None) for name in ("password", "password_digest"))
    return tuple(each for each in found if isinstance(each, str) and each)
