"""An operation of a service: its messages, its actions and its REST forms, as plain values that nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from countermand_wire.codec import Codec
from countermand_wire.soap import SoapVersion

__all__ = ["Call", "Code", "Meaning", "Operation", "Port", "Query", "Rest", "RestForm"]

Request = TypeVar("Request")
Response = TypeVar("Response")


Meaning: TypeAlias = Literal[
    "ok",
    "not-found",
    "already-cancelled",
    "too-late",
    "already-sent",
    "wrong-use",
    "authentication",
    "forbidden-address",
    "no-credit",
    "account-suspended",
    "rate-limited",
    "refused",
    "failure",
]
"""What a service's code means, as far as a client can do something about it."""


class Code(NamedTuple):
    """One row of an operation's table of codes."""

    means: Meaning
    text: str
    """What the service's page says of it, in our words."""


NO_CODES: Final[Mapping[int, Code]] = MappingProxyType({})
NO_FAULTS: Final[Mapping[str, Codec[Any]]] = MappingProxyType({})


class Query(Generic[Request]):
    """How a request, or a part of it, travels in a URL."""

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

    __slots__ = ("body", "content_type", "method", "path", "query", "variables")

    def __init__(
        self,
        *,
        method: str,
        path: str,
        variables: Query[Request] | None = None,
        query: Query[Request] | None = None,
        body: Codec[Request] | None = None,
        content_type: str | None = None,
    ) -> None:
        self.method: Final = method
        """`GET`, `POST` or `DELETE`."""
        self.path: Final = path
        """Below the service's address, with its leading slash; a variable stands in braces."""
        self.variables: Final = variables
        """Those of the path."""
        self.query: Final = query
        self.body: Final = body
        """The body: of a WCF service the one member of the request, as the global element of its type."""
        self.content_type: Final = content_type
        """The Content-Type that the service wants, where it is not the one of the body, or there is no body."""


class Rest(Generic[Request, Response]):
    """The REST forms of an operation."""

    __slots__ = ("forms", "response")

    def __init__(self, *, forms: tuple[RestForm[Request], ...], response: Codec[Response]) -> None:
        self.forms: Final = forms
        self.response: Final = response
        """The body of the reply: of a WCF service the bare result, as the global element of its type."""

    def form(self, method: str) -> RestForm[Request] | None:
        """Return the form with this method, or None."""
        return next((form for form in self.forms if form.method == method), None)


class Operation(Generic[Request, Response]):
    """One operation, with the codecs of its two messages."""

    __slots__ = ("action", "codes", "faults", "name", "one_way", "reply_action", "request", "response", "rest")

    def __init__(
        self,
        *,
        name: str,
        action: str = "",
        reply_action: str = "",
        request: Codec[Request],
        response: Codec[Response],
        rest: Rest[Request, Response] | None = None,
        codes: Mapping[int, Code] = NO_CODES,
        one_way: bool = False,
        faults: Mapping[str, Codec[Any]] = NO_FAULTS,
    ) -> None:
        self.name: Final = name
        """As the WSDL or the descriptor spells it."""
        self.action: Final = action
        """Empty where the service speaks no SOAP."""
        self.reply_action: Final = reply_action
        self.request: Final = request
        """Over SOAP, the wrapper element of the input message's single part."""
        self.response: Final = response
        self.rest: Final = rest
        self.codes: Final = codes
        """What the codes of its replies mean; the same number may mean something else in another operation."""
        self.one_way: Final = one_way
        """Whether HTTP's own answer is all that comes back."""
        self.faults: Final = faults
        """The details of the faults that it declares, by the name of their element in Clark notation."""

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
