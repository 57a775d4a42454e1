"""The intermediate representation: what every source is lowered to, and all that rendering knows. Frozen values."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import attrs

__all__ = [
    "Array",
    "Choice",
    "Code",
    "Contract",
    "Enumeration",
    "EnumerationValue",
    "FaultDetail",
    "Form",
    "Kind",
    "Member",
    "Operation",
    "Port",
    "QueryParameter",
    "RestForm",
    "Service",
    "TypeRef",
    "Where",
    "local_name",
    "namespace_of",
]


def local_name(qname: str) -> str:
    """Return the local part of a qualified name in Clark notation, `{namespace}local`."""
    return qname.rpartition("}")[2]


def _codec_name(module: str, class_name: str = "") -> str:
    name = module.upper()
    return f"{name}_CODEC" if name == class_name else name


def namespace_of(qname: str) -> str:
    """Return the namespace of a qualified name in Clark notation; empty where it has none."""
    return qname.removeprefix("{").rpartition("}")[0]


Form = Literal["sequence", "json", "positional", "soap"]
"""How a type travels: as a sequence of elements and as JSON, as JSON alone, as JSON and by position in XML, or as XML
of any shape that a schema may give it."""

Kind = Literal["scalar", "enumeration", "contract", "array", "markup"]

Where = Literal["element", "attribute", "text", "header", "items", "any", "any-attributes"]
"""Where a member stands: a child element, an attribute, the element's own text, a header of the envelope; a run of
elements of several names in any order; all elements, or all attributes, that nothing else names."""


@attrs.frozen
class TypeRef:
    """The type of a member, resolved."""

    kind: Kind
    """`markup` is an element that is kept as it is."""
    name: str = ""
    """The stem of a scalar's functions (`date_time`), else the type's qualified name; empty for markup."""
    listed: bool = False
    """Whether it is an `xs:list`: values in one text, with blanks between them. Of a scalar or an enumeration."""


@attrs.frozen(kw_only=True)
class Member:
    """A part of a contract: of a plain one, an element of its sequence."""

    name: str
    """On the wire."""
    attribute: str
    """In Python."""
    namespace: str
    type: TypeRef
    required: bool
    """minOccurs is 1."""
    nillable: bool
    sensitive: bool = False
    """A credential or a capability: it is left out of reprs."""
    aliases: tuple[str, ...] = ()
    """Further JSON names that are read, after its own."""
    where: Where = "element"
    many: bool = False
    """Whether it repeats: maxOccurs is above 1. Not of attributes and text."""
    default: str | None = None
    """The text that stands for an attribute that is not there, or for an element that is empty."""
    fixed: bool = False
    """Whether the default is the only value."""
    alternatives: tuple[Member, ...] = ()
    """Of `items`: the elements that the run is made of."""

    @property
    def tag(self) -> str:
        """The element's qualified name."""
        return f"{{{self.namespace}}}{self.name}"


@attrs.frozen(kw_only=True)
class Choice:
    """Alternatives of which at most one may be there."""

    alternatives: tuple[tuple[str, ...], ...]
    """Each as the attributes of its members."""
    required: bool
    """Whether one of them must be there."""


@attrs.frozen(kw_only=True)
class Contract:
    """A sequence of members: a data contract, or the wrapper element of a message."""

    qname: str
    class_name: str
    module: str
    """The module's name, which is also the stem of its functions."""
    members: tuple[Member, ...]
    documentation: str = ""
    form: Form = "sequence"
    layouts: tuple[tuple[str, ...], ...] = ()
    """Of a positional one: its members in the order of the entries, for each way that they come in."""
    base: str | None = None
    """The contract that it extends, whose members it repeats, before its own."""
    derived: tuple[str, ...] = ()
    """The contracts that extend it, directly or not."""
    abstract: bool = False
    choices: tuple[Choice, ...] = ()
    type_name: str = ""
    """Of a message: the type of its element, where that has a name."""
    reference: bool = False
    """Whether a value that occurs twice is written once, under an `Id`, and referred to by `Ref`."""

    @property
    def codec_name(self) -> str:
        """The name of the constant that is the codec."""
        return _codec_name(self.module, self.class_name)


@attrs.frozen(kw_only=True)
class Array:
    """A list type: one repeated element."""

    qname: str
    module: str
    item: Member
    form: Form = "sequence"
    one_or_many: bool = False
    """Whether one item may stand alone, without the array."""

    @property
    def codec_name(self) -> str:
        """The name of the constant that is the codec."""
        return _codec_name(self.module)


@attrs.frozen(kw_only=True)
class EnumerationValue:
    """One value of an enumeration, with its three names."""

    xml_name: str
    constant: str
    number: int


