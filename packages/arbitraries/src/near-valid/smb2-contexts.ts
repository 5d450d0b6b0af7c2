// Negotiate contexts whose structure is wrong, and the list of them.
import type { Message } from "@countersign/smb2";
import { negotiateRequest311, negotiateResponse311, type Smb2 } from "../conforming/smb2.js";
import type { Sizes } from "../sizes.js";
import type { Draft } from "./draft.js";
import { offsetBeyond, offsetInside, offsetWraps, type Rule, tooLong } from "./rule.js";

type Negotiate = Smb2<"negotiateRequest">;
type ContextKind = Negotiate["body"]["negotiateContextList"][number]["kind"];

const HEADER_END = 64;

export function smb2ContextRules(sizes: Sizes): Rule<Message>[] {
  const request = negotiateRequest311(sizes);
  const response = negotiateResponse311(sizes);
  return [
    ...listRules("negotiate-request", request, "Smb2NegotiateRequest"),
    ...listRules("negotiate-response", response, "Smb2NegotiateResponse"),
    tooLong(
      "context-data-length",
      request,
      "Smb2NegotiateContext.dataLength",
      "Smb2NegotiateContext.data",
      -1,
    ),
    ...countRules(sizes),
    shortData(sizes, "encryption", 1, "Smb2EncryptionContext.cipherCount"),
    shortData(sizes, "signing", 0, "Smb2SigningContext.signingAlgorithmCount"),
    shortData(sizes, "preauthIntegrity", 3, "Smb2PreauthIntegrityContext.saltLength"),
    shortData(sizes, "compression", 7, "Smb2CompressionContext.flags"),
    shortData(sizes, "transport", 3, "Smb2TransportContext.flags"),
    shortData(sizes, "rdmaTransform", 7, "Smb2RdmaTransformContext.reserved2"),
    {
      kind: "netname-of-odd-length",
      from: ending(sizes, "netname"),
      spoil: (draft) => shorten(draft, 1),
      expect: "malformed",
      field: "Smb2NetnameContext.netName",
    },
  ];
}

function listRules<M extends Message>(prefix: string, from: Rule<M>["from"], structure: string): Rule<M>[] {
  const list = `${structure}.negotiateContextList`;
  const offset = `${structure}.negotiateContextOffset`;
  // In a request two reads have that name: the window that ClientStartTime shares, and the offset in it.
  const nth = structure === "Smb2NegotiateRequest" ? 1 : 0;
  const set = (draft: Draft, value: number) => draft.set(offset, value, nth);
  const at = (draft: Draft) => draft.get(offset, nth);
  return [
    {
      ...offsetInside(`${prefix}-context-offset-inside-header`, from, offset, list, HEADER_END),
      at,
      spoil: (d, n) => set(d, n % HEADER_END),
    },
    {
      ...offsetInside(`${prefix}-context-offset-inside-body`, from, offset, list, HEADER_END),
      at,
      spoil: (d, n) => set(d, HEADER_END + (n % 36)),
    },
    {
      ...offsetBeyond(`${prefix}-context-offset-beyond`, from, offset, list),
      at,
      spoil: (d, n) => set(d, d.bytes.length + n),
    },
    {
      ...offsetWraps(`${prefix}-context-offset-wraps`, from, offset, list),
      at,
      spoil: (d, n) => set(d, 0xffffffff - (n % 256)),
    },
    {
      kind: `${prefix}-context-count`,
      from,
      spoil: (draft, amount) => {
        const count = `${structure}.negotiateContextCount`;
        draft.set(count, draft.get(count) + 1 + (amount % 0xff00));
      },
      expect: "truncated",
      // The POSIX context's 16 bytes are last, so that there is no padding to miss.
      field: "Smb2NegotiateContext.contextType",
      at: (draft) => draft.bytes.length,
    },
  ];
}

/** A request whose last context is of that kind, with no other of it. */
function ending(sizes: Sizes, kind: ContextKind): Rule<Negotiate>["from"] {
  return negotiateRequest311(sizes).map((m) => {
    const list = m.body.negotiateContextList;
    const last = list.filter((context) => context.kind === kind);
    const rest = list.filter((context) => context.kind !== kind);
    return { ...m, body: { ...m.body, negotiateContextList: [...rest, ...last] } };
  });
}

/** Takes bytes from the end of the message and of its last context. */
function shorten(draft: Draft, by: number): void {
  const dataLength = "Smb2NegotiateContext.dataLength";
  draft.set(dataLength, draft.get(dataLength, -1) - by, -1);
  draft.cut(draft.bytes.length - by);
}

/** A context that ends before its fixed fields do. */
function shortData(sizes: Sizes, kind: ContextKind, length: number, field: string): Rule<Negotiate> {
  return {
    kind: `${kebab(kind)}-context-short`,
    from: ending(sizes, kind),
    spoil: (draft) => shorten(draft, draft.get("Smb2NegotiateContext.dataLength", -1) - length),
    expect: "truncated",
    field,
  };
}

function countRules(sizes: Sizes): Rule<Negotiate>[] {
  return COUNTS.map(([kind, count, payload]) => {
    const name = `${kebab(count.slice(count.indexOf(".") + 1))}`;
    return tooLong(name, ending(sizes, kind), count, payload);
  });
}

const COUNTS: readonly [ContextKind, string, string][] = [
  [
    "preauthIntegrity",
    "Smb2PreauthIntegrityContext.hashAlgorithmCount",
    "Smb2PreauthIntegrityContext.hashAlgorithms",
  ],
  ["preauthIntegrity", "Smb2PreauthIntegrityContext.saltLength", "Smb2PreauthIntegrityContext.salt"],
  ["encryption", "Smb2EncryptionContext.cipherCount", "Smb2EncryptionContext.ciphers"],
  [
    "compression",
    "Smb2CompressionContext.compressionAlgorithmCount",
    "Smb2CompressionContext.compressionAlgorithms",
  ],
  ["rdmaTransform", "Smb2RdmaTransformContext.transformCount", "Smb2RdmaTransformContext.rdmaTransformIds"],
  ["signing", "Smb2SigningContext.signingAlgorithmCount", "Smb2SigningContext.signingAlgorithms"],
];

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
