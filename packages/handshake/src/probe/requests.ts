// The messages that a probe sends. There is no AUTHENTICATE among them, and nothing that makes one.
import { encodeFrame } from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";

/** In NEGOTIATE and SESSION_SETUP alike: a client that asks for nothing. */
const SECURITY_MODE = smb2.SecurityMode.SIGNING_ENABLED;
/** [MS-SMB2] 2.2.3.1.1: Windows sends as many. */
const SALT_SIZE = 32;
/** RFC 1001 14.1, 16th byte of a name: a file server's, and a workstation's. */
const FILE_SERVER = 0x20;
const WORKSTATION = 0x00;

/** RFC 1002 4.3.2, framed. */
export function sessionRequest(called: string, calling: string): Uint8Array {
  return encodeFrame({
    kind: "sessionRequest",
    calledName: { name: called, suffix: FILE_SERVER, scope: [] },
    callingName: { name: calling, suffix: WORKSTATION, scope: [] },
  });
}

/** [MS-CIFS] 2.2.4.52.1, framed. */
export function smb1Negotiate(dialects: string[]): Uint8Array {
  const { LONG_NAMES, IS_LONG_NAME, EXTENDED_SECURITY, NT_STATUS, UNICODE } = smb1.Flags2;
  const header: smb1.Header = {
    command: smb1.Command.NEGOTIATE,
    status: smb1.Status.SUCCESS,
    flags: smb1.Flags.CASE_INSENSITIVE | smb1.Flags.CANONICALIZED_PATHS,
    flags2: LONG_NAMES | IS_LONG_NAME | EXTENDED_SECURITY | NT_STATUS | UNICODE,
    pidHigh: 0,
    securityFeatures: new Uint8Array(8),
    tid: 0,
    pidLow: 0,
    uid: 0,
    mid: 0,
  };
  return framed(smb1.encodeMessage({ kind: "negotiateRequest", header, body: { dialects } }));
}

export interface Smb2Offer {
  dialects: smb2.Dialect[];
  /** 16 bytes. */
  clientGuid: Uint8Array;
  serverName: string | undefined;
  random: (length: number) => Uint8Array;
}

/** [MS-SMB2] 2.2.3, framed. `messageId` is 1 after an SMB1 opening (3.2.5.2), else 0. */
export function smb2Negotiate(offer: Smb2Offer, messageId: bigint): Uint8Array {
  const { dialects, clientGuid } = offer;
  const has3 = dialects.some((dialect) => dialect >= smb2.Dialect.SMB_3_0);
  const body: smb2.NegotiateRequest = {
    securityMode: SECURITY_MODE,
    // A server of 3.0 or 3.0.2 tells of its encryption only a client that has it.
    capabilities: has3 ? smb2.Capabilities.ENCRYPTION : (0 as smb2.Capabilities),
    clientGuid,
    clientStartTime: 0n,
    dialects,
    negotiateContextList: dialects.includes(smb2.Dialect.SMB_3_1_1) ? contexts(offer) : [],
  };
  const header = smb2Header(smb2.Command.NEGOTIATE, messageId);
  return framed(smb2.encodeMessage({ kind: "negotiateRequest", header, body }));
}

/** The signing context too: a Samba that signs with GMAC alone refuses an offer without it. */
function contexts({ random, serverName }: Smb2Offer): smb2.NegotiateContext[] {
  const { AES_128_CCM, AES_128_GCM, AES_256_CCM, AES_256_GCM } = smb2.Cipher;
  const { AES_GMAC, AES_CMAC, HMAC_SHA256 } = smb2.SigningAlgorithm;
  return [
    {
      kind: "preauthIntegrity",
      hashAlgorithms: [smb2.HashAlgorithm.SHA_512],
      salt: random(SALT_SIZE),
    },
    { kind: "encryption", ciphers: [AES_128_GCM, AES_128_CCM, AES_256_GCM, AES_256_CCM] },
    { kind: "signing", signingAlgorithms: [AES_GMAC, AES_CMAC, HMAC_SHA256] },
    ...(serverName === undefined ? [] : [{ kind: "netname", netName: serverName } as const]),
  ];
}

/** [MS-SMB2] 2.2.5 with an NTLM NEGOTIATE in SPNEGO, framed: a logon that is never gone on with. */
export function smb2SessionSetup(messageId: bigint): Uint8Array {
  const body: smb2.SessionSetupRequest = {
    flags: 0 as smb2.SessionSetupFlags,
    securityMode: SECURITY_MODE,
    capabilities: 0 as smb2.Capabilities,
    channel: 0,
    previousSessionId: 0n,
    securityBuffer: ntlmOpening(),
  };
  const header = smb2Header(smb2.Command.SESSION_SETUP, messageId);
  return framed(smb2.encodeMessage({ kind: "sessionSetupRequest", header, body }));
}

/** Bit 31 is among them, which `|` would make a negative number of. */
const NTLM_FLAGS = flagsOf([
  ntlmssp.NegotiateFlags.NEGOTIATE_UNICODE,
  ntlmssp.NegotiateFlags.REQUEST_TARGET,
  ntlmssp.NegotiateFlags.NEGOTIATE_SIGN,
  ntlmssp.NegotiateFlags.NEGOTIATE_NTLM,
  ntlmssp.NegotiateFlags.NEGOTIATE_ALWAYS_SIGN,
  ntlmssp.NegotiateFlags.NEGOTIATE_EXTENDED_SESSIONSECURITY,
  // Without it the server need not tell its own version ([MS-NLMP] 2.2.2.5, T).
  ntlmssp.NegotiateFlags.NEGOTIATE_VERSION,
  ntlmssp.NegotiateFlags.NEGOTIATE_128,
  ntlmssp.NegotiateFlags.NEGOTIATE_KEY_EXCH,
  ntlmssp.NegotiateFlags.NEGOTIATE_56,
]);

function ntlmOpening(): Uint8Array {
  const mechToken = ntlmssp.encodeMessage({
    kind: "negotiate",
    negotiateFlags: NTLM_FLAGS,
    domainName: "",
    workstationName: "",
    version: {
      productMajorVersion: 0,
      productMinorVersion: 0,
      productBuild: 0,
      ntlmRevisionCurrent: ntlmssp.NtlmRevision.NTLMSSP_REVISION_W2K3,
    },
  });
  return spnego.encodeToken({
    kind: "negTokenInit",
    framed: true,
    mechTypes: [spnego.MechType.NTLMSSP],
    reqFlags: undefined,
    mechToken,
    mechListMIC: undefined,
    extensions: [],
  });
}

function flagsOf(flags: ntlmssp.NegotiateFlags[]): ntlmssp.NegotiateFlags {
  return (flags.reduce((sum, flag) => sum | flag, 0) >>> 0) as ntlmssp.NegotiateFlags;
}

function smb2Header(command: smb2.Command, messageId: bigint): smb2.Header {
  return {
    creditCharge: 0,
    status: smb2.Status.SUCCESS,
    command,
    credits: 1,
    flags: 0 as smb2.HeaderFlags,
    messageId,
    treeId: 0,
    asyncId: undefined,
    sessionId: 0n,
    signature: new Uint8Array(16),
  };
}

function framed(message: Uint8Array): Uint8Array {
  return encodeFrame({ kind: "sessionMessage", message });
}
