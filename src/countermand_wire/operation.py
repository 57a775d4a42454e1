"""An operation of a service: its messages, its actions and its REST forms, as plain frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

import attrs

from countermand_wire.codec import Codec
from countermand_wire.soap import SoapVersion

__all__ = ["Call", "Operation", "Port", "Query", "Rest", "RestForm"]

Request = TypeVar("Request")
Response = TypeVar("Response")


@attrs.frozen(kw_only=True, repr=False)
class Query(Generic[Request]):
    """How a request travels in the query of a URL."""

    names: tuple[str, ...]
    to_pairs: Callable[[Request], list[tuple[str, str]]]
    """Names and values, not yet percent-encoded; an absent member has no pair."""
    from_pairs: Callable[[Mapping[str, str]], Request]
    """Takes the names in lower case; a name that is missing leaves its member absent, unknown names are ignored."""


@attrs.frozen(kw_only=True, repr=False)
class RestForm(Generic[Request]):
    """One way to call an operation without SOAP."""

    method: str
    """`GET` or `POST`."""
    path: str
    """Below the service's address, with its leading slash."""
    query: Query[Request] | None = None
    body: Codec[Request] | None = None
    """The bare body: the one member of the request, as the global element of its type."""


@attrs.frozen(kw_only=True, repr=False)
class Rest(Generic[Request, Response]):
    """The REST forms of an operation."""

    forms: tuple[RestForm[Request], ...]
    response: Codec[Response]
    """The bare result, as the global element of its type."""

    def form(self, method: str) -> RestForm[Request] | None:
        """Return the form with this method, or None."""
        return next((form for form in self.forms if form.method == method), None)


@attrs.frozen(kw_only=True, repr=False)
class Operation(Generic[Request, Response]):
    """One operation of a port type, with the codecs of its two messages."""

    name: str
    """As the WSDL spells it."""
    action: str
    reply_action: str
    request: Codec[Request]
    """The wrapper element of the input message's single part."""
    response: Codec[Response]
    rest: Rest[Request, Response] | None = None

    def __repr__(self) -> str:
        return f"Operation({self.name})"


@attrs.frozen(kw_only=True)
class Port:
    """One port of a service: a binding at an address."""

    name: str
    binding: str
    soap: SoapVersion
    address: str
    addressing: bool
    """Whether the binding's policy asks for WS-Addressing headers."""


class Call(Protocol):
    """What performs an operation: all that a generated service needs to know of a client."""

    def __call__(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        """Send the request and return the reply."""
        ...
