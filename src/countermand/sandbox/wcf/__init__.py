"""A service front that behaves as Windows Communication Foundation does, the ugly parts included.

Written from Microsoft's published dispatch rules and recorded exchanges; generic over the operations it serves.
`ServiceHost` is the way in; `hosting.host` joins an operation to the function that carries it out.
"""

from countermand.sandbox.wcf.hosting import Hosted, NullRequest, host
from countermand.sandbox.wcf.metadata import Metadata, read_documents
from countermand.sandbox.wcf.rest import RestFront
from countermand.sandbox.wcf.service_host import ServiceHost
from countermand.sandbox.wcf.soap import SoapEndpoint

__all__ = [
    "Hosted",
    "Metadata",
    "NullRequest",
    "RestFront",
    "ServiceHost",
    "SoapEndpoint",
    "host",
    "read_documents",
]
