export function findNtlm(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = bytes.indexOf(0x4e); at >= 0; at = bytes.indexOf(0x4e, at + 1)) {
    if (bytes[at + 1] === 0x54 && bytes[at + 2] === 0x4c && bytes[at + 3] === 0x4d && bytes[at + 4] === 0x53 && bytes[at + 5] === 0x53 && bytes[at + 6] === 0x50 && bytes[at + 7] === 0) return bytes.subarray(at);
  }
  return undefined;
}
