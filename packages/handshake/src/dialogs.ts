// Both protocols of one connection: each message goes to the dialog of its own.
import type { Recorder } from "./recorder.js";
import { isSmb1Response, Smb1Dialog, wantedOfSmb1 } from "./smb1-dialog.js";
import { isSmb2Response, Smb2Dialog, wantedOfSmb2 } from "./smb2-dialog.js";

const SMB1 = 0xff;

export class Dialogs {
  readonly record: Recorder;
  /** Frames that held an SMB message. */
  messages = 0;
  /** Messages whose direction flag agrees with the side that they came from, less those whose does not. */
  agreement = 0;
  /** What the caller counts time by, of the bytes at hand. */
  at = 0;
  // Made with the first message that one is given: many connections never get so far, and the maps in there are most of
  // what a record weighs.
  #smb1: Smb1Dialog | undefined;
  #smb2: Smb2Dialog | undefined;

  constructor(record: Recorder) {
    this.record = record;
  }

  /**
   * A message of `length` bytes begins with bytes[start, end); `fromClient` is 1, or -1 for the server's side. Answers
   * how many of its bytes `message` is to be given.
   */
  begin(fromClient: 1 | -1, length: number, bytes: Uint8Array, start: number, end: number): number {
    this.messages++;
    const isSmb1 = bytes[start] === SMB1;
    const isResponse = isSmb1 ? isSmb1Response(bytes, start, end) : isSmb2Response(bytes, start, end);
    if (isResponse !== undefined) this.agreement += isResponse ? -fromClient : fromClient;
    return isSmb1 ? wantedOfSmb1(bytes, start, end, length) : wantedOfSmb2(bytes, start, end, length);
  }

  /** Takes the wanted bytes of a message, its own from now on; `missing` bytes of the message never came. */
  message(bytes: Uint8Array, missing: number): void {
    if (bytes[0] === SMB1) {
      this.#smb1 ??= new Smb1Dialog(this.record);
      this.#smb1.message(bytes, this.at, missing);
    } else {
      this.#smb2 ??= new Smb2Dialog(this.record);
      this.#smb2.message(bytes, this.at, missing);
    }
  }
}
