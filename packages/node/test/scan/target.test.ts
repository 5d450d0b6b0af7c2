import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTarget, type Target, type TargetOptions, targetsOf, targetsOfLines } from "../../src/index.js";

function texts(text: string, options?: TargetOptions): string[] {
  return [...targetsOf(text, options)].map(formatTarget);
}

describe("targetsOf", () => {
  it.each<[string, Target]>([
    ["files.example", { host: "files.example", port: 445 }],
    ["FS-01", { host: "FS-01", port: 445 }],
    ["fs_01.corp.example.", { host: "fs_01.corp.example.", port: 445 }],
    ["kühl.example", { host: "kühl.example", port: 445 }],
    ["files.example:1445", { host: "files.example", port: 1445 }],
    ["192.0.2.7", { host: "192.0.2.7", port: 445 }],
    [" 192.0.2.7:139 ", { host: "192.0.2.7", port: 139 }],
    ["2001:db8::7", { host: "2001:db8::7", port: 445 }],
    ["[2001:db8::7]", { host: "2001:db8::7", port: 445 }],
    ["[2001:db8::7]:139", { host: "2001:db8::7", port: 139 }],
    ["fe80::1%eth0", { host: "fe80::1%eth0", port: 445 }],
    ["10-gigabit.example", { host: "10-gigabit.example", port: 445 }],
  ])("takes %s for a single host", (text, target) => {
    expect([...targetsOf(text)]).toEqual([target]);
  });

  it("gives every address of a network, the first and the last too", () => {
    expect(texts("192.0.2.9/30")).toEqual([
      "192.0.2.8:445",
      "192.0.2.9:445",
      "192.0.2.10:445",
      "192.0.2.11:445",
    ]);
    expect(texts("192.0.2.9/32")).toEqual(["192.0.2.9:445"]);
    expect(texts("2001:db8::fffe/127")).toEqual(["[2001:db8::fffe]:445", "[2001:db8::ffff]:445"]);
    expect(texts("[2001:db8::/127]:139")).toEqual(["[2001:db8::]:139", "[2001:db8::1]:139"]);
  });

  it("gives every address of a range, across the borders of bytes", () => {
    expect(texts("192.0.2.254-192.0.3.1", { port: 139 })).toEqual([
      "192.0.2.254:139",
      "192.0.2.255:139",
      "192.0.3.0:139",
      "192.0.3.1:139",
    ]);
    expect(texts("192.0.2.9-11:1445")).toEqual(["192.0.2.9:1445", "192.0.2.10:1445", "192.0.2.11:1445"]);
    expect(texts("2001:db8::ffff-2001:db8::1:1")).toEqual([
      "[2001:db8::ffff]:445",
      "[2001:db8::1:0]:445",
      "[2001:db8::1:1]:445",
    ]);
  });

  it.each([
    ["", "is neither"],
    ["files example", "is neither"],
    ["-files.example", "is neither"],
    ["files..example", "is neither"],
    ["192.0.2", "is neither"],
    ["192.0.2.256", "is neither"],
    ["files.example/24", "is no network"],
    ["192.0.2.0/33", "is no network"],
    ["192.0.2.9-7", "ends before it begins"],
    ["192.0.2.9-2001:db8::1", "ends before it begins"],
    ["192.0.2.9-x", "does not end with an address"],
    ["192.0.2.9-300", "does not end with an address"],
    ["files.example:0", "a port is from 1"],
    ["files.example:65536", "a port is from 1"],
    [`${"a".repeat(64)}.example`, "is neither"],
    [`${"a.".repeat(128)}example`, "is neither"],
  ])("refuses %j", (text, message) => {
    expect(() => targetsOf(text)).toThrow(message);
    expect(() => targetsOf(text)).toThrow(RangeError);
  });

  it("refuses more addresses than it is told before it makes the first, and makes them one by one", () => {
    expect(() => targetsOf("10.0.0.0/8")).toThrow("has 16777216 addresses, more than 65536");
    expect(() => targetsOf("2001:db8::/64")).toThrow("has 18446744073709551616 addresses");
    expect(() => targetsOf("192.0.2.0/24", { maxRange: 255 })).toThrow("has 256 addresses, more than 255");
    const [first] = targetsOf("2001:db8::/64", { maxRange: Number.MAX_VALUE });
    expect(first).toEqual({ host: "2001:db8::", port: 445 });
  });

  it("reads what formatTarget writes", () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        expect([...targetsOf(formatTarget({ host, port }))]).toEqual([{ host, port }]);
      }),
    );
  });
});

describe("targetsOfLines", () => {
  it("reads a target a line, and passes over comments and empty lines", async () => {
    const lines = ["# servers", "192.0.2.1 # the first", "", "  192.0.2.4/31:139"];
    const found: string[] = [];
    for await (const target of targetsOfLines(lines)) found.push(formatTarget(target));
    expect(found).toEqual(["192.0.2.1:445", "192.0.2.4:139", "192.0.2.5:139"]);
  });
});
