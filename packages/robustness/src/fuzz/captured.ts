// The committed captures, cut into what each parser reads.
import { readdirSync, readFileSync } from "node:fs";
import { attempt, isDecodeError } from "@countersign/bytes";
import { CaptureReader, type Side as FlowSide, TcpReassembler } from "@countersign/capture";
import { FrameDecoder } from "@countersign/framing";
import { findNtlm, readSecurityToken } from "@countersign/handshake";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import { FIXTURES } from "./fixtures.js";

/** Bytes that one side of a conversation sent, in order. */
export interface Piece {
  readonly side: "client" | "server";
  readonly bytes: Uint8Array;
}

/** Every capture file, in the order of their names. */
export function captureFiles(): Uint8Array[] {
  const folder = new URL("captures/", FIXTURES);
  const names = readdirSync(folder).filter((name) => /\.(pcap|pcapng)$/.test(name));
  return names.sort().map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
}

/** Every conversation that carried something. */
export function conversations(): Piece[][] {
  return captureFiles().flatMap(conversationsOf);
}

function conversationsOf(file: Uint8Array): Piece[][] {
  const all: Piece[][] = [];
  const tcp = new TcpReassembler({
    open(flow) {
      flow.user = [];
      all.push(flow.user as Piece[]);
    },
    data(flow, side, bytes, start, end) {
      const client: FlowSide = flow.sideOfSyn ?? 0;
      const piece: Piece = { side: side === client ? "client" : "server", bytes: bytes.slice(start, end) };
      (flow.user as Piece[]).push(piece);
    },
    gap() {},
    close() {},
  });
  const reader = new CaptureReader(tcp);
  reader.push(file);
  reader.end();
  tcp.end();
  return all;
}

/** SMB messages of both protocols, without their frames. */
export function messages(): Uint8Array[] {
  return conversations().flatMap((pieces) => [
    ...messagesOf(pieces, "client"),
    ...messagesOf(pieces, "server"),
  ]);
}

function messagesOf(pieces: readonly Piece[], side: Piece["side"]): Uint8Array[] {
  const decoder = new FrameDecoder({ resynchronise: true });
  for (const piece of pieces) if (piece.side === side) decoder.push(piece.bytes);
  const found: Uint8Array[] = [];
  for (let frame = decoder.next(); frame !== undefined; frame = decoder.next())
    if (frame.kind === "sessionMessage") found.push(frame.message);
  return found;
}

/** Security buffers of either protocol. */
export function securityBuffers(): Uint8Array[] {
  return messages().flatMap((bytes) => {
    const decode = bytes[0] === 0xff ? smb1.decodeMessage : smb2.decodeMessage;
    const m = attempt<{ body?: unknown }>(() => decode(bytes) as { body?: unknown });
    if (isDecodeError(m)) return [];
    const body = (m.body ?? {}) as { securityBuffer?: Uint8Array; securityBlob?: Uint8Array };
    const buffer = body.securityBuffer ?? body.securityBlob;
    return buffer !== undefined && buffer.length > 0 ? [buffer] : [];
  });
}

/** NTLMSSP messages, also of other carriers than SMB. */
export function ntlmMessages(): Uint8Array[] {
  const inSmb = securityBuffers().flatMap((buffer) => readSecurityToken(buffer).ntlm ?? []);
  const inOthers = conversations().flatMap((pieces) => pieces.flatMap(({ bytes }) => findNtlm(bytes) ?? []));
  return [...inSmb, ...inOthers];
}
