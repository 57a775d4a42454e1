"""What can be chosen about Volt MX."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

import attrs

__all__ = ["VoltMxOptions"]


@attrs.frozen(kw_only=True)
class VoltMxOptions:
    """How the service of Volt MX behaves where that is a choice."""

    token_lifetime: timedelta = timedelta(hours=1)
    """How long a claims token is good, by the sandbox's clock."""
    audience: Mapping[str, str] | None = attrs.field(default=None, repr=False)
    """The registered people: numbers by audience id. None registers every number, and no id."""
    segments: Mapping[str, AbstractSet[str]] = attrs.field(factory=dict[str, AbstractSet[str]], repr=False)
    """The audience ids in each segment, by criteria such as `##4##`."""
    other_spellings: bool = False
    """Say what the pages of the sister calls say where the page of cancel differs: one space before the count, and
    another text where nothing can be cancelled; and `notAttempted` in a status."""
