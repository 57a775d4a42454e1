"""Nothing here waits: what a policy pauses for passes at once."""

import pytest

from countermand import Clock


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds of each pause so far."""
    pauses: list[float] = []
    monkeypatch.setattr(Clock, "sleep", lambda _clock, seconds: pauses.append(seconds))
    return pauses
