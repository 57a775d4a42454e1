"""What the wire needs and no vendor owns: scalars, Microsoft's serialization, SOAP, operations. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand_wire.absent import ABSENT, Absent
    from countermand_wire.enumeration import Enumeration, UnknownValue
    from countermand_wire.errors import DecodeError, EncodeError, FaultError, WireError
    from countermand_wire.http import HttpRequest, HttpResponse
    from countermand_wire.markup import XmlElement
    from countermand_wire.operation import Operation, Port
    from countermand_wire.scalars.days import ZonedDate

__all__ = [
    "ABSENT",
    "Absent",
    "DecodeError",
    "EncodeError",
    "Enumeration",
    "FaultError",
    "HttpRequest",
    "HttpResponse",
    "Operation",
    "Port",
    "UnknownValue",
    "WireError",
    "XmlElement",
    "ZonedDate",
]

if not TYPE_CHECKING:
    __getattr__ = lazy_exports(
        __name__,
        {
            "countermand_wire.absent": ("ABSENT", "Absent"),
            "countermand_wire.enumeration": ("Enumeration", "UnknownValue"),
            "countermand_wire.errors": ("DecodeError", "EncodeError", "FaultError", "WireError"),
            "countermand_wire.http": ("HttpRequest", "HttpResponse"),
            "countermand_wire.markup": ("XmlElement",),
            "countermand_wire.operation": ("Operation", "Port"),
            "countermand_wire.scalars.days": ("ZonedDate",),
        },
    )
