// Peers made of recorded answers, and of what was never recorded.
import { encodeFrame, FrameDecoder } from "@countersign/framing";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import { streamsOf } from "@countersign/testkit";
import type { Peer, Reply } from "./drive.js";

/** The frames that the server of a recorded connection sent. */
function recordedFrames(capture: string, stream = 0): Uint8Array[] {
  const { pieces, clientSide } = streamsOf(`captures/${capture}`)[stream]!;
  const decoder = new FrameDecoder();
  for (const { side, bytes } of pieces) if (side !== clientSide) decoder.push(bytes);
  const frames: Uint8Array[] = [];
  for (let frame = decoder.next(); frame !== undefined; frame = decoder.next())
    frames.push(encodeFrame(frame));
  return frames;
}

const first = (capture: string, stream = 0) => recordedFrames(capture, stream)[0]!;

/** Answers to NEGOTIATE, none of which requires signing but the last. */
export const recorded = {
  smb202: first("d24-impacket-dialects.pcap", 0),
  smb210: first("d24-impacket-dialects.pcap", 1),
  smb300: first("d24-impacket-dialects.pcap", 2),
  smb302: first("d22-nano-pcapng.pcapng"),
  smb311: first("d24-impacket-dialects.pcap", 3),
  wildcard: first("d01-smb311-default.pcap"),
  smb1: first("d09-smb1-plain-ntlmv1.pcap"),
  smb1Required: first("d08-smb1-spnego-required.pcap"),
  smb1Refused: first("d23-nmap-required.pcap", 3),
  smb311Required: first("d23-nmap-required.pcap", 0),
  /** Of an AD domain controller. */
  challenge: recordedFrames("d26-ad-ntlm.pcap").find((frame) => frame[16] === smb2.Command.SESSION_SETUP)!,
};

const BY_DIALECT: ReadonlyMap<number, Uint8Array> = new Map([
  [smb2.Dialect.SMB_2_0_2, recorded.smb202],
  [smb2.Dialect.SMB_2_1, recorded.smb210],
  [smb2.Dialect.SMB_3_0, recorded.smb300],
  [smb2.Dialect.SMB_3_0_2, recorded.smb302],
  [smb2.Dialect.SMB_3_1_1, recorded.smb311],
]);

export function framed(message: Uint8Array): Uint8Array {
  return encodeFrame({ kind: "sessionMessage", message });
}

/** An SMB2 error of one status. */
export function errorAnswer(status: number, command = smb2.Command.NEGOTIATE): Uint8Array {
  const header = {
    ...smb2.decodeHeader(recorded.smb202.subarray(4)),
    status: status as smb2.Status,
    command,
  };
  const body = { errorContextCount: 0, errorData: new Uint8Array(0) };
  return framed(smb2.encodeMessage({ kind: "errorResponse", header, body }));
}

/** A SESSION_SETUP answer with any security buffer. */
export function sessionSetupAnswer(securityBuffer: Uint8Array): Uint8Array {
  const m = smb2.decodeMessage(recorded.challenge.subarray(4)) as smb2.Message & {
    kind: "sessionSetupResponse";
  };
  return framed(smb2.encodeMessage({ ...m, body: { ...m.body, securityBuffer } }));
}

export interface ServerTraits {
  /** The dialects that it speaks, all by default. */
  speaks?: (dialect: number) => boolean;
  /** What it does when SMB1 is asked for alone. */
  smb1?: Reply;
  /** What it does when SMB2 is offered by name. */
  opening?: Reply;
  refusal?: Reply;
  sessionSetup?: Reply;
}

/** A server that takes the highest dialect offered that it speaks. */
export function server(traits: ServerTraits = {}): Peer {
  return { answer: (frame) => [answerTo(frame.subarray(4), traits)] };
}

function answerTo(message: Uint8Array, traits: ServerTraits): Reply {
  const { speaks = () => true, opening = recorded.wildcard } = traits;
  if (message[0] === 0xff) {
    const request = smb1.decodeMessage(message);
    const offersSmb2 = request.kind === "negotiateRequest" && request.body.dialects.includes("SMB 2.???");
    return offersSmb2 ? opening : (traits.smb1 ?? recorded.smb1Refused);
  }
  const request = smb2.decodeMessage(message);
  if (request.kind !== "negotiateRequest")
    return traits.sessionSetup ?? withMessageId(recorded.challenge, message);
  const chosen = request.body.dialects.filter(speaks).at(-1);
  return chosen === undefined
    ? (traits.refusal ?? errorAnswer(smb2.Status.NOT_SUPPORTED))
    : BY_DIALECT.get(chosen)!;
}

function withMessageId(answer: Uint8Array, request: Uint8Array): Uint8Array {
  const changed = answer.slice();
  changed.set(request.subarray(24, 32), 4 + 24);
  return changed;
}
