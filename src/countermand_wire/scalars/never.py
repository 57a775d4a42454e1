"""The date that stands for "not yet" or "not at all"."""

from __future__ import annotations

from datetime import datetime
from typing import Final

__all__ = ["NEVER"]

NEVER: Final = datetime.min  # noqa: DTZ901  # It has no zone: .NET writes it in any.
"""Stands for DateTime.MinValue, which services write for "not yet" or "not at all": naive 0001-01-01."""
