// [MS-NLMP] 2.2.2.1 AV_PAIR, 2.2.2.2 Single_Host_Data.
import type { AvPair, SingleHost } from "@countersign/ntlmssp";
import { concat, decodeUtf16, encodeUtf16 } from "../bytes.js";
import { bytesOf, reserved, rest, structure, u16, u32, u64 } from "../structure.js";

const MSV_AV_EOL = 0x0000;

const avPair = structure("AV_PAIR", { avId: u16, avLen: u16, value: bytesOf("avLen") });
const avHeader = structure("AV_PAIR", { avId: u16, avLen: u16 });
const flags = structure("MsvAvFlags", { value: u32 });
const timestamp = structure("MsvAvTimestamp", { value: u64 });
// 2.2.2.2. CustomData and MachineID are the parts of what follows Z4.
const singleHost = structure("Single_Host_Data", { size: u32, z4: reserved(4), data: rest });

const TEXTS = {
  1: "nbComputerName",
  2: "nbDomainName",
  3: "dnsComputerName",
  4: "dnsDomainName",
  5: "dnsTreeName",
  9: "targetName",
} as const;

/** A sequence of AV_PAIRs up to MsvAvEOL, or to the end where that is missing. */
export function decodeAvPairs(list: Uint8Array): AvPair[] {
  const pairs: AvPair[] = [];
  let remaining = list;
  while (remaining.length > 0) {
    if (avHeader.decode(remaining).avId === MSV_AV_EOL) break;
    const { avId, avLen, value } = avPair.decode(remaining);
    pairs.push(decodePair(avId, value));
    remaining = remaining.subarray(4 + avLen);
  }
  return pairs;
}

function decodePair(avId: number, value: Uint8Array): AvPair {
  switch (avId) {
    case 0x0001:
    case 0x0002:
    case 0x0003:
    case 0x0004:
    case 0x0005:
    case 0x0009:
      return { kind: TEXTS[avId], value: decodeUtf16(value, TEXTS[avId]) };
    case 0x0006:
      return { kind: "flags", value: flags.decode(value).value };
    case 0x0007:
      return { kind: "timestamp", value: timestamp.decode(value).value };
    case 0x0008:
      return { kind: "singleHost", value: decodeSingleHost(value) };
    case 0x000a:
      return { kind: "channelBindings", value };
    default:
      return { kind: "unknown", avId, value };
  }
}

function decodeSingleHost(value: Uint8Array): SingleHost {
  const { data } = singleHost.decode(value);
  return { customData: data.subarray(0, 8), machineId: data.subarray(8, 40), trailing: data.subarray(40) };
}

/** A sequence of AV_PAIRs, closed by MsvAvEOL. */
export function encodeAvPairs(pairs: readonly AvPair[]): Uint8Array {
  return concat(...pairs.map(encodePair), avHeader.encode({ avId: MSV_AV_EOL, avLen: 0 }));
}

function encodePair(pair: AvPair): Uint8Array {
  switch (pair.kind) {
    case "flags":
      return avPairOf(0x0006, flags.encode(pair));
    case "timestamp":
      return avPairOf(0x0007, timestamp.encode(pair));
    case "singleHost":
      return avPairOf(0x0008, encodeSingleHost(pair.value));
    case "channelBindings":
      return avPairOf(0x000a, pair.value);
    case "unknown":
      return avPairOf(pair.avId, pair.value);
    default: {
      const [avId] = Object.entries(TEXTS).find(([, kind]) => kind === pair.kind) ?? [];
      return avPairOf(Number(avId), encodeUtf16(pair.value));
    }
  }
}

function encodeSingleHost(m: SingleHost): Uint8Array {
  const data = concat(m.customData, m.machineId, m.trailing);
  return singleHost.encode({ size: 8 + data.length, data });
}

function avPairOf(avId: number, value: Uint8Array): Uint8Array {
  return avPair.encode({ avId, avLen: value.length, value });
}
