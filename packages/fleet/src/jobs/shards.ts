// A scan cut into jobs, one after another, so that no list has to fit into memory.
import { captureFiles, formatTarget, type Target } from "@countersign/node";
import { CONTRACT_VERSION, type FleetJob, type InspectJob, type ProbeJob, type ProbeOptions } from "./job.js";
import { checkedName } from "./name.js";

/** Whose jobs they are, and where they are to be run. */
export interface ShardPlace {
  scan: string;
  vantage: string;
}

export interface ProbeShardOptions extends ShardPlace {
  options: ProbeOptions;
  /** Targets of a job: 256 unless given. */
  size?: number;
}

/** So many are lost, and asked again, with a worker that dies; and so many are asked in a minute or less. */
const SHARD_SIZE = 256;

/** Throws what `targets` throws, and `RangeError` for a wrong name or size. */
export async function* probeJobs(
  targets: AsyncIterable<Target> | Iterable<Target>,
  { options, size = SHARD_SIZE, ...place }: ProbeShardOptions,
): AsyncGenerator<ProbeJob, void> {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`${size}: a shard has one target at least`);
  const common = commonOf(place);
  let shard: string[] = [];
  for await (const target of targets) {
    shard.push(formatTarget(target));
    if (shard.length < size) continue;
    yield { kind: "probe", ...common, targets: shard, options };
    shard = [];
  }
  if (shard.length > 0) yield { kind: "probe", ...common, targets: shard, options };
}

/** A job a capture: of a folder, each file in it that is named like one; a URL is taken as it is. */
export async function* inspectJobs(
  captures: readonly string[],
  place: ShardPlace,
): AsyncGenerator<InspectJob, void> {
  const common = commonOf(place);
  for (const capture of captures) {
    const paths = isUrl(capture) ? [capture] : await captureFiles(capture);
    for (const path of paths) yield { kind: "inspect", ...common, capture: path };
  }
}

/** Whether a capture is named by a URL, and not by a path. */
export function isUrl(capture: string): boolean {
  // More than one letter: `c:` is a drive.
  return /^[a-z][a-z0-9+.-]+:/i.test(capture);
}

function commonOf({ scan, vantage }: ShardPlace): Pick<FleetJob, "contract" | "scan" | "vantage"> {
  return {
    contract: CONTRACT_VERSION,
    scan: checkedName("scan", scan),
    vantage: checkedName("vantage", vantage),
  };
}
