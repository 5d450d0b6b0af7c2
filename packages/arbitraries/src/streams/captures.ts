import { CaptureWriter } from "@countersign/capture";
import fc from "fast-check";

/** A capture file with these Ethernet frames: pcap or pcapng, of either byte order and precision. */
export function captureFiles(packets: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      format: fc.constantFrom("pcap" as const, "pcapng" as const),
      byteOrder: fc.constantFrom("little" as const, "big" as const),
      digits: fc.constantFrom(6 as const, 9 as const),
      seconds: fc.nat(),
    })
    .map(({ seconds, ...options }) => {
      const writer = new CaptureWriter(options);
      packets.forEach((packet, i) => {
        writer.packet(packet, {
          seconds: seconds + Math.floor(i / 1000),
          nanoseconds: (i % 1000) * 1_000_000,
        });
      });
      return writer.take();
    });
}

/** The file as it is when its writer was stopped anywhere. */
export function cutFiles(packets: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return captureFiles(packets).chain((file) => fc.nat(file.length).map((length) => file.slice(0, length)));
}
