// [MS-SMB2] 2.2.3.1 SMB2 NEGOTIATE_CONTEXT Request Values, 2.2.4.1 SMB2 NEGOTIATE_CONTEXT Response Values.
import type { NegotiateContext } from "@countersign/smb2";
import { concat, decodeUtf16, encodeUtf16, paddingAt, zeros } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { bytesOf, reserved, structure, u16, u16sOf, u32 } from "../structure.js";

const negotiateContext = structure("SMB2_NEGOTIATE_CONTEXT", {
  contextType: u16,
  dataLength: u16,
  reserved: reserved(4),
  data: bytesOf("dataLength"),
});

// 2.2.3.1.1
const preauthIntegrity = structure("SMB2_PREAUTH_INTEGRITY_CAPABILITIES", {
  hashAlgorithmCount: u16,
  saltLength: u16,
  hashAlgorithms: u16sOf("hashAlgorithmCount"),
  salt: bytesOf("saltLength"),
});

// 2.2.3.1.2
const encryption = structure("SMB2_ENCRYPTION_CAPABILITIES", {
  cipherCount: u16,
  ciphers: u16sOf("cipherCount"),
});

// 2.2.3.1.3
const compression = structure("SMB2_COMPRESSION_CAPABILITIES", {
  compressionAlgorithmCount: u16,
  padding: reserved(2),
  flags: u32,
  compressionAlgorithms: u16sOf("compressionAlgorithmCount"),
});

// 2.2.3.1.5
const transport = structure("SMB2_TRANSPORT_CAPABILITIES", { flags: u32 });

// 2.2.3.1.6
const rdmaTransform = structure("SMB2_RDMA_TRANSFORM_CAPABILITIES", {
  transformCount: u16,
  reserved1: reserved(2),
  reserved2: reserved(4),
  rdmaTransformIds: u16sOf("transformCount"),
});

// 2.2.3.1.7
const signing = structure("SMB2_SIGNING_CAPABILITIES", {
  signingAlgorithmCount: u16,
  signingAlgorithms: u16sOf("signingAlgorithmCount"),
});

function decodeContext(contextType: number, data: Uint8Array): NegotiateContext {
  switch (contextType) {
    case 0x0001: {
      const { hashAlgorithms, salt } = preauthIntegrity.decode(data);
      return { kind: "preauthIntegrity", hashAlgorithms: [...hashAlgorithms], salt };
    }
    case 0x0002:
      return { kind: "encryption", ciphers: [...encryption.decode(data).ciphers] };
    case 0x0003: {
      const { flags, compressionAlgorithms } = compression.decode(data);
      return { kind: "compression", flags, compressionAlgorithms: [...compressionAlgorithms] };
    }
    // 2.2.3.1.4 SMB2_NETNAME_NEGOTIATE_CONTEXT_ID
    case 0x0005:
      return { kind: "netname", netName: decodeUtf16(data, "NetName") };
    case 0x0006:
      return { kind: "transport", flags: transport.decode(data).flags };
    case 0x0007:
      return { kind: "rdmaTransform", rdmaTransformIds: [...rdmaTransform.decode(data).rdmaTransformIds] };
    case 0x0008:
      return { kind: "signing", signingAlgorithms: [...signing.decode(data).signingAlgorithms] };
    // SMB2_CONTEXTTYPE_RESERVED, of Samba's POSIX extensions.
    case 0x0100:
      return { kind: "posix", version: data };
    default:
      return { kind: "unknown", contextType, data };
  }
}

function encodeContext(context: NegotiateContext): { contextType: number; data: Uint8Array } {
  switch (context.kind) {
    case "preauthIntegrity": {
      const { hashAlgorithms, salt } = context;
      const [hashAlgorithmCount, saltLength] = [hashAlgorithms.length, salt.length];
      const data = preauthIntegrity.encode({ hashAlgorithmCount, saltLength, hashAlgorithms, salt });
      return { contextType: 0x0001, data };
    }
    case "encryption": {
      const { ciphers } = context;
      return { contextType: 0x0002, data: encryption.encode({ cipherCount: ciphers.length, ciphers }) };
    }
    case "compression": {
      const { flags, compressionAlgorithms } = context;
      const compressionAlgorithmCount = compressionAlgorithms.length;
      const data = compression.encode({ compressionAlgorithmCount, flags, compressionAlgorithms });
      return { contextType: 0x0003, data };
    }
    case "netname":
      return { contextType: 0x0005, data: encodeUtf16(context.netName) };
    case "transport":
      return { contextType: 0x0006, data: transport.encode({ flags: context.flags }) };
    case "rdmaTransform": {
      const { rdmaTransformIds } = context;
      const transformCount = rdmaTransformIds.length;
      return { contextType: 0x0007, data: rdmaTransform.encode({ transformCount, rdmaTransformIds }) };
    }
    case "signing": {
      const { signingAlgorithms } = context;
      const signingAlgorithmCount = signingAlgorithms.length;
      return { contextType: 0x0008, data: signing.encode({ signingAlgorithmCount, signingAlgorithms }) };
    }
    case "posix":
      return { contextType: 0x0100, data: context.version };
    case "unknown":
      return context;
  }
}

/** The contexts of a NegotiateContextList that starts at `offset`, behind the fixed part, which ends at `after`. */
export function decodeContexts(
  message: Uint8Array,
  offset: number,
  count: number,
  after: number,
): NegotiateContext[] {
  if (count > 0 && offset < after)
    throw new ReferenceDecodeError("NegotiateContextList", "lies inside the fixed part");
  const contexts: NegotiateContext[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    // Each starts at the first 8-byte aligned offset behind the one before it.
    if (i > 0) at += paddingAt(at, 8);
    const { contextType, dataLength, data } = negotiateContext.decode(message.subarray(at));
    contexts.push(decodeContext(contextType, data));
    at += 8 + dataLength;
  }
  return contexts;
}

/** A NegotiateContextList, with the padding before it, for a place at `offset`. */
export function encodeContexts(contexts: readonly NegotiateContext[], offset: number): Uint8Array {
  let list = zeros(0);
  for (const context of contexts) {
    const { contextType, data } = encodeContext(context);
    const padding = zeros(paddingAt(offset + list.length, 8));
    list = concat(list, padding, negotiateContext.encode({ contextType, dataLength: data.length, data }));
  }
  return list;
}
