"""Where the sandbox's message ids come from."""

import random
import threading
from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID, uuid4

__all__ = ["IdSource", "id_source"]

IdSource: TypeAlias = Callable[[], UUID]
"""Makes a new id at each call, from any thread."""


def id_source(seed: int | None) -> IdSource:
    """Return a source of random ids; with a seed, of the same ones in every run."""
    if seed is None:
        return uuid4
    generator = random.Random(seed)  # noqa: S311 - repeatable on purpose
    lock = threading.Lock()

    def draw() -> UUID:
        with lock:
            return UUID(int=generator.getrandbits(128), version=4)

    return draw
