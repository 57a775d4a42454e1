<?php
// Schedules, cancels and reads messages with PHP's SoapClient, from the service's own WSDL.
// Arguments: the service's address, 1.1 or 1.2, the license key, when the messages are due. Prints what came of it as JSON.

[, $service, $version, $key, $due] = $argv;

// PHP leaves WS-Addressing to its user.
class AddressingClient extends SoapClient
{
    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string
    {
        $document = new DOMDocument();
        $document->loadXML($request);
        $envelope = $document->documentElement;
        $header = $document->createElementNS($envelope->namespaceURI, "env:Header");
        $id = preg_replace("/^(.{8})(.{4})(.{4})(.{4})/", "$1-$2-$3-$4-", bin2hex(random_bytes(16)));
        foreach (["Action" => $action, "MessageID" => "urn:uuid:$id", "To" => $location] as $name => $text) {
            $element = $document->createElementNS("http://www.w3.org/2005/08/addressing", "wsa:$name");
            $element->appendChild($document->createTextNode($text));
            $header->appendChild($element);
        }
        $envelope->insertBefore($header, $envelope->firstChild);
        return parent::__doRequest($document->saveXML(), $location, $action, $version, $oneWay);
    }
}

$options = ["features" => SOAP_SINGLE_ELEMENT_ARRAYS, "cache_wsdl" => WSDL_CACHE_NONE];
$client = $version === "1.2"
    ? new AddressingClient("$service?wsdl", [...$options, "soap_version" => SOAP_1_2, "location" => "$service/WS"])
    : new SoapClient("$service?wsdl", [...$options, "soap_version" => SOAP_1_1, "location" => "$service/Soap"]);

function call(string $operation, array $members): mixed
{
    global $client;
    return $client->__soapCall($operation, [$members])->{$operation . "Result"};
}

$sent = call("SendMessage", ["Request" => [
    "Body" => "Sale & more: <é€\u{1F600}>",
    "LicenseKey" => $key,
    "ScheduledDateTime" => $due,
    "To" => ["string" => ["+15550100", "+15550101", "+15550102"]],
    "UseMMS" => false,
]])->OutgoingMessageResponse;
$ids = array_map(fn (object $message): string => $message->MessageID, $sent);

$told = [
    "accepted" => count(array_unique($ids)),
    "cancel" => call("CancelMessage", ["MessageID" => $ids[0]]),
    "cancel again" => call("CancelMessage", ["MessageID" => $ids[0]]),
    "cancelled" => call("GetMessageStatus", ["MessageID" => $ids[0]])->Cancelled,
    "status" => call("ReadMessageStatus", ["LicenseKey" => $key, "MessageId" => $ids[0]])->MessageStatus,
    "the others" => array_map(fn (string $id): bool => call("GetMessageStatus", ["MessageID" => $id])->Cancelled, [$ids[1], $ids[2]]),
    "cancel all" => call("CancelAllMessages", ["LicenseKey" => $key]),
    "the others then" => array_map(fn (string $id): bool => call("GetMessageStatus", ["MessageID" => $id])->Cancelled, [$ids[1], $ids[2]]),
];
try {
    call("CancelMessage", ["MessageID" => "not a GUID"]);
} catch (SoapFault $fault) {
    $told["fault"] = $fault->faultcode;
}
print json_encode($told);
