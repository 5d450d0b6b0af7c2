// An NTLM CHALLENGE written as one writes it with two common tools: [MS-NLMP] 2.2.1.2.
import { avIdOf } from "@countersign/ntlmssp";

const FIXED_SIZE = 56;
const SIGNATURE = "NTLMSSP\0";

export function smartBufferChallenge(SmartBuffer) {
  return (m) => {
    const targetName = Buffer.from(m.targetName, "utf16le");
    const info = new SmartBuffer();
    for (const pair of m.targetInfo) {
      const value = bytesOf(pair);
      info.writeUInt16LE(avIdOf(pair)).writeUInt16LE(value.length).writeBuffer(value);
    }
    const targetInfo = info.writeUInt32LE(0).toBuffer();
    const { productMajorVersion, productMinorVersion, productBuild, ntlmRevisionCurrent } = m.version;
    return new SmartBuffer()
      .writeString(SIGNATURE, "latin1")
      .writeUInt32LE(2)
      .writeUInt16LE(targetName.length)
      .writeUInt16LE(targetName.length)
      .writeUInt32LE(FIXED_SIZE)
      .writeUInt32LE(m.negotiateFlags)
      .writeBuffer(Buffer.from(m.serverChallenge))
      .writeBigUInt64LE(0n)
      .writeUInt16LE(targetInfo.length)
      .writeUInt16LE(targetInfo.length)
      .writeUInt32LE(FIXED_SIZE + targetName.length)
      .writeUInt8(productMajorVersion)
      .writeUInt8(productMinorVersion)
      .writeUInt16LE(productBuild)
      .writeUInt8(0)
      .writeUInt16LE(0)
      .writeUInt8(ntlmRevisionCurrent)
      .writeBuffer(targetName)
      .writeBuffer(targetInfo)
      .toBuffer();
  };
}

export function concatChallenge(m) {
  const targetName = Buffer.from(m.targetName, "utf16le");
  const targetInfo = Buffer.concat([...m.targetInfo.flatMap(pairParts), Buffer.alloc(4)]);
  return Buffer.concat([
    Buffer.from(SIGNATURE, "latin1"),
    u32(2),
    place(targetName, FIXED_SIZE),
    u32(m.negotiateFlags),
    m.serverChallenge,
    Buffer.alloc(8),
    place(targetInfo, FIXED_SIZE + targetName.length),
    versionBytes(m.version),
    targetName,
    targetInfo,
  ]);
}

function pairParts(pair) {
  const value = bytesOf(pair);
  return [u16(avIdOf(pair)), u16(value.length), value];
}

/** The pairs that the messages have are names and a time. */
function bytesOf({ kind, value }) {
  if (kind !== "timestamp") return Buffer.from(value, "utf16le");
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function place(bytes, offset) {
  return Buffer.concat([u16(bytes.length), u16(bytes.length), u32(offset)]);
}

function versionBytes({ productMajorVersion, productMinorVersion, productBuild, ntlmRevisionCurrent }) {
  const bytes = Buffer.alloc(8);
  bytes[0] = productMajorVersion;
  bytes[1] = productMinorVersion;
  bytes.writeUInt16LE(productBuild, 2);
  bytes[7] = ntlmRevisionCurrent;
  return bytes;
}

function u16(value) {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value) {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
