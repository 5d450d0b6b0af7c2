import { advertisedSmb2, effectiveSigning, reasonMeanings, relayExposure } from "@countersign/signing";

const server = advertisedSmb2({ status: 0, dialect: 0x0311, securityMode: 0x01 });
const pair = { protocol: "smb2", client: "required", server: server.policy, session: "user" } as const;
const relay = relayExposure({ target: "smb2", server: { signing: server } });

console.log(`advertised: ${server.policy}`);
console.log(`with a client that requires signing: ${effectiveSigning(pair).outcome}`);
console.log(`relay: ${relay.outcome}, for: ${reasonMeanings[relay.because[0]!.code]}`);
console.log(`not observable: ${relay.notObservable.join(", ")}`);
