// One frame of SMB over TCP.
import { codeName } from "@countersign/bytes";
import { deviationMeanings, deviations, FrameType, readFrame } from "@countersign/framing";
import type { Layer } from "./layer.js";

export const framingLayer: Layer = {
  name: "framing",
  read: readFrame,
  title: (scope) => {
    const type = scope.number("SessionPacket.type") ?? FrameType.SESSION_MESSAGE;
    if (type === FrameType.SESSION_MESSAGE) return "SMB over TCP frame";
    return `NetBIOS session service ${codeName(type, FrameType) ?? `type 0x${type.toString(16)}`}`;
  },
  structure: () => "SessionPacket",
  groups: [],
  deviations,
  meanings: deviationMeanings,
  hidesRest: () => false,
};
