"""Small things that flows do with what came back."""

from __future__ import annotations

from json import dumps
from typing import TypeVar

from attrs import evolve

from countermand.flows.channel import Channel
from countermand_wire.absent import ABSENT, Absent

__all__ = ["hiding", "known"]

T = TypeVar("T")


def hiding(channel: Channel, *values: str) -> Channel:
    """Return the channel, keeping further values out of errors and replies, as they are and as JSON spells them."""
    spelled = {form for value in values for form in (value, dumps(value)[1:-1])}
    # The longest first: what holds another one is to be masked whole.
    return evolve(channel, secrets=(*sorted(spelled, key=len, reverse=True), *channel.secrets))


def known(value: T | Absent) -> T | None:
    """Return a member, None for one that is absent."""
    return None if value is ABSENT else value
