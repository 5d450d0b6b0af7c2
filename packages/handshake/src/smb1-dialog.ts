import type { Recorder } from "./recorder.js";
export class Smb1Dialog {
  constructor(_record: Recorder) {}
  isResponse(bytes: Uint8Array, start: number, end: number): boolean | undefined {
    return end - start > 9 ? (bytes[start + 9]! & 0x80) !== 0 : undefined;
  }
  wanted(_bytes: Uint8Array, _start: number, _end: number, _length: number): number {
    return 0;
  }
  message(_bytes: Uint8Array, _at: number): void {}
}
