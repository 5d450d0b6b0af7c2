import { advise, deriveFindings, describeReference } from "@countersign/guidance";
import { advertisedSmb2, joinHost } from "@countersign/signing";

const host = joinHost({ smb2: [advertisedSmb2({ dialect: 0x0311, securityMode: 0x01, packet: 6 })] });

for (const finding of deriveFindings(host)) {
  const advice = advise(finding);
  console.log(`${finding.severity}: ${advice.title}`);
  console.log(advice.reasons[0]);
  console.log(advice.remediation[0]?.powershell[0]);
  console.log(describeReference(advice.references[0]!));
}
