import { encodeFrame, type NetbiosName } from "@countersign/framing";
import fc from "fast-check";
import type { Sizes } from "../sizes.js";
import type { StreamPiece } from "./pieces.js";
import { smb1Handshakes } from "./smb1-handshakes.js";
import { smb2Handshakes } from "./smb2-handshakes.js";

/**
 * Both sides' bytes of a connection from its first one to the end of a logon, a frame each, in the order in which they
 * are sent. SMB1; or SMB2 at 3.1.1 or an older dialect, opened by SMB1 or not, the logon accepted or not. NTLM is
 * wrapped in SPNEGO or bare; a NetBIOS session comes first, or not.
 */
export function handshakes(sizes: Sizes = {}): fc.Arbitrary<StreamPiece[]> {
  const direct = fc.oneof(
    { weight: 3, arbitrary: smb2Handshakes(sizes) },
    { weight: 1, arbitrary: smb1Handshakes(sizes) },
  );
  return fc
    .tuple(fc.boolean(), direct)
    .map(([isNetbios, pieces]) => (isNetbios ? [...SESSION, ...pieces] : pieces));
}

const CALLED: NetbiosName = { name: "*SMBSERVER", suffix: 0x20, scope: [] };
const CALLING: NetbiosName = { name: "FJORD01", suffix: 0x00, scope: [] };
const SESSION: readonly StreamPiece[] = [
  {
    side: "client",
    bytes: encodeFrame({ kind: "sessionRequest", calledName: CALLED, callingName: CALLING }),
  },
  { side: "server", bytes: encodeFrame({ kind: "positiveSessionResponse" }) },
];
