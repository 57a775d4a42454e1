"""A WCF service: its SOAP endpoints, REST front, metadata and help under one address."""

from collections.abc import Sequence

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.wcf.help_pages import HelpPages
from countermand.sandbox.wcf.metadata import Metadata
from countermand.sandbox.wcf.rest import RestFront
from countermand.sandbox.wcf.soap import SoapEndpoint

__all__ = ["ServiceHost"]


class ServiceHost:
    """What stands at one `.svc` address.

    Args:
        endpoints: the SOAP endpoints.
        rest: the REST front; it takes what no other part does.
        metadata: the WSDL.
    """

    def __init__(self, endpoints: Sequence[SoapEndpoint], rest: RestFront, metadata: Metadata) -> None:
        self._endpoints = {endpoint.path.casefold(): endpoint for endpoint in endpoints}
        self._rest = rest
        self._help = HelpPages(rest.forms)
        self._metadata = metadata

    def handle(self, call: Call) -> Reply:
        """Answer any request to the service."""
        endpoint = self._endpoints.get(call.path.casefold())
        if endpoint is not None:
            return endpoint.handle(call)
        if self._help.owns(call.path):
            return self._help.handle(call)
        return self._metadata.handle(call) or self._rest.handle(call)
