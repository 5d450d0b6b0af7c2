import { fromHex, isDecodeError, toHex } from "@countersign/bytes";
import { describeLaws, type Edit } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeFrame,
  encodeFrame,
  type Frame,
  FrameType,
  type NetbiosName,
  readFrame,
  SessionErrorCode,
} from "../src/index.js";
import { FILE_SERVER_REQUEST, frames } from "./arbitraries.js";

describeLaws<Frame>({
  name: "frames",
  decode: decodeFrame,
  encode: encodeFrame,
  values: frames,
  samples: {
    "a session request": FILE_SERVER_REQUEST,
    "a positive session response": fromHex("82000000"),
    "a keep-alive": fromHex("85000000"),
  },
  edits: { read: readFrame, of: editsOf },
});

function editsOf(m: Frame): Edit<Frame>[] {
  switch (m.kind) {
    case "sessionMessage":
      return [{ fields: /message$/, value: { ...m, message: m.message.map((byte) => byte ^ 1) } }];
    case "sessionRequest":
      return [{ fields: /calledName$/, value: { ...m, calledName: { ...m.calledName, suffix: 0x1d } } }];
    case "negativeSessionResponse":
      return [{ fields: /errorCode$/, value: { ...m, errorCode: SessionErrorCode.UNSPECIFIED_ERROR } }];
    case "retargetSessionResponse":
      return [{ fields: /port$/, value: { ...m, port: 139 } }];
    default:
      return [];
  }
}

function failure(hex: string): unknown {
  try {
    return decodeFrame(fromHex(hex));
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
}

describe("RFC 1002 4.3", () => {
  it("4.3.2: a session request, whose names are two letters a byte", () => {
    const name = (text: string, suffix: number): NetbiosName => ({ name: text, suffix, scope: [] });
    expect(decodeFrame(FILE_SERVER_REQUEST)).toStrictEqual({
      kind: "sessionRequest",
      calledName: name("*SMBSERVER", 0x20),
      callingName: name("FJORD01", 0),
    });
  });

  it("RFC 1001 14.1: the example name with its scope", () => {
    const frame = decodeFrame(
      encodeFrame({
        kind: "sessionRequest",
        calledName: { name: "The NetBIOS nam", suffix: 0x65, scope: ["SCOPE", "ID", "COM"] },
        callingName: { name: "", suffix: 0, scope: [] },
      }),
    );
    expect(frame).toMatchObject({ calledName: { scope: ["SCOPE", "ID", "COM"] } });
    const text = String.fromCharCode(...encodeFrame(frame).subarray(4, 51));
    expect(text).toBe(" FEGIGFCAEOGFHEECEJEPFDCAGOGBGNGF\u0005SCOPE\u0002ID\u0003COM\0");
  });

  it("4.3.4: a refusal", () => {
    expect(decodeFrame(fromHex("8300000182"))).toStrictEqual({
      kind: "negativeSessionResponse",
      errorCode: SessionErrorCode.CALLED_NAME_NOT_PRESENT,
    });
  });

  it("4.3.5: elsewhere", () => {
    expect(decodeFrame(fromHex("84000006c0000201008b"))).toStrictEqual({
      kind: "retargetSessionResponse",
      retargetIpAddress: Uint8Array.of(192, 0, 2, 1),
      port: 139,
    });
  });

  it("an unknown type survives", () => {
    const bytes = fromHex("4200000201ff");
    expect(decodeFrame(bytes)).toStrictEqual({
      kind: "unknown",
      type: 0x42,
      payload: Uint8Array.of(1, 0xff),
    });
  });
});

describe("[MS-SMB2] 2.1", () => {
  it("a length of 24 bits", () => {
    const message = new Uint8Array(0x20000).fill(7);
    const bytes = encodeFrame({ kind: "sessionMessage", message });
    expect(toHex(bytes.subarray(0, 5))).toBe("0002000007");
    expect(decodeFrame(bytes)).toStrictEqual({ kind: "sessionMessage", message });
  });

  it("no message of 16 MiB", () => {
    const message = new Uint8Array(0x1000000);
    expect(() => encodeFrame({ kind: "sessionMessage", message })).toThrow(RangeError);
  });
});

describe("what is no frame", () => {
  it("a length beyond the end names what is missing", () => {
    expect(failure("0000000a00")).toMatchObject({
      code: "truncated",
      field: "SessionPacket.payload",
      blame: "SessionPacket.length",
      needed: 9,
    });
  });
  it("a session request of over 17 bits", () => {
    expect(failure("81020000")).toMatchObject({
      code: "malformed",
      field: "SessionPacket.length",
      offset: 1,
    });
  });
  it("a name whose letters are not from A to P", () => {
    const hex = toHex(FILE_SERVER_REQUEST).replace("46", "51");
    expect(failure(hex)).toMatchObject({ code: "malformed", field: "SessionRequest.calledName" });
  });
  it("a name whose first label has not 32 bytes", () => {
    const hex = toHex(FILE_SERVER_REQUEST).replace("00004420", "00004421");
    expect(failure(hex)).toMatchObject({ code: "malformed", field: "SessionRequest.calledName", offset: 4 });
  });
  it("a scope with a pointer", () => {
    const hex = `${toHex(FILE_SERVER_REQUEST).slice(0, -2)}c0`;
    expect(failure(hex)).toMatchObject({ code: "malformed", field: "SessionRequest.callingName" });
  });
});

describe("arguments", () => {
  const request = decodeFrame(FILE_SERVER_REQUEST) as Frame & { kind: "sessionRequest" };
  it.each<[string, NetbiosName]>([
    ["over 15 characters", { name: "SIXTEEN LETTERS!", suffix: 0, scope: [] }],
    ["ends in padding", { name: "A ", suffix: 0, scope: [] }],
    ["a suffix of two bytes", { name: "A", suffix: 256, scope: [] }],
    ["an empty label", { name: "A", suffix: 0, scope: [""] }],
    ["a label of 64 bytes", { name: "A", suffix: 0, scope: ["x".repeat(64)] }],
  ])("a name: %s", (_, calledName) => {
    expect(() => encodeFrame({ ...request, calledName })).toThrow(RangeError);
  });
  it("a session request of over 17 bits", () => {
    const scope = new Array<string>(2100).fill("x".repeat(63));
    expect(() => encodeFrame({ ...request, calledName: { name: "A", suffix: 0, scope } })).toThrow(
      RangeError,
    );
  });
  it("an unknown frame of a known type", () => {
    for (const type of Object.values(FrameType)) {
      expect(() => encodeFrame({ kind: "unknown", type, payload: new Uint8Array(0) })).toThrow(RangeError);
    }
  });
});

it("like keeps surplus payload of the same type, and the bytes after the frame", () => {
  const like = fromHex("850000021122ff");
  expect(toHex(encodeFrame({ kind: "sessionKeepAlive" }, { like }))).toBe("850000021122ff");
  expect(toHex(encodeFrame({ kind: "positiveSessionResponse" }, { like }))).toBe("82000000ff");
});

it("names are a bijection", () => {
  fc.assert(
    fc.property(frames, frames, (a, b) => {
      expect(toHex(encodeFrame(a)) === toHex(encodeFrame(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 200 },
  );
});
