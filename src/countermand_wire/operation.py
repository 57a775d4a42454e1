"""An operation of a service: its messages, its actions and its REST forms, as plain values that nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Generic, Protocol, TypeVar

from countermand_wire.codec import Codec
from countermand_wire.soap import SoapVersion

__all__ = ["Call", "Operation", "Port", "Query", "Rest", "RestForm"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class Query(Generic[Request]):
    """How a request travels in the query of a URL."""

    __slots__ = ("from_pairs", "names", "to_pairs")

    def __init__(
        self,
        *,
        names: tuple[str, ...],
        to_pairs: Callable[[Request], list[tuple[str, str]]],
        from_pairs: Callable[[Mapping[str, str]], Request],
    ) -> None:
        self.names: Final = names
        self.to_pairs: Final = to_pairs
        """Names and values, not yet percent-encoded; an absent member has no pair."""
        self.from_pairs: Final = from_pairs
        """Takes the names in lower case; a name that is missing leaves its member absent, unknown names are ignored."""


class RestForm(Generic[Request]):
    """One way to call an operation without SOAP."""

    __slots__ = ("body", "method", "path", "query")

    def __init__(
        self, *, method: str, path: str, query: Query[Request] | None = None, body: Codec[Request] | None = None
    ) -> None:
        self.method: Final = method
        """`GET` or `POST`."""
        self.path: Final = path
        """Below the service's address, with its leading slash."""
        self.query: Final = query
        self.body: Final = body
        """The bare body: the one member of the request, as the global element of its type."""


class Rest(Generic[Request, Response]):
    """The REST forms of an operation."""

    __slots__ = ("forms", "response")

    def __init__(self, *, forms: tuple[RestForm[Request], ...], response: Codec[Response]) -> None:
        self.forms: Final = forms
        self.response: Final = response
        """The bare result, as the global element of its type."""

    def form(self, method: str) -> RestForm[Request] | None:
        """Return the form with this method, or None."""
        return next((form for form in self.forms if form.method == method), None)


class Operation(Generic[Request, Response]):
    """One operation of a port type, with the codecs of its two messages."""

    __slots__ = ("action", "name", "reply_action", "request", "response", "rest")

    def __init__(
        self,
        *,
        name: str,
        action: str,
        reply_action: str,
        request: Codec[Request],
        response: Codec[Response],
        rest: Rest[Request, Response] | None = None,
    ) -> None:
        self.name: Final = name
        """As the WSDL spells it."""
        self.action: Final = action
        self.reply_action: Final = reply_action
        self.request: Final = request
        """The wrapper element of the input message's single part."""
        self.response: Final = response
        self.rest: Final = rest

    def __repr__(self) -> str:
        return f"Operation({self.name})"


class Port:
    """One port of a service: a binding at an address."""

    __slots__ = ("address", "addressing", "binding", "name", "soap")

    def __init__(self, *, name: str, binding: str, soap: SoapVersion, address: str, addressing: bool) -> None:
        self.name: Final = name
        self.binding: Final = binding
        self.soap: Final = soap
        self.address: Final = address
        self.addressing: Final = addressing
        """Whether the binding's policy asks for WS-Addressing headers."""

    def __repr__(self) -> str:
        return f"Port({self.name})"


class Call(Protocol):
    """What performs an operation: all that a generated service needs to know of a client."""

    def __call__(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        """Send the request and return the reply."""
        ...
