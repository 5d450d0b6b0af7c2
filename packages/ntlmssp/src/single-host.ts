// [MS-NLMP] 2.2.2.2 Single_Host_Data. Any of its fields may be cut off: Windows Vista and before send no CustomData and
// no MachineID (<21>, <22>), and Windows 11 sends bytes after MachineID.
import { Reader, type Writer } from "@countersign/bytes";

const HEADER_SIZE = 8;
const CUSTOM_DATA_SIZE = 8;
const MACHINE_ID_SIZE = 32;

/** [MS-NLMP] 2.2.2.2 Single_Host_Data: of use only between a client and a server on the same host. */
export interface SingleHost {
  /** 8 bytes, fewer where the structure ends within them. Shares the input's memory. */
  customData: Uint8Array;
  /** 32 bytes, fewer where the structure ends within them. Shares the input's memory. */
  machineId: Uint8Array;
  /** What newer peers append after `machineId`. Shares the input's memory. */
  trailing: Uint8Array;
}

/** Reads all of `r`. */
export function readSingleHost(r: Reader): SingleHost {
  r.structure = "NtlmSingleHost";
  r.skip(4, "size");
  r.skip(4, "z4");
  const customData = r.slice(Math.min(CUSTOM_DATA_SIZE, r.remaining), "customData");
  const machineId = r.slice(Math.min(MACHINE_ID_SIZE, r.remaining), "machineId");
  const trailing = r.rest("trailing");
  return { customData, machineId, trailing };
}

/** `original` is the structure whose Z4 to keep, and its Size too where that was not the length. */
export function writeSingleHost(w: Writer, m: SingleHost, original: Uint8Array | undefined): void {
  checkSizes(m);
  const length = HEADER_SIZE + m.customData.length + m.machineId.length + m.trailing.length;
  const header = original && readHeader(original);
  w.u32(header && header.size !== original.length ? header.size : length, "size");
  w.u32(header ? header.z4 : 0, "z4");
  w.bytes(m.customData);
  w.bytes(m.machineId);
  w.bytes(m.trailing);
}

function checkSizes({ customData, machineId, trailing }: SingleHost): void {
  if (customData.length > CUSTOM_DATA_SIZE) throw new RangeError("customData must be 8 bytes or fewer");
  if (machineId.length > MACHINE_ID_SIZE) throw new RangeError("machineId must be 32 bytes or fewer");
  if (machineId.length > 0 && customData.length < CUSTOM_DATA_SIZE) {
    throw new RangeError("machineId needs 8 bytes of customData before it");
  }
  if (trailing.length > 0 && machineId.length < MACHINE_ID_SIZE) {
    throw new RangeError("trailing needs 32 bytes of machineId before it");
  }
}

function readHeader(original: Uint8Array): { size: number; z4: number } {
  const r = new Reader(original, "NtlmSingleHost");
  return { size: r.u32("size"), z4: r.u32("z4") };
}
