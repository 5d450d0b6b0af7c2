import { captureReaders, inspections } from "./captures.js";
import { codecs } from "./codecs.js";
import { dissections, pastes, tokens } from "./dissections.js";
import { frameGaps, frameStreams } from "./frame-streams.js";
import { observers } from "./observers.js";
import { probes } from "./probes.js";
import type { Target } from "./target.js";

/** Everything of ours that reads bytes which somebody else wrote. */
export const targets: readonly Target[] = [
  ...codecs,
  tokens,
  frameStreams,
  frameGaps,
  observers,
  probes,
  captureReaders,
  inspections,
  dissections,
  pastes,
];
