// [MS-SMB2] 2.2.3.1.6 SMB2_RDMA_TRANSFORM_CAPABILITIES.
import type { Reader, Writer } from "@countersign/bytes";
import type { RdmaTransformId } from "../enums.js";

/** [MS-SMB2] 2.2.3.1.6 SMB2_RDMA_TRANSFORM_CAPABILITIES. */
export interface RdmaTransformContext {
  kind: "rdmaTransform";
  /** In the sender's order of preference. */
  rdmaTransformIds: RdmaTransformId[];
}

export function readRdmaTransformContext(r: Reader): RdmaTransformContext {
  r.structure = "Smb2RdmaTransformContext";
  const count = r.u16("transformCount");
  r.skip(2, "reserved1");
  r.skip(4, "reserved2");
  const rdmaTransformIds = r.u16s(count, "rdmaTransformIds", "transformCount") as RdmaTransformId[];
  return { kind: "rdmaTransform", rdmaTransformIds };
}

export function writeRdmaTransformContext(w: Writer, m: RdmaTransformContext): void {
  w.u16(m.rdmaTransformIds.length, "transformCount");
  w.skip(6);
  w.u16s(m.rdmaTransformIds, "rdmaTransformIds");
}
