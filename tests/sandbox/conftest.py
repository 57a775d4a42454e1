"""A fresh sandbox for each test, at a fixed time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from countermand.sandbox import Clock
from countermand.testing import Sandbox

NOW = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(NOW, frozen=True)) as running:
        yield running
