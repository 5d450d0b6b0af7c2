import {
  Cipher,
  CompressionAlgorithm,
  HashAlgorithm,
  type NegotiateContext,
  RdmaTransformId,
  SigningAlgorithm,
} from "@countersign/smb2";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, code16, u32, utf16Text } from "./primitives.js";

/** Negotiate contexts of every type and of unknown ones, in any order, some of them twice. */
export function negotiateContexts(sizes: Sizes = {}): fc.Arbitrary<NegotiateContext[]> {
  return fc.array(negotiateContext(sizes), { maxLength: limitsOf(sizes).maxItems });
}

function negotiateContext(sizes: Sizes): fc.Arbitrary<NegotiateContext> {
  const { maxItems, maxItemBytes, maxText } = limitsOf(sizes);
  const codes = (table: Readonly<Record<string, number>>) => fc.array(code16(table), { maxLength: maxItems });
  return fc.oneof(
    fc.record({
      kind: always("preauthIntegrity"),
      hashAlgorithms: codes(HashAlgorithm),
      salt: bytes(maxItemBytes),
    }),
    fc.record({ kind: always("encryption"), ciphers: codes(Cipher) }),
    fc.record({
      kind: always("compression"),
      flags: u32,
      compressionAlgorithms: codes(CompressionAlgorithm),
    }),
    fc.record({ kind: always("netname"), netName: utf16Text(maxText) }),
    fc.record({ kind: always("transport"), flags: u32 }),
    fc.record({ kind: always("rdmaTransform"), rdmaTransformIds: codes(RdmaTransformId) }),
    fc.record({ kind: always("signing"), signingAlgorithms: codes(SigningAlgorithm) }),
    fc.record({ kind: always("posix"), version: bytes(maxItemBytes) }),
    fc.record({
      kind: always("unknown"),
      contextType: fc.integer({ min: 0x101, max: 0xffff }),
      data: bytes(maxItemBytes),
    }),
  );
}
