"""Any service by a package that was made from its WSDL: what goes out, what comes back, and what goes wrong."""

import copy
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from countermand import (
    AuthenticationError,
    ConfigurationError,
    InvalidArgument,
    OperationEvent,
    ProtocolError,
    RequestTimeout,
    SoapCall,
    SoapFault,
    Telemetry,
)
from countermand_wire.absent import ABSENT
from countermand_wire.http import HttpRequest, HttpResponse
from tests.codegen.soap.made import Made, made_from
from tests.codegen.soap.orders import write_orders
from tests.facade.script import LOST, UNSENT, Script, http, page

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder: Path = tmp_path_factory.mktemp("orders")
    with made_from(write_orders(folder), folder / "out") as package:
        yield package


def reply(body: str, headers: str = "", status: int = 200) -> HttpResponse:
    text = f'<s:Envelope xmlns:s="{SOAP11}"><s:Header>{headers}</s:Header><s:Body>{body}</s:Body></s:Envelope>'
    return http(text.encode(), status, "text/xml; charset=utf-8")


def fault(detail: str) -> HttpResponse:
    return reply(
        f"<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring><detail>{detail}</detail></s:Fault>",
        status=500,
    )


def orders(made: Made, *answers: Any, port: str = "Basic", **options: Any) -> tuple[Any, Script]:
    script = Script(*answers)
    package = made.module()
    return package.IOrders(SoapCall(package.PORTS[port], script, **options)), script


