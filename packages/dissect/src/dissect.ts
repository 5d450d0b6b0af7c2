// Bytes in, a tree out.
import { hideShared } from "./hide.js";
import type { Dissection, DissectNode, DissectOptions } from "./node.js";
import { Walk } from "./walk.js";

/**
 * Takes bytes apart, whatever they are: frames of SMB over TCP, SMB1, SMB2 and its compounds, SPNEGO or NTLMSSP, found
 * by themselves, also behind other bytes. A layer that does not decode keeps those around it, with its error at its
 * place. Never throws. What can be used to find passwords out is hidden unless `options` asks for it.
 */
export function dissect(bytes: Uint8Array, options: DissectOptions = {}): Dissection {
  const showSecrets = options.showSecrets ?? false;
  const walk = new Walk(bytes, showSecrets);
  const nodes = bytes.length === 0 ? [] : walk.nodes(0, bytes.length);
  if (!showSecrets) hideShared(nodes, bytes, walk.leftOvers);
  return { layer: firstLayer(nodes), length: bytes.length, nodes };
}

function firstLayer(nodes: readonly DissectNode[]): Dissection["layer"] {
  return nodes.find(({ layer }) => layer !== "unknown")?.layer ?? "unknown";
}
