// What people write against the umbrella, with nothing declared but the language itself.
import {
  bytes,
  capture,
  dissect,
  framing,
  guidance,
  handshake,
  inspect,
  ntlmssp,
  type signing,
  smb1,
  smb2,
  spnego,
} from "countersign";

export function securityMode(wire: Uint8Array): smb2.SecurityMode | undefined {
  const message = smb2.decodeMessage(wire);
  if (message.kind !== "negotiateResponse") return undefined;
  for (const context of message.body.negotiateContextList) {
    if (context.kind === "signing") context.signingAlgorithms satisfies readonly smb2.SigningAlgorithm[];
  }
  return message.body.securityMode;
}

export function challengeFlags(token: Uint8Array): string[] {
  const message = ntlmssp.decodeMessage(token);
  return message.kind === "challenge" ? bytes.flagNames(message.negotiateFlags, ntlmssp.NegotiateFlags) : [];
}

export function verdicts(chunks: Iterable<Uint8Array>): signing.RelayOutcome[] {
  const outcomes: signing.RelayOutcome[] = [];
  for (const report of inspect.inspectCaptureSync(chunks)) {
    if (report.kind === "handshake") outcomes.push(report.signing.relayToSmb.outcome);
  }
  return outcomes;
}

export function firstStep(): handshake.ProbeStep {
  return new handshake.SigningProbe({ random: (length) => new Uint8Array(length) }).next();
}

export function fails(wire: Uint8Array): string | undefined {
  try {
    smb1.decodeMessage(wire);
    spnego.decodeToken(wire);
    return undefined;
  } catch (error) {
    return bytes.isDecodeError(error) ? error.field : undefined;
  }
}

// @ts-expect-error Tables of flags do not mix.
export const mixed: smb2.SecurityMode = ntlmssp.NegotiateFlags.NEGOTIATE_SIGN;

export const others: readonly unknown[] = [capture, dissect, framing, guidance];
