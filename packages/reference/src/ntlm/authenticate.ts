// [MS-NLMP] 2.2.1.3 AUTHENTICATE_MESSAGE. The oldest senders stop after WorkstationFields.
import type { Authenticate } from "@countersign/ntlmssp";
import { concat, zeros } from "../bytes.js";
import { bytes, structure, u32 } from "../structure.js";
import {
  decodePayload,
  decodePayloadFields,
  decodeText,
  encodePayload,
  encodeText,
  hasSlot,
  type PayloadFields,
} from "./fields.js";
import { messageType, signature } from "./start.js";
import { decodeVersion, encodeVersion } from "./version.js";

const SESSION_KEY_AND_FLAGS = { start: 52, end: 64 };
const VERSION = { start: 64, end: 72 };
const MIC = { start: 72, end: 88 };

const message = structure("AUTHENTICATE_MESSAGE", {
  signature,
  messageType: messageType.authenticate,
  lmChallengeResponseFields: bytes(8),
  ntChallengeResponseFields: bytes(8),
  domainNameFields: bytes(8),
  userNameFields: bytes(8),
  workstationFields: bytes(8),
});

const sessionKeyAndFlags = structure("AUTHENTICATE_MESSAGE", {
  encryptedRandomSessionKeyFields: bytes(8),
  negotiateFlags: u32,
});

const micSlot = structure("AUTHENTICATE_MESSAGE", { mic: bytes(16) });

export function decodeAuthenticate(input: Uint8Array): Authenticate {
  const fixed = message.decode(input);
  const lm = decodePayloadFields(fixed.lmChallengeResponseFields);
  const nt = decodePayloadFields(fixed.ntChallengeResponseFields);
  const domainName = decodePayloadFields(fixed.domainNameFields);
  const userName = decodePayloadFields(fixed.userNameFields);
  const workstation = decodePayloadFields(fixed.workstationFields);
  const slots = decodeSlots(input, [lm, nt, domainName, userName, workstation]);
  const value = (fields: PayloadFields, name: string) => decodePayload(input, fields, slots.end, name);
  const text = (fields: PayloadFields, name: string) =>
    decodeText(value(fields, name), slots.negotiateFlags ?? 0, name);
  return {
    kind: "authenticate",
    lmChallengeResponse: value(lm, "LmChallengeResponse"),
    ntChallengeResponse: value(nt, "NtChallengeResponse"),
    domainName: text(domainName, "DomainName"),
    userName: text(userName, "UserName"),
    workstation: text(workstation, "Workstation"),
    encryptedRandomSessionKey: slots.sessionKey && value(slots.sessionKey, "EncryptedRandomSessionKey"),
    negotiateFlags: slots.negotiateFlags,
    version: slots.version,
    mic: slots.mic,
  };
}

interface Slots {
  sessionKey: PayloadFields | undefined;
  negotiateFlags: number | undefined;
  version: Authenticate["version"];
  mic: Uint8Array | undefined;
  /** Where the fixed part ends. */
  end: number;
}

function decodeSlots(input: Uint8Array, fields: PayloadFields[]): Slots {
  const slots: Slots = {
    sessionKey: undefined,
    negotiateFlags: undefined,
    version: undefined,
    mic: undefined,
    end: SESSION_KEY_AND_FLAGS.start,
  };
  if (!hasSlot(input, fields, SESSION_KEY_AND_FLAGS)) return slots;
  const keyAndFlags = sessionKeyAndFlags.decode(input.subarray(SESSION_KEY_AND_FLAGS.start));
  const sessionKey = decodePayloadFields(keyAndFlags.encryptedRandomSessionKeyFields);
  const withKey = {
    ...slots,
    sessionKey,
    negotiateFlags: keyAndFlags.negotiateFlags,
    end: SESSION_KEY_AND_FLAGS.end,
  };
  if (!hasSlot(input, [...fields, sessionKey], VERSION)) return withKey;
  const withVersion = { ...withKey, version: decodeVersion(input.subarray(VERSION.start)), end: VERSION.end };
  if (!hasSlot(input, [...fields, sessionKey], MIC)) return withVersion;
  return { ...withVersion, mic: micSlot.decode(input.subarray(MIC.start)).mic, end: MIC.end };
}

export function encodeAuthenticate(m: Authenticate): Uint8Array {
  const { negotiateFlags, encryptedRandomSessionKey, version, mic } = m;
  checkSlots(m);
  const slots = concat(version ? encodeVersion(version) : zeros(0), mic ?? zeros(0));
  const end = negotiateFlags === undefined ? SESSION_KEY_AND_FLAGS.start : VERSION.start + slots.length;
  const text = (value: string) => encodeText(value, negotiateFlags ?? 0);
  const { fields, payload } = encodePayload(
    {
      // Windows places them in this order (4.2).
      domainNameFields: text(m.domainName),
      userNameFields: text(m.userName),
      workstationFields: text(m.workstation),
      lmChallengeResponseFields: { bytes: m.lmChallengeResponse, alignment: 1 },
      ntChallengeResponseFields: { bytes: m.ntChallengeResponse, alignment: 1 },
      encryptedRandomSessionKeyFields: { bytes: encryptedRandomSessionKey ?? zeros(0), alignment: 1 },
    },
    end,
  );
  const start = message.encode(fields);
  if (negotiateFlags === undefined) return concat(start, payload);
  return concat(start, sessionKeyAndFlags.encode({ ...fields, negotiateFlags }), slots, payload);
}

function checkSlots({ encryptedRandomSessionKey, negotiateFlags, version, mic }: Authenticate): void {
  const hasFlags = negotiateFlags !== undefined;
  if (hasFlags !== (encryptedRandomSessionKey !== undefined))
    throw new RangeError("EncryptedRandomSessionKey and NegotiateFlags come together");
  if (version && !hasFlags) throw new RangeError("a Version needs NegotiateFlags before it");
  if (mic && !version) throw new RangeError("a MIC needs a Version before it");
  if (mic && mic.length !== 16) throw new RangeError("a MIC has 16 bytes");
}