def parts(request: HttpRequest) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return what stands in the Header and in the Body."""
    envelope = etree.fromstring(request.body or b"")
    space = etree.QName(envelope).namespace
    header = envelope.find(f"{{{space}}}Header")
    return ([] if header is None else list(header)), list(envelope.iterfind(f"{{{space}}}Body/*"))


ORDER = '<GetOrderResponse xmlns="urn:orders"><GetOrderResult><Id>7</Id></GetOrderResult></GetOrderResponse>'


def test_a_result_comes_back_as_what_it_is(made: Made) -> None:
    service, script = orders(made, reply(ORDER))
    assert service.get_order(result=7) == made.module().Order(id=7, due=ABSENT)
    [request] = script.requests
    assert (request.method, request.url) == ("POST", "http://orders.example/basic")
    assert request.headers["SOAPAction"] == '"urn:orders/GetOrder"'
    headers, [body] = parts(request)
    assert headers == []
    assert etree.tostring(body, method="c14n", exclusive=True).startswith(b'<GetOrder xmlns="urn:orders"><result>7')


@pytest.mark.parametrize(
    "inside", ["", '<GetOrderResult xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>']
)
def test_no_result_is_none(inside: str, made: Made) -> None:
    service, _ = orders(made, reply(f'<GetOrderResponse xmlns="urn:orders">{inside}</GetOrderResponse>'))
    assert service.get_order(result=7) is None


def test_headers_are_parameters_and_members(made: Made) -> None:
    answer = reply('<PlaceResponse xmlns="urn:orders"><PlaceResult>5</PlaceResult></PlaceResponse>', "<x/>")
    traced = reply(
        '<PlaceResponse xmlns="urn:orders"><PlaceResult>5</PlaceResult></PlaceResponse>',
        '<t:Trace xmlns:t="urn:orders">9</t:Trace>',
    )
    service, script = orders(made, answer, traced)
    assert service.place(session="s<1>").trace is ABSENT
    again = service.place()
    assert (again.place_result, again.trace) == (5, 9)
    [[header], []] = parts(script.requests[0])[0], parts(script.requests[1])[0]
    assert (header.tag, header.text) == ("{urn:orders}Session", "s<1>")


def test_a_moment_is_sent_as_it_is(made: Made) -> None:
    service, script = orders(
        made, reply('<PlaceResponse xmlns="urn:orders"><PlaceResult>5</PlaceResult></PlaceResponse>')
    )
    for due in (datetime(2030, 1, 2, 3, 4, 5), datetime(2030, 1, 2, tzinfo=UTC)):  # noqa: DTZ001  # As some services want it.
        service.place(order=made.module().Order(id=1, due=due))
    sent = [etree.fromstring(request.body or b"").findtext(".//{*}Due") for request in script.requests]
    assert sent == ["2030-01-02T03:04:05", "2030-01-02T00:00:00Z"]


def test_a_one_way_message_has_no_reply(made: Made) -> None:
    service, script = orders(made, http(b"", 202))
    assert service.forget(id=3) is None
    assert script.requests[0].headers["SOAPAction"] == '"urn:orders/Forget"'


def test_the_other_version(made: Made) -> None:
    body = reply(ORDER).body.replace(SOAP11.encode(), SOAP12.encode())
    service, script = orders(made, http(body, 200, "application/soap+xml"), port="Twelve")
    assert service.get_order(result=7).id == 7
    assert script.requests[0].url == "https://orders.example/twelve"
    assert 'action="urn:orders/GetOrder"' in script.requests[0].headers["Content-Type"]


def test_another_address_and_patience(made: Made) -> None:
    service, script = orders(made, reply(ORDER), address="http://intranet.example/orders?tenant=1", timeout=3)
    service.get_order(result=7)
    assert (script.requests[0].url, script.requests[0].timeout) == ("http://intranet.example/orders?tenant=1", 3.0)


def test_a_declared_fault_is_typed(made: Made) -> None:
    service, script = orders(made, fault('<Problem xmlns="urn:orders"><Code>12</Code></Problem><other/>'))
    with pytest.raises(SoapFault, match=r"^SOAP fault Client: no$") as caught:
        service.place()
    assert caught.value.details == (made.module().Problem(code=12),)
    assert caught.value.detail is not None
    assert caught.value.status == 500
    assert caught.value.__context__ is None
    assert len(script.requests) == 1
    for same in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert same.details == caught.value.details


@pytest.mark.parametrize("detail", ["", "<other/>", '<Problem xmlns="urn:orders"/>'])
def test_other_details_are_kept_as_text(detail: str, made: Made) -> None:
    service, _ = orders(made, fault(detail))
    with pytest.raises(SoapFault) as caught:
        service.place()
    assert caught.value.details == ()
    assert (caught.value.detail or "").replace(f' xmlns:s="{SOAP11}"', "") == detail


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (page(), ProtocolError, "GetOrder: the reply is not one: HTTP 502"),
        (http(b"", 200, "text/xml"), ProtocolError, "empty body"),
        (reply('<GetOrderResponse xmlns="urn:other"/>'), ProtocolError, "GetOrder: the reply is not one"),
        (reply(ORDER.replace("7", "seven")), ProtocolError, "GetOrderResult.Id"),
        (http(b"", 401), AuthenticationError, "does not accept the credentials"),
        (LOST, RequestTimeout, "no reply in time"),
    ],
)
def test_what_goes_wrong_is_told_as_everywhere(answer: Any, error: type[Exception], words: str, made: Made) -> None:
    service, script = orders(made, answer)
    with pytest.raises(error) as caught:
        service.get_order(result=7)
    assert words in str(caught.value)
    assert len(script.requests) == 1


def test_what_did_not_arrive_is_sent_anew(made: Made) -> None:
    service, script = orders(made, UNSENT, reply(ORDER))
    assert service.get_order(result=7).id == 7
    assert len(script.requests) == 2


def test_what_cannot_be_sent_is_told_with_its_place(made: Made) -> None:
    service, script = orders(made, reply(ORDER))
    with pytest.raises(InvalidArgument, match=r"^order\.Id: ") as caught:
        service.place(order=made.module().Order(id="x"))
    assert caught.value.path == "order.Id"
    assert script.requests == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"address": ""}, "address is not a URL"),
        ({"address": "net.tcp://host/x"}, "address is not a URL"),
        ({"address": "https://user:word@host.example/"}, "address must not hold a user name or password"),
        ({"timeout": 0}, "timeout is not a number of seconds above zero"),
        ({"transport": object()}, "transport has no method send"),
        ({"port": "Basic"}, "port is none: pass one of the package's PORTS"),
    ],
)
def test_wrong_options(options: dict[str, Any], words: str, made: Made) -> None:
    with pytest.raises(ConfigurationError) as caught:
        SoapCall(**{"port": made.module().PORTS["Basic"], **options})
    assert str(caught.value).startswith(words)
    assert "word@" not in str(caught.value)


def test_a_port_without_a_usable_address(made: Made) -> None:
    from countermand_wire.operation import Port
    from countermand_wire.soap import SOAP11 as VERSION

    port = Port(name="Nowhere", binding="B", soap=VERSION, address="", addressing=False)
    with pytest.raises(
        ConfigurationError, match=r"^the address of the port Nowhere \(pass address=\.\.\.\) is not a URL"
    ):
        SoapCall(port)
    assert SoapCall(port, address="http://host.example/").service == "Nowhere"


def test_its_own_transport_is_closed_with_it(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from countermand import RequestsTransport

    closed: list[object] = []

    def close(self: RequestsTransport) -> None:
        closed.append(self)

    monkeypatch.setattr(RequestsTransport, "close", close)
    with SoapCall(made.module().PORTS["Basic"]):
        pass
    assert len(closed) == 1
    given = RequestsTransport()
    with SoapCall(made.module().PORTS["Basic"], given):
        pass
    assert len(closed) == 1


def test_a_call_is_told_of(made: Made) -> None:
    events: list[OperationEvent] = []
    service, _ = orders(made, reply(ORDER), telemetry=Telemetry(hook=events.append))
    service.get_order(result=7)
    [event] = events
    assert (event.service, event.operation, event.wire, event.outcome) == ("Basic", "GetOrder", "soap11", "ok")
