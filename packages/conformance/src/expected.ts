// The shape of a *.expected.json file: what tshark says of one capture, as fixtures/recorder/reduce.py arranges it.
// Fields that tshark did not show are null or left out. Hex strings are lower case; flag words are 0x-prefixed.

/** One *.expected.json file. */
export interface ExpectedCapture {
  schema: 1;
  /** tshark's version and the options it ran with. */
  source: string;
  file: {
    name: string;
    sha256: string;
    bytes: number;
    fileType: string | null;
    encapsulation: string | null;
    /** A decimal number. */
    packets: string | null;
    snaplen: string | null;
    /** Such as "microseconds (6)". */
    timePrecision: string | null;
  };
  /** What tshark wrote to stderr. */
  notes: string[];
  streams: ExpectedStream[];
  keys: { frame: number; sessionBaseKey: string; sessionKey: string; password: string }[];
}

/** One TCP conversation. Frames are numbered from 1. */
export interface ExpectedStream {
  stream: number;
  client: { ip: string; port: number };
  server: { ip: string; port: number };
  firstFrame: number;
  /** Seconds since 1970 with nine decimals; absent from files that an older recorder wrote. */
  firstTime?: string;
  sawSyn: boolean;
  packets: number;
  /** Outermost first; of the first packet. */
  vlan?: number[];
  netbiosSession?: {
    requestFrame: number;
    called?: string;
    calling?: string;
    responseFrame?: number;
    result?: "positive" | "negative";
    errorCode?: string;
  };
  tcpAnalysis?: Record<string, number>;
  /** tshark's protocol names, in the order in which they first showed. */
  carriers: string[];
  negotiates: ExpectedNegotiate[];
  smb1?: { sessionSetups: ExpectedSmb1SessionSetup[]; pdus: ExpectedSmb1Pdu[] };
  smb2?: { sessionSetups: ExpectedSmb2SessionSetup[]; treeConnects: unknown[]; pdus: ExpectedSmb2Pdu[] };
  ntlm: ExpectedNtlm[];
  /** The same facts once more, per stream; nothing here reads it. */
  summary: unknown;
  signatures?: unknown;
}

export interface ExpectedNegotiate {
  request: ExpectedNegotiateRequest | null;
  response: ExpectedNegotiateResponse | null;
}

export interface ExpectedNegotiateRequest {
  frame: number;
  protocol: "SMB1" | "SMB2";
  /** SMB2: "0x0311"; SMB1: the names as sent. */
  dialects: string[];
  securityMode?: ExpectedSecurityMode;
  capabilities?: { raw: string; names: string[] };
  clientGuid?: string;
  contexts?: ExpectedContext[];
  flags2?: string;
  extendedSecurity?: boolean;
}

export interface ExpectedNegotiateResponse {
  frame: number;
  protocol: "SMB1" | "SMB2";
  status?: string;
  /** SMB2: "0x0311"; SMB1: the name that `dialectIndex` points at. */
  dialect?: string;
  securityMode?: ExpectedSecurityMode | null;
  /** SMB1 has the flag word alone. */
  capabilities?: { raw: string; names: string[] } | string | null;
  serverGuid?: string | null;
  /** SMB2: the FILETIME as a decimal number; SMB1: tshark's text alone. */
  systemTime?: ExpectedFiletime | string | null;
  contexts?: ExpectedContext[];
  spnego?: ExpectedSpnego | null;
  // SMB1 only
  dialectIndex?: number | null;
  /** 8 bytes in hex: the challenge of a server without extended security. */
  challenge?: string | null;
}

export interface ExpectedSecurityMode {
  raw: string;
  enabled: boolean;
  required: boolean;
  // SMB1 only
  userLevel?: boolean;
  encryptPasswords?: boolean;
}

interface ExpectedFiletime {
  raw: string;
  text: string;
}

