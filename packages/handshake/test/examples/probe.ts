import { probeAnswers, SigningProbe } from "@countersign/handshake";
import { joinHost } from "@countersign/signing";
import { type Connection, connect } from "./transport.js";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const probe = new SigningProbe({ random, smb1: true });

let connection: Connection | undefined;
let step = probe.next();
while (step.kind !== "done") {
  if (step.kind === "connect") {
    connection?.close();
    connection = await connect("fjord01.example", 445);
    probe.connected(Date.now());
  } else if (step.kind === "send") {
    connection?.send(step.bytes);
  } else {
    const bytes = await connection?.receive();
    if (bytes === undefined) probe.closed("reset", Date.now());
    else probe.push(bytes, Date.now());
  }
  step = probe.next();
}
connection?.close();

for (const { question, outcome } of step.result.connections) console.log(`${question.kind}: ${outcome}`);
const { advertised, relayToSmb } = joinHost(probeAnswers(step.result));
console.log(`advertised: ${JSON.stringify(advertised)}, relay: ${relayToSmb.outcome}`);
