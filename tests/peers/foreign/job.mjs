// Schedules, cancels and reads messages with Node's soap package, from the service's own WSDL.
// Arguments: the service's address, 1.1 or 1.2, the license key, when the messages are due. Prints what came of it as JSON.
import { randomUUID } from "node:crypto";
import { createClientAsync } from "soap";

const [service, version, key, due] = process.argv.slice(2);
const soap12 = version === "1.2";
const address = service + (soap12 ? "/WS" : "/Soap");
// The package does not read schemas behind the circular import that WCF exports, hence the form without imports.
const client = await createClientAsync(`${service}?singleWsdl`, { forceSoap12Headers: soap12, endpoint: address });
const port = Object.values(Object.values(client.wsdl.services)[0].ports).find(({ location }) => location.endsWith(soap12 ? "/WS" : "/Soap"));

async function call(operation, members) {
  client.clearSoapHeaders();
  if (soap12) {
    const namespace = 'xmlns="http://www.w3.org/2005/08/addressing"';
    const action = port.binding.methods[operation].soapAction;
    client.addSoapHeader(`<Action ${namespace}>${action}</Action><MessageID ${namespace}>urn:uuid:${randomUUID()}</MessageID><To ${namespace}>${address}</To>`);
  }
  const [reply] = await client[`${operation}Async`](members);
  return reply[`${operation}Result`];
}

const cancelled = async (id) => (await call("GetMessageStatus", { MessageID: id })).Cancelled;

const { OutgoingMessageResponse: sent } = await call("SendMessage", {
  Request: {
    Body: "Sale & more: <é€\u{1F600}>",
    LicenseKey: key,
    ScheduledDateTime: due,
    To: { string: ["+15550100", "+15550101", "+15550102"] },
    UseMMS: false,
  },
});
const ids = sent.map((message) => message.MessageID);

const told = {
  accepted: new Set(ids).size,
  cancel: await call("CancelMessage", { MessageID: ids[0] }),
  "cancel again": await call("CancelMessage", { MessageID: ids[0] }),
  cancelled: await cancelled(ids[0]),
  status: (await call("ReadMessageStatus", { LicenseKey: key, MessageId: ids[0] })).MessageStatus,
  "the others": [await cancelled(ids[1]), await cancelled(ids[2])],
  "cancel all": await call("CancelAllMessages", { LicenseKey: key }),
  "the others then": [await cancelled(ids[1]), await cancelled(ids[2])],
};
try {
  await call("CancelMessage", { MessageID: "not a GUID" });
} catch (error) {
  told.fault = error.root?.Envelope.Body.Fault.faultcode ?? error.root?.Envelope.Body.Fault.Code.Value;
}
console.log(JSON.stringify(told));
