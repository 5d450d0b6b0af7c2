// One probe, and what its report says. usage: node probe.mjs TARGET
import { probeHost, targetsOf } from "@countersign/node";

const [target] = targetsOf(process.argv[2]);
const { names, advertised, dialects, relayToSmb, probe } = await probeHost(target, {
  smb1: true,
  challenge: true,
});

console.log(`name: ${names.netbiosName ?? "not told"}, dialects: ${dialects.join(", ")}`);
console.log(`advertised: SMB1 ${advertised.smb1 ?? "not asked for"}, SMB2 ${advertised.smb2}`);
console.log(`relay to SMB: ${relayToSmb.outcome}`);
for (const { code, field, value } of relayToSmb.because)
  console.log(`  ${code}${field === undefined ? "" : `, for ${field} is ${value}`}`);
for (const { question, outcome } of probe) console.log(`asked in ${question}: ${outcome}`);
