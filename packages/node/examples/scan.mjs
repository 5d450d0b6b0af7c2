import { scan, targetsOf } from "@countersign/node";

for await (const report of scan(targetsOf(process.argv[2]), { concurrency: 200, challenge: true })) {
  console.log(report.address, report.names.netbiosName, report.advertised.smb2, report.relayToSmb.outcome);
}
