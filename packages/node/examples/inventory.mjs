// Puts what servers say of signing beside what an inventory knows. The column `host` is asked.
// usage: node inventory.mjs INVENTORY.csv > enriched.csv
import { createReadStream } from "node:fs";
import { probeHost, targetsOf } from "@countersign/node";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";

const rows = createReadStream(process.argv[2]).pipe(parse({ columns: true, trim: true }));
const enriched = stringify({ header: true });
enriched.pipe(process.stdout);

for await (const row of rows) enriched.write({ ...row, ...(await signingOf(row.host)) });
enriched.end();

async function signingOf(host) {
  const [target] = targetsOf(host);
  const report = await probeHost(target, { challenge: true, smb1: true });
  return {
    smb_signing: report.advertised.smb2 ?? report.advertised.smb1 ?? "",
    smb1: report.advertised.smb1 ?? "",
    relay_to_smb: report.relayToSmb.outcome,
    reported_name: report.names.dnsName ?? report.names.netbiosName ?? "",
  };
}
