"""What the wire needs and no vendor owns: scalars, Microsoft's serialization, SOAP, operations. No I/O."""

from countermand_wire.absent import ABSENT, Absent
from countermand_wire.enumeration import Enumeration, UnknownValue
from countermand_wire.errors import DecodeError, EncodeError, FaultError, WireError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation, Port

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
]
