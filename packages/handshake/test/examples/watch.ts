import { HandshakeObserver, judge } from "@countersign/handshake";
import { bytesFromTheClient, bytesFromTheServer } from "./connection.js";

const observer = new HandshakeObserver({ onEvent: (event) => console.log(event.at, event.kind) });
observer.push("client", bytesFromTheClient, 1);
observer.push("server", bytesFromTheServer, 2);
observer.end();

const { advertised, effective, relayToSmb } = judge(observer.handshake);
console.log(`advertised: ${advertised.smb2}, effective: ${effective.outcome}, relay: ${relayToSmb.outcome}`);
