import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { reportSchema } from "../../src/index.js";
import { captureTime } from "../../src/report/time.js";
import { handshake } from "../formats/samples.js";

const isReport = new Ajv2020({ allowUnionTypes: true }).compile(reportSchema);

it.each([
  ["with the capture's digits", 1_700_000_000, 123_456_789, 6, "2023-11-14T22:13:20.123456Z"],
  ["without any", 1_700_000_000, 0, 0, "2023-11-14T22:13:20Z"],
  ["beyond the year 9999", 400_000_000_000, 5, 9, "+014645-06-30T15:06:40.000000005Z"],
  ["before 1970", -1, 0, 3, "1969-12-31T23:59:59.000Z"],
  ["beyond what has a date", 9_000_000_000_000, 0, 6, "@9000000000000"],
])("tells a time %s, in keeping with the schema", (_, seconds, nanoseconds, digits, text) => {
  const time = captureTime(seconds, nanoseconds, digits);
  expect(time).toBe(text);
  expect(isReport({ ...handshake, time })).toBe(true);
});

it("has a schema that takes a server's year beyond 9999, and no time that is none", () => {
  const withTime = (serverTime: string) => ({
    ...handshake,
    negotiations: handshake.negotiations.map((negotiation) => ({
      ...negotiation,
      response: negotiation.response && { ...negotiation.response, serverTime },
    })),
  });
  expect(isReport(withTime("+010277-12-24T00:14:55.2889600Z"))).toBe(true);
  expect(isReport(withTime("10277-12-24T00:14:55Z"))).toBe(false);
});
