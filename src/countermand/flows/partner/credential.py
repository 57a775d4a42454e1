"""Calls that the caller makes by hand: what is filled into them, and what of them no error may show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import attrs

from countermand_wire.absent import ABSENT

__all__ = ["filled", "sensitive"]

Request = TypeVar("Request")


def filled(request: Request, **values: str) -> Request:
    """Return the request with these members, where it has them and they are absent."""
    kind = type(request)
    if not attrs.has(kind):
        return request
    names = {each.name for each in attrs.fields(kind)}
    missing = {name: value for name, value in values.items() if name in names and getattr(request, name) is ABSENT}
    evolve: Callable[..., object] = attrs.evolve  # Whose own type wants to know the contract.
    return cast("Request", evolve(request, **missing)) if missing else request


def sensitive(request: object) -> list[str]:
    """Return the texts of a request that its repr leaves out; those of contracts inside it are found by their shape."""
    kind = type(request)
    if not attrs.has(kind):
        return []
    values: list[object] = [getattr(request, each.name) for each in attrs.fields(kind) if each.repr is False]
    return [value for value in values if isinstance(value, str) and value]
