"""Every scalar read as every other, by the wire's own functions, against what the comparison says of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from countermand_codegen.diff.scalars import INTEGERS, scalar_outcome
from countermand_codegen.schema import SCALARS
from countermand_wire import DecodeError, scalars

TEXTS = ("a/word", "5", "true", "00000000-0000-0000-0000-000000000005", "2030-01-02T03:04:05Z", "PT1M", "AQID")
SAMPLES: dict[str, tuple[Any, ...]] = {
    **{name: (5, low or 7, high) for name, (low, high) in INTEGERS.items()},
    "any_uri": TEXTS,
    "base64_binary": (b"\x01\x02\x03",),
    "boolean": (True, False),
    "char": ("A",),
    "date_time": (datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC),),
    "decimal": (Decimal(5), Decimal("0.5"), Decimal("0.1234567890123456789")),
    "double": (5.0, 0.1, float("inf")),
    "duration": (timedelta(seconds=90),),
    "float": (5.0, 0.5, float("inf")),
    "guid": (UUID(int=5),),
    "string": TEXTS,
}
PAIRS = sorted(product(sorted(set(SCALARS.values())), repeat=2))


def test_every_scalar_has_samples() -> None:
    assert set(SAMPLES) == set(SCALARS.values())


@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_becomes_of_values(writer: str, reader: str) -> None:
    arrived = [read(wire, writer, reader, value) for wire in ("xml", "json") for value in SAMPLES[writer]]
    outcome = scalar_outcome(writer, reader)
    assert bool(outcome.reason) == (outcome.fate != "carried")
    if outcome.fate == "carried":
        assert all(arrived)
    elif outcome.fate == "never":
        assert not any(arrived)
    else:
        assert any(arrived)
        assert not all(arrived)


def read(wire: str, writer: str, reader: str, value: Any) -> bool:
    """Tell whether a value arrives as what it is: as itself, or as its own text."""
    written = getattr(scalars, f"{writer}_to_{wire}")(value, "A")
    try:
        found = getattr(scalars, f"{reader}_from_{wire}")(written, "A")
    except DecodeError:
        return False
    if reader in ("string", "any_uri"):
        return bool(found == (value if writer == "char" else getattr(scalars, f"{writer}_to_xml")(value, "A")))
    if writer in ("string", "any_uri"):
        return True
    if isinstance(value, bool) is not isinstance(found, bool):
        return False
    return bool(found == value)
