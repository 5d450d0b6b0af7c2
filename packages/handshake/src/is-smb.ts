/** Whether a message begins as SMB's do: `FF`, `FE`, `FD` or `FC`, and `SMB`. */
export function isSmb(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= 4 &&
    bytes[start]! >= 0xfc &&
    bytes[start + 1] === 0x53 &&
    bytes[start + 2] === 0x4d &&
    bytes[start + 3] === 0x42
  );
}
