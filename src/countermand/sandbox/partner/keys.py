"""The API keys that SMS Partner and Mail Partner know, and the message ids of the vendor's samples."""

from typing import Final

__all__ = ["API_KEY", "REFUSED_API_KEY", "SAMPLE_KEYS", "SAMPLE_MESSAGES"]

API_KEY: Final = "sandbox-api-key"
"""The sandbox's own API key, for your tests."""

REFUSED_API_KEY: Final = "sandbox-refused-api-key"
"""An API key that is refused, as every key is that is not accepted."""

SAMPLE_KEYS: Final = frozenset({"YOUR_API_KEY", "VOTRE_APIKEY", "MY API KEY", "xxx"})
"""What stands for the key in the samples of the vendor's pages; all of them are one account, the samples' own."""

SAMPLE_MESSAGES: Final = ("300", "XXX", "YOUR_MESSAGE_ID")
"""What stands for the message id there: sends of the samples' account, scheduled from the beginning."""
