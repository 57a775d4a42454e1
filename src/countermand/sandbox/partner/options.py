"""What can be chosen about SMS Partner and Mail Partner."""

from collections.abc import Set as AbstractSet
from datetime import timedelta

import attrs

from countermand.sandbox.partner.keys import API_KEY, SAMPLE_KEYS

__all__ = ["PartnerOptions"]


@attrs.frozen(kw_only=True)
class PartnerOptions:
    """How the services of SMS Partner and Mail Partner behave where that is a choice."""

    api_keys: AbstractSet[str] = attrs.field(default=frozenset({API_KEY, *SAMPLE_KEYS}), repr=False)
    """The keys that are accepted: the sandbox's own and those of the vendor's samples."""
    cutoff: timedelta = timedelta(minutes=5)
    """How long before it is due a message can no longer be cancelled; at exactly that time it still can."""
    http_errors: bool = False
    """Answer refusals with 400 and its like. Otherwise with 200, but for malformed JSON (400) and too many requests
    (429); no page of the vendor's says which it is, and clients were written for either."""
    other_spellings: bool = False
    """Write the other spelling of every name that the vendor spells in two ways: `status` for `statut`, and so on."""