export interface ExpectedContext {
  /** "0x0001" */
  id: string;
  name: string;
  dataLength?: number;
  hashAlgorithms?: ExpectedCode[];
  ciphers?: ExpectedCode[];
  signingAlgorithms?: ExpectedCode[];
  compression?: ExpectedCode[];
  netname?: string;
  salt?: string;
}

export interface ExpectedCode {
  id: string;
  name: string;
}

export interface ExpectedSpnego {
  token?: "init" | "resp";
  mechTypes?: string[];
  kerberos?: { tokenId?: string; oid?: string };
}

export interface ExpectedSmb2SessionSetup {
  messageId: string;
  request: {
    frame: number;
    /** Absent where the snap length cut it off. */
    sessionId?: string;
    binding?: boolean;
    previousSessionId?: string;
    securityMode?: ExpectedSecurityMode;
    spnego?: ExpectedSpnego;
    ntlmType?: number;
  } | null;
  response: {
    frame: number;
    status: string;
    sessionId?: string;
    sessionFlags?: { raw: string };
    spnego?: ExpectedSpnego;
    ntlmType?: number;
  } | null;
}

export interface ExpectedSmb1SessionSetup {
  mid: number;
  request: {
    frame: number;
    uid?: number;
    /** Set where the request has no security blob: what its two responses are. */
    ntlmVersion?: ExpectedNtlmVersion;
    account?: string;
    primaryDomain?: string;
    ansiPassword?: string;
    unicodePassword?: string;
    spnego?: ExpectedSpnego;
    ntlmType?: number;
  } | null;
  response: {
    frame: number;
    uid?: number;
    /** "0x…", or "DOS class/code". */
    status: string;
    guest?: boolean;
    spnego?: ExpectedSpnego;
    ntlmType?: number;
  } | null;
}

/** One SMB2 message, or one transform whose inside tshark cannot see. */
export interface ExpectedSmb2Pdu {
  frame: number;
  dir: "c2s" | "s2c";
  transform?: "encrypted" | "compressed";
  /** The command's name, or its number where tshark's list ends. */
  cmd?: string | number;
  response?: boolean;
  /** A decimal number. */
  messageId?: string;
  sessionId?: string;
  status?: string;
  signed?: boolean;
  signature?: string;
  /** RELATED_OPERATIONS. */
  chained?: boolean;
  async?: boolean;
}

interface ExpectedSmb1Pdu {
  frame: number;
  dir: "c2s" | "s2c";
  cmd: string;
  response: boolean;
  uid: number;
  status?: string;
  flags2: string;
  securitySignature: boolean;
  signature: string;
}

type ExpectedNtlmVersion = "v2" | "v1" | "v1-ess" | "anonymous" | "lm-only" | "other";

/** One NTLMSSP message. */
export interface ExpectedNtlm {
  frame: number;
  dir: "c2s" | "s2c";
  type: number;
  /** tshark's name of the nearest enclosing protocol that is neither GSS-API nor SPNEGO. */
  carrier?: string;
  spnego: boolean;
  flags?: string;
  domain?: string;
  user?: string;
  workstation?: string;
  targetName?: string;
  serverChallenge?: string;
  targetInfo?: ExpectedAvPair[];
  lmResponse?: string;
  ntResponse?: string;
  ntlmVersion?: ExpectedNtlmVersion;
  sessionKey?: string;
  mic?: string;
  v2?: {
    ntProofStr: string;
    time: ExpectedFiletime | null;
    clientChallenge: string;
    avPairs: ExpectedAvPair[];
    avFlagsSayMic: boolean;
  };
  version?: { major: number; minor: number; build: number; revision: number } | null;
}

export interface ExpectedAvPair {
  id: number;
  name: string;
  length: number;
  /** Text, and MsvAvFlags as "0x00000002". */
  value?: string;
  /** MsvAvTimestamp, as a decimal number. */
  filetime?: string;
  hex?: string;
}
