"""The faults that WCF answers with, and how it writes them in each version of SOAP."""

from collections.abc import Sequence
from typing import Final

import attrs

from countermand_wire.soap import ADDRESSING, SOAP11, SoapVersion
from countermand_wire.text import attribute_escape, escape

__all__ = [
    "Refusal",
    "action_mismatch",
    "action_not_supported",
    "deserialization_failed",
    "destination_unreachable",
    "header_repeated",
    "header_required",
    "internal_service_fault",
    "not_understood",
    "write_fault",
]

NO_ADDRESSING: Final = "http://schemas.microsoft.com/ws/2005/05/addressing/none"
DISPATCHER: Final = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"

_ADDRESSING_FAULT: Final = f"{ADDRESSING}/fault"
_SOAP_FAULT: Final = f"{ADDRESSING}/soap/fault"
_DISPATCHER_FAULT: Final = f"{DISPATCHER}/fault"


@attrs.frozen(kw_only=True, eq=False)
class Refusal(Exception):
    """A request that is answered with a fault."""

    code: str
    """`Sender`, `Receiver` or `MustUnderstand`."""
    namespace: str = ""
    """Of the subcodes."""
    subcodes: tuple[str, ...] = ()
    """Outermost first."""
    reason: str
    action: str = _SOAP_FAULT
    """What the reply's WS-Addressing action is."""
    headers: str = ""
    """Further header blocks of the reply, with the prefixes `s` and `a` bound."""


def action_not_supported(action: str, *, addressing: bool) -> Refusal:
    """No operation has this action."""
    return Refusal(
        code="Sender",
        namespace=ADDRESSING if addressing else NO_ADDRESSING,
        subcodes=("ActionNotSupported",),
        action=_ADDRESSING_FAULT,
        reason=f"The message with Action '{action}' cannot be processed at the receiver, due to a ContractFilter "
        "mismatch at the EndpointDispatcher. This may be because of either a contract mismatch (mismatched Actions "
        "between sender and receiver) or a binding/security mismatch between the sender and the receiver.  Check that "
        "sender and receiver have the same contract and the same binding (including security requirements, e.g. "
        "Message, Transport, None).",
    )


def destination_unreachable(to: str) -> Refusal:
    """The message is addressed to somewhere else."""
    return Refusal(
        code="Sender",
        namespace=ADDRESSING,
        subcodes=("DestinationUnreachable",),
        reason=f"The message with To '{to}' cannot be processed at the receiver, due to an AddressFilter mismatch at "
        "the EndpointDispatcher.  Check that the sender and receiver's EndpointAddresses agree.",
    )


def header_required(name: str) -> Refusal:
    """An addressing header is missing."""
    return _problem_header(
        name,
        ("MessageAddressingHeaderRequired",),
        "A required header representing a Message Addressing Property is not present",
    )


def header_repeated(name: str) -> Refusal:
    """An addressing header is there twice."""
    return _problem_header(
        name,
        ("InvalidAddressingHeader", "InvalidCardinality"),
        f"Multiple headers with name '{name}' and namespace '{ADDRESSING}' found.",
    )


def action_mismatch(action: str, http_action: str) -> Refusal:
    """The action in the HTTP field is another than the one in the header."""
    return _problem_header(
        "Action",
        ("InvalidAddressingHeader", "ActionMismatch"),
        f"The SOAP action specified on the message, '{action}', does not match the HTTP SOAP Action, '{http_action}'. ",
    )


def not_understood(version: SoapVersion, headers: Sequence[tuple[str, str]]) -> Refusal:
    """Header blocks insist on being understood, and are not.

    Args:
        version: SOAP 1.2 names them in header blocks of the reply.
        headers: namespace and local name of each.
    """
    namespace, name = headers[0]
    blocks = "".join(
        f'<s:NotUnderstood qname="m:{attribute_escape(local)}" xmlns:m="{attribute_escape(uri)}"/>'
        for uri, local in headers
    )
    return Refusal(
        code="MustUnderstand",
        headers="" if version is SOAP11 else blocks,
        reason=f"The header '{name}' from the namespace '{namespace}' was not understood by the recipient of this "
        "message, causing the message to not be processed.  This error typically indicates that the sender of this "
        "message has enabled a communication protocol that the receiver cannot process.  Please ensure that the "
        "configuration of the client's binding is consistent with the service's binding. ",
    )


def deserialization_failed(what: str) -> Refusal:
    """The body is not what the action's operation takes."""
    return Refusal(
        code="Sender",
        namespace=DISPATCHER,
        subcodes=("DeserializationFailed",),
        action=_DISPATCHER_FAULT,
        reason=f"The formatter threw an exception while trying to deserialize the message: {what}",
    )


def internal_service_fault() -> Refusal:
    """The operation threw; nothing more is said, as includeExceptionDetailInFaults is off."""
    return Refusal(
        code="Receiver",
        namespace=DISPATCHER,
        subcodes=("InternalServiceFault",),
        action=_DISPATCHER_FAULT,
        reason="The server was unable to process the request due to an internal error.  For more information about "
        "the error, either turn on IncludeExceptionDetailInFaults (either from ServiceBehaviorAttribute or from the "
        "<serviceDebug> configuration behavior) on the server in order to send the exception information back to the "
        "client, or turn on tracing as per the Microsoft .NET Framework SDK documentation and inspect the server "
        "trace logs.",
    )


def write_fault(version: SoapVersion, refusal: Refusal) -> str:
    """Write the fault as the body of an envelope whose prefixes `s` and, in SOAP 1.2, `a` are bound."""
    reason = escape(refusal.reason)
    if version is SOAP11:
        code = _code11(refusal)
        return f'<s:Fault>{code}<faultstring xml:lang="en-US">{reason}</faultstring></s:Fault>'
    return (
        f"<s:Fault><s:Code><s:Value>s:{refusal.code}</s:Value>{_subcodes(refusal)}</s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{reason}</s:Text></s:Reason></s:Fault>'
    )


def _problem_header(name: str, subcodes: tuple[str, ...], reason: str) -> Refusal:
    return Refusal(
        code="Sender",
        namespace=ADDRESSING,
        subcodes=subcodes,
        reason=reason,
        action=_ADDRESSING_FAULT,
        headers=f"<a:FaultDetail><a:ProblemHeaderQName>a:{name}</a:ProblemHeaderQName></a:FaultDetail>",
    )


def _code11(refusal: Refusal) -> str:
    """SOAP 1.1 has one code: WCF lets the subcode take its place."""
    if refusal.subcodes:
        return f'<faultcode xmlns:a="{refusal.namespace}">a:{refusal.subcodes[0]}</faultcode>'
    plain = {"Sender": "Client", "Receiver": "Server"}.get(refusal.code, refusal.code)
    return f"<faultcode>s:{plain}</faultcode>"


def _subcodes(refusal: Refusal) -> str:
    bound = "" if refusal.namespace == ADDRESSING else f' xmlns:a="{refusal.namespace}"'
    nested = ""
    for subcode in reversed(refusal.subcodes):
        nested = f"<s:Subcode><s:Value{bound}>a:{subcode}</s:Value>{nested}</s:Subcode>"
    return nested
