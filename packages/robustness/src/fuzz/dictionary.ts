// What single bytes that change do not find: marks, magic numbers, identifiers and boundary values.
import { fromHex } from "@countersign/bytes";

export const dictionary: readonly Uint8Array[] = [
  // SMB1, SMB2, encrypted, compressed; NTLMSSP and its three types.
  ...["ff534d42", "fe534d42", "fd534d42", "fc534d42", "4e544c4d53535000"],
  ...["01000000", "02000000", "03000000"],
  // StructureSizes, dialects, contexts, commands with their directions.
  ...["4000", "2400", "4100", "1900", "0900", "0400", "3900", "3100"],
  ...["0202", "1002", "0003", "0203", "1103", "ff02"],
  ...["0100", "0200", "0300", "0500", "0600", "0700", "0800", "8000"],
  ...["04010200", "160000c0", "220000c0", "bb0000c0"],
  // SMB1: dialects, AndX and word counts.
  ...["024e54204c4d20302e313200", "024c414e4d414e312e3000", "72", "73", "ff", "0d", "0c", "11", "01", "ffff"],
  // SPNEGO: its mechanism, NTLMSSP and Kerberos, and tags.
  ...["06062b0601050502", "060a2b06010401823702020a", "06092a864886f712010202", "06092a864882f712010202"],
  ...[
    "60",
    "a0",
    "a1",
    "a2",
    "a3",
    "a4",
    "30",
    "04",
    "06",
    "0a0100",
    "0303",
    "1b",
    "80",
    "81ff",
    "820100",
    "8400010000",
  ],
  // AV pairs: end, flags, time, single host, bindings.
  ...["00000000", "0600040002000000", "070008000000000000000000", "08003000", "0a001000"],
  // Frames: types of the NetBIOS session service, and 17 bits.
  ...["81000044", "82000000", "8300000180", "84000006", "85000000", "00ffffff", "0001ffff"],
  // Capture files and blocks.
  ...["d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "0a0d0d0a", "4d3c2b1a", "1a2b3c4d", "736e6f6f70000000"],
  ...["474d4255", "06000000", "09000000", "0a000000"],
  // Boundaries.
  ...[
    "7f",
    "ff7f",
    "0080",
    "ffff",
    "ffffff7f",
    "00000080",
    "ffffffff",
    "feffffff",
    "d0ffffff",
    "ffffffffffffffff",
  ],
].map((hex) => fromHex(hex));
