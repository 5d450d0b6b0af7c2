// What comes out of a queue was written by whoever can reach Redis: it is checked before anything is done with it.
import { targetsOf } from "@countersign/node";
import { CONTRACT_VERSION, type FleetJob, type ProbeOptions } from "./job.js";
import { checkedName } from "./name.js";

/** Data that no worker of this version can run, whatever it tries. */
export class BadJob extends Error {}

/** The contract version that the data names; `undefined` where it names none. */
export function contractOf(data: unknown): number | undefined {
  const contract = isRecord(data) ? data["contract"] : undefined;
  return typeof contract === "number" ? contract : undefined;
}

/** Throws `BadJob`, with what is wrong. */
export function parseJob(data: unknown): FleetJob {
  if (!isRecord(data)) throw new BadJob("is no object");
  const { kind, contract, scan, vantage } = data;
  if (contract !== CONTRACT_VERSION) throw new BadJob(`is of contract version ${contract}`);
  const common = {
    contract: CONTRACT_VERSION as typeof CONTRACT_VERSION,
    scan: name("scan", scan),
    vantage: name("vantage", vantage),
  };
  if (kind === "inspect") return { kind, ...common, capture: capture(data["capture"]) };
  if (kind !== "probe") throw new BadJob(`is of kind ${String(kind)}, which is none`);
  return { kind, ...common, targets: targets(data["targets"]), options: probeOptions(data["options"]) };
}

function name(what: "scan" | "vantage", value: unknown): string {
  if (typeof value !== "string") throw new BadJob(`names no ${what}`);
  return orBad(() => checkedName(what, value));
}

function capture(value: unknown): string {
  if (typeof value === "string" && value !== "" && value !== "-") return value;
  throw new BadJob("names no capture");
}

function targets(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((target) => typeof target === "string"))
    throw new BadJob("has no targets");
  for (const target of value) orBad(() => targetsOf(target, { maxRange: 1 }));
  return value;
}

const FLAGS = ["smb1", "multiProtocol", "allDialects", "challenge"] as const;
const NUMBERS = ["concurrency", "rate", "retries", "connectTimeout", "answerTimeout"] as const;

/** What it does not know is left out: a later version may add some. */
function probeOptions(value: unknown): ProbeOptions {
  if (!isRecord(value)) throw new BadJob("has no options");
  return {
    ...ofType<boolean>(value, FLAGS, (flag) => typeof flag === "boolean"),
    ...ofType<number>(value, NUMBERS, (number) => typeof number === "number" && number >= 0),
  };
}

function ofType<T>(
  options: Record<string, unknown>,
  names: readonly string[],
  fits: (value: unknown) => boolean,
): Record<string, T> {
  const given = names.filter((name) => options[name] !== undefined);
  const wrong = given.find((name) => !fits(options[name]));
  if (wrong !== undefined) throw new BadJob(`has an option ${wrong} that it cannot have`);
  return Object.fromEntries(given.map((name) => [name, options[name] as T]));
}

function orBad<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new BadJob(error.message);
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
