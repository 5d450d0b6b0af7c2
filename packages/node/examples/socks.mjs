// A probe through a SOCKS5 proxy: a transport is one function. usage: node socks.mjs PROXY_HOST:PORT TARGET
import { connectionOf, probeHost, targetsOf } from "@countersign/node";
import { SocksClient } from "socks";

const [proxy, target] = process.argv.slice(2).map((text) => [...targetsOf(text)][0]);

/** What the proxy says of a target that it cannot reach is one error of many words: the probe calls it unreachable. */
async function throughProxy({ host, port }) {
  const { socket } = await SocksClient.createConnection({
    proxy: { ...proxy, type: 5 },
    command: "connect",
    destination: { host, port },
  });
  return connectionOf(socket);
}

const report = await probeHost(target, { transport: throughProxy });
console.log(`${target.host}: SMB2 ${report.advertised.smb2}, relay to SMB ${report.relayToSmb.outcome}`);
