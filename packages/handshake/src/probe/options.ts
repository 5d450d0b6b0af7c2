// What a probe asks and how, with what holds where nothing is said.
import { Dialect } from "@countersign/smb2";

/** Every SMB2 dialect, ascending. */
export const SMB2_DIALECTS: readonly Dialect[] = [
  Dialect.SMB_2_0_2,
  Dialect.SMB_2_1,
  Dialect.SMB_3_0,
  Dialect.SMB_3_0_2,
  Dialect.SMB_3_1_1,
];

const MAX_MESSAGE_LENGTH = 64 * 1024;
const MAX_FRAMES = 16;

/** What a {@link SigningProbe} asks, and how. */
export interface SigningProbeOptions {
  /** Answers so many random bytes: a ClientGuid, and a salt for each offer of 3.1.1. */
  random: (length: number) => Uint8Array;
  /** The SMB2 dialects to offer, all of them by default; none leaves SMB2 out. */
  dialects?: readonly Dialect[];
  /** Also asks for each of `dialects` alone, a connection each. Default: false. */
  allDialects?: boolean;
  /** Also opens as clients do that speak both protocols, in SMB1 with SMB2 by name. Default: false. */
  multiProtocol?: boolean;
  /** Also asks for SMB1 alone, "NT LM 0.12". Default: false. */
  smb1?: boolean;
  /** Goes on to SESSION_SETUP with an NTLM NEGOTIATE, for the names and the version in the CHALLENGE. Default: false. */
  challenge?: boolean;
  /** The server's name, sent in the NETNAME context of an offer of 3.1.1; without it there is no such context. */
  serverName?: string;
  /** `netbios-session` opens each connection with a session request, as port 139 wants it. Default: direct-tcp. */
  transport?: "direct-tcp" | "netbios-session";
  /** NetBIOS names to call the server by, at most 15 characters, until one is taken. Default: "*SMBSERVER" alone. */
  calledNames?: readonly string[];
  /** What to call ourselves there. Default: "COUNTERSIGN". */
  callingName?: string;
  /** Bytes: a longer message ends its connection with the outcome `limit`. Default: 64 KiB. */
  maxMessageLength?: number;
  /** Frames of one connection, keep-alives and interim answers among them; one more is `limit`. Default: 16. */
  maxFrames?: number;
}

export type ProbeSettings = Required<Omit<SigningProbeOptions, "serverName">> & {
  serverName: string | undefined;
};

export function settingsOf(options: SigningProbeOptions): ProbeSettings {
  return {
    random: options.random,
    dialects: options.dialects ?? SMB2_DIALECTS,
    allDialects: options.allDialects ?? false,
    multiProtocol: options.multiProtocol ?? false,
    smb1: options.smb1 ?? false,
    challenge: options.challenge ?? false,
    serverName: options.serverName,
    transport: options.transport ?? "direct-tcp",
    calledNames: options.calledNames ?? ["*SMBSERVER"],
    callingName: options.callingName ?? "COUNTERSIGN",
    maxMessageLength: options.maxMessageLength ?? MAX_MESSAGE_LENGTH,
    maxFrames: options.maxFrames ?? MAX_FRAMES,
  };
}
