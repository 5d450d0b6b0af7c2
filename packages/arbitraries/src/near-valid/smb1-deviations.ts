// SMB1 messages that decode, and have what [MS-CIFS] or [MS-SMB] forbids.
import { Action, Flags2, type Header, type Message } from "@countersign/smb1";
import {
  coreResponse,
  extendedResponse,
  extendedSetup,
  lanManResponse,
  type NtResponse,
  negotiateRequest,
  ntResponse,
  type SetupRequest,
  setupResponse,
  treeConnect,
} from "../conforming/smb1.js";
import type { Sizes } from "../sizes.js";
import { deviating, deviatingBytes, type Rule } from "./rule.js";

const RESPONSE = "Smb1NegotiateResponse";
const SETUP = "Smb1SessionSetupRequest";

export function smb1DeviationRules(sizes: Sizes): Rule<Message>[] {
  return [...headerRules(sizes), ...negotiateRules(sizes), ...stringRules(sizes), ...setupRules(sizes)];
}

function headerRules(sizes: Sizes): Rule<Message>[] {
  const from = extendedSetup(sizes);
  const header =
    <M extends Message>(change: (before: Header, amount: number) => Partial<Header>) =>
    (m: M, amount: number): M => ({ ...m, header: { ...m.header, ...change(m.header, amount) } });
  const features = "Smb1Header.securityFeatures";
  return [
    deviatingBytes("reserved-not-zero", from, "Smb1Header.reserved", (draft, amount) =>
      draft.set("Smb1Header.reserved", amount | 1),
    ),
    deviating(
      "unknown-flags2",
      from,
      "Smb1Header.flags2",
      header(({ flags2 }) => ({ flags2: flags2 | 0x20 })),
    ),
    deviating(
      "signature-without-flag",
      from,
      features,
      header((_before, amount) => ({ securityFeatures: new Uint8Array(8).fill(1 + (amount % 0xff)) })),
    ),
    deviating(
      "flag-without-signature",
      treeConnect(),
      features,
      header(({ flags2 }) => ({ flags2: flags2 | Flags2.SECURITY_SIGNATURE })),
    ),
  ];
}

function negotiateRules(sizes: Sizes): Rule<Message>[] {
  const request = negotiateRequest();
  const nt = ntResponse();
  const mode = `${RESPONSE}.securityMode`;
  const withBody =
    (change: Partial<NtResponse["body"]>) =>
    (m: NtResponse): NtResponse => ({
      ...m,
      body: { ...m.body, ...change },
    });
  return [
    deviating("no-dialects", request, "Smb1NegotiateRequest.byteCount", (m) => ({
      ...m,
      body: { dialects: [] },
    })),
    deviating(
      "unnamed-dialect",
      request,
      "Smb1NegotiateRequest.bufferFormat",
      (m) => ({ ...m, body: { dialects: [...m.body.dialects, ""] } }),
      { nth: -1 },
    ),
    deviating("required-without-enabled", nt, mode, withBody({ securityMode: 0x0b })),
    deviating("unknown-security-mode-bits", nt, mode, withBody({ securityMode: 0x17 })),
    deviating(
      "challenge-length",
      nt,
      `${RESPONSE}.challengeLength`,
      withBody({ challenge: new Uint8Array(7) }),
    ),
    deviatingBytes("challenge-counted", extendedResponse(sizes), `${RESPONSE}.challengeLength`, (draft) =>
      draft.set(`${RESPONSE}.challengeLength`, 8),
    ),
    deviatingBytes("key-not-counted", lanManResponse(), `${RESPONSE}.encryptionKeyLength`, (draft) =>
      draft.set(`${RESPONSE}.encryptionKeyLength`, 0),
    ),
    deviatingBytes(
      "surplus-data",
      coreResponse(),
      `${RESPONSE}.surplus`,
      (draft, amount) => {
        const extra = 1 + (amount % 8);
        draft.set(`${RESPONSE}.byteCount`, extra);
        draft.insert(new Array<number>(extra).fill(0));
      },
      { at: (draft) => draft.place(`${RESPONSE}.bytes`).offset },
    ),
    deviatingBytes(
      "bytes-after-blocks",
      request,
      "Smb1NegotiateRequest.tail",
      (draft, amount) => draft.insert(new Array<number>(1 + (amount % 8)).fill(0)),
      {
        at: (draft) => {
          const { offset, length } = draft.place("Smb1NegotiateRequest.bytes");
          return offset + length;
        },
      },
    ),
  ];
}

function stringRules(sizes: Sizes): Rule<Message>[] {
  const end = { at: (draft: { bytes: Uint8Array }) => draft.bytes.length };
  // From the SMB header on it ends at an odd offset, so that a byte of padding follows.
  const padded = extendedSetup(sizes).map(
    (m): SetupRequest => ({ ...m, body: { ...m.body, securityBlob: new Uint8Array(16) } }),
  );
  return [
    deviating(
      "string-missing",
      extendedSetup(sizes),
      `${SETUP}.bytes`,
      (m) => ({ ...m, body: { ...m.body, nativeLanMan: undefined, primaryDomain: undefined } }),
      end,
    ),
    deviatingBytes(
      "nul-missing",
      negotiateRequest(),
      "Smb1NegotiateRequest.bytes",
      (draft) => {
        draft.cut(draft.bytes.length - 1);
        draft.set("Smb1NegotiateRequest.byteCount", draft.get("Smb1NegotiateRequest.byteCount") - 1);
      },
      end,
    ),
    deviatingBytes("padding-not-zero", padded, `${SETUP}.pad`, (draft, amount) =>
      draft.set(`${SETUP}.pad`, 1 + (amount % 0xff)),
    ),
  ];
}

function setupRules(sizes: Sizes): Rule<Message>[] {
  return [
    deviating("follow-on-missing", extendedSetup(sizes), `${SETUP}.andXOffset`, (m) => ({
      ...m,
      body: { ...m.body, andX: { command: 0x75, blocks: new Uint8Array() } },
    })),
    deviating("lan-man-key", setupResponse(sizes), "Smb1SessionSetupResponse.action", (m) => ({
      ...m,
      body: { ...m.body, action: Action.USE_LANMAN_KEY },
    })),
  ];
}