@attrs.frozen(kw_only=True)
class Enumeration:
    """An enumeration with the names that XML uses and the numbers that JSON uses."""

    qname: str
    class_name: str
    module: str
    values: tuple[EnumerationValue, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    """Further XML names that are read, each with the name it stands for."""
    form: Form = "sequence"

    @property
    def codec_name(self) -> str:
        """The name of the constant that is the codec."""
        return _codec_name(self.module, self.class_name)


@attrs.frozen(kw_only=True)
class QueryParameter:
    """A parameter in the query of a URL, and the member of the request that it carries."""

    name: str
    member: str


@attrs.frozen(kw_only=True)
class RestForm:
    """One verb on one path: a query, or the bare body of one member."""

    method: str
    path: str
    variables: tuple[QueryParameter, ...] = ()
    """Those of the path."""
    query: tuple[QueryParameter, ...] = ()
    body: str | None = None
    """The member whose value is the body; None for a query form."""
    whole_body: bool = False
    """Whether the request as a whole is the body."""
    content_type: str | None = None
    """What the service wants the Content-Type to be, where that is not simply the body's."""


@attrs.frozen(kw_only=True)
class Code:
    """One row of an operation's table of codes."""

    number: int
    means: str
    text: str


@attrs.frozen(kw_only=True)
class FaultDetail:
    """A fault that an operation declares, and the element of its detail."""

    name: str
    element: Member


@attrs.frozen(kw_only=True)
class Operation:
    """One operation of a port type, with its messages."""

    name: str
    method: str
    """The Python method's name, which is also the module's."""
    action: str = ""
    """Empty where the service speaks no SOAP."""
    reply_action: str = ""
    request: Contract
    response: Contract
    rest: tuple[RestForm, ...] = ()
    codes: tuple[Code, ...] = ()
    documentation: str = ""
    port_type: str = ""
    """The local name of its port type; empty where the service speaks no SOAP."""
    one_way: bool = False
    """Whether it has no output; the response is then a contract without members that never travels."""
    faults: tuple[FaultDetail, ...] = ()
    servers: tuple[str, ...] = ()
    """Of a descriptor, where this one is called, if not where the service is."""


@attrs.frozen(kw_only=True)
class Port:
    """One port of the service."""

    name: str
    binding: str
    soap: Literal["1.1", "1.2"]
    address: str
    addressing: bool
    port_type: str = ""


@attrs.frozen(kw_only=True, slots=False)
class Service:
    """A service as it will be generated."""

    package: str
    """The name of its Python package."""
    name: str
    source: str
    """The main input, relative to the project, with forward slashes."""
    ports: tuple[Port, ...] = ()
    """None where the service speaks no SOAP."""
    operations: tuple[Operation, ...]
    contracts: tuple[Contract, ...]
    arrays: tuple[Array, ...]
    enumerations: tuple[Enumeration, ...]
    parent: str = "countermand_bindings"
    """The package that holds its own; empty where it stands by itself."""
    left_out: tuple[str, ...] = ()
    """Ports that speak something else than SOAP over HTTP, each with the reason."""
    servers: tuple[str, ...] = ()
    """Of a descriptor, the addresses at which it says that the service is, variables and their values after them."""

    @property
    def contracts_form(self) -> Form:
        """How its messages travel."""
        return self.operations[0].request.form if self.operations else "sequence"

    @property
    def home(self) -> str:
        """The full name of its package."""
        return f"{self.parent}.{self.package}" if self.parent else self.package

    @property
    def port_types(self) -> tuple[str, ...]:
        """The port types, in the order of the operations."""
        return tuple(dict.fromkeys(operation.port_type for operation in self.operations))

    @property
    def member_names(self) -> set[str]:
        """The wire names of all members, of data contracts and of messages."""
        messages = [message for operation in self.operations for message in (operation.request, operation.response)]
        return {member.name for contract in (*self.contracts, *messages) for member in contract.members}

    def contract(self, qname: str) -> Contract:
        """Return the contract of this qualified name."""
        return self._contracts[qname]

    def array(self, qname: str) -> Array:
        """Return the list type of this qualified name."""
        return self._arrays[qname]

    def enumeration(self, qname: str) -> Enumeration:
        """Return the enumeration of this qualified name."""
        return self._enumerations[qname]

    @cached_property
    def _contracts(self) -> dict[str, Contract]:
        return {contract.qname: contract for contract in self.contracts}

    @cached_property
    def _arrays(self) -> dict[str, Array]:
        return {array.qname: array for array in self.arrays}

    @cached_property
    def _enumerations(self) -> dict[str, Enumeration]:
        return {enumeration.qname: enumeration for enumeration in self.enumerations}
