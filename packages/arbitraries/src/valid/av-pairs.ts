import type { AvPair, AvText, SingleHost } from "@countersign/ntlmssp";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, exactly, u32, u64, utf16Text } from "./primitives.js";

/** AV pairs of every AvId and of unknown ones, in any order, some of them twice. */
export function avPairs(sizes: Sizes = {}): fc.Arbitrary<AvPair[]> {
  return fc.array(avPair(sizes), { maxLength: limitsOf(sizes).maxItems });
}

function avPair(sizes: Sizes): fc.Arbitrary<AvPair> {
  const { maxItemBytes, maxText } = limitsOf(sizes);
  return fc.oneof(
    fc.record({
      kind: fc.constantFrom<AvText["kind"][]>(
        "nbComputerName",
        "nbDomainName",
        "dnsComputerName",
        "dnsDomainName",
        "dnsTreeName",
        "targetName",
      ),
      value: utf16Text(maxText),
    }),
    fc.record({ kind: always("flags"), value: u32 }),
    fc.record({ kind: always("timestamp"), value: u64 }),
    fc.record({ kind: always("singleHost"), value: singleHosts(maxItemBytes) }),
    fc.record({ kind: always("channelBindings"), value: fc.oneof(exactly(16), bytes(maxItemBytes)) }),
    fc.record({
      kind: always("unknown"),
      avId: fc.integer({ min: 11, max: 0xffff }),
      value: bytes(maxItemBytes),
    }),
  );
}

/** Cut off in any of their fields, as by Windows Vista, or with more behind them, as by Windows 11. */
function singleHosts(maxTrailing: number): fc.Arbitrary<SingleHost> {
  return fc.oneof(
    fc.record({ customData: bytes(8), machineId: exactly(0), trailing: exactly(0) }),
    fc.record({ customData: exactly(8), machineId: bytes(32), trailing: exactly(0) }),
    fc.record({ customData: exactly(8), machineId: exactly(32), trailing: bytes(maxTrailing) }),
  );
}
