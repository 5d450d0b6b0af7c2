import { bytes, ntlmssp, signing, smb2, spnego } from "countersign";

const negotiate = ntlmssp.encodeMessage({
  kind: "negotiate",
  negotiateFlags: ntlmssp.NegotiateFlags.NEGOTIATE_UNICODE | ntlmssp.NegotiateFlags.NEGOTIATE_SIGN,
  domainName: "",
  workstationName: "",
  version: undefined,
});
const token = spnego.decodeToken(negotiate);
console.log(token.kind, bytes.toHex(negotiate.subarray(0, 8)));
console.log(
  signing.advertisedSmb2({ dialect: 0x0311, securityMode: smb2.SecurityMode.SIGNING_REQUIRED }).policy,
);
