// One input being taken apart: which messages there are, one inside the other and one after the other.

import { attempt, type DecodeError, isDecodeError, isZero } from "@countersign/bytes";
import { decodeCompound, HEADER_SIZE, peekNextCommand } from "@countersign/smb2";
import { build, markSecret } from "./build.js";
import type { Inner } from "./fields/field.js";
import { fieldOf } from "./fields/fields.js";
import type { ByteRange } from "./hide.js";
import { type Item, itemOf, traceOf } from "./item.js";
import { framingLayer } from "./layers/framing.js";
import type { Layer } from "./layers/layer.js";
import { ntlmsspLayer, ntlmV2ResponseLayer } from "./layers/ntlmssp.js";
import { smb1Layer } from "./layers/smb1.js";
import { smb2Layer } from "./layers/smb2.js";
import { spnegoLayer } from "./layers/spnego.js";
import { nest } from "./nest.js";
import type { DissectNode } from "./node.js";
import { placeDeviations, placeError } from "./place.js";
import { findMessage, type Kind, recognize } from "./recognize.js";
import { Scope } from "./scope.js";
import { sectionOf } from "./sections.js";
import { octets } from "./show.js";

const FRAME_HEADER_SIZE = 4;
/** Messages inside of messages, at most: real ones have four layers. */
const MAX_DEPTH = 8;
/** Messages and payloads are aligned to 8 bytes at most. */
const ALIGNMENT = 8;
/** NTLMv2_RESPONSE without AV pairs ([MS-NLMP] 2.2.2.8); shorter responses have no fields. */
const NTLMV2_RESPONSE_MIN_SIZE = 44;

/** Walks over `bytes`, whose first byte is the input's first. */
export class Walk {
  readonly #bytes: Uint8Array;
  readonly #showSecrets: boolean;
  #depth = 0;
  /** A message that may hold a logon ended early: what is left of it may stand anywhere behind. */
  #hidesRest = false;
  /** What stands behind such a message in those around it: their fields may lie over what is left of it. */
  readonly leftOvers: ByteRange[] = [];
  /** Where the outermost message at hand ends. */
  #outerEnd: number | undefined;

  constructor(bytes: Uint8Array, showSecrets: boolean) {
    this.#bytes = bytes;
    this.#showSecrets = showSecrets;
  }

  /** The nodes of `bytes[start, end)`, which they cover. */
  nodes(start: number, end: number): DissectNode[] {
    const kind = recognize(this.#bytes.subarray(0, end), start);
    return kind === undefined ? this.#unread(start, end, false) : this.#messages(kind, start, end);
  }

  #messages(kind: Kind, start: number, end: number): DissectNode[] {
    this.#depth++;
    const nodes = this.#messagesOf(kind, start, end);
    this.#depth--;
    return nodes;
  }

  #messagesOf(kind: Kind, start: number, end: number): DissectNode[] {
    switch (kind) {
      case "frame":
        return this.#frames(start, end);
      case "smb1":
        return [this.#message(smb1Layer, start, end)];
      case "smb2":
        return this.#compound(start, end);
      case "token":
        return [this.#message(spnegoLayer, start, end)];
      case "ntlmssp":
        return [this.#message(ntlmsspLayer, start, end)];
    }
  }

  #frames(start: number, end: number): DissectNode[] {
    const nodes: DissectNode[] = [];
    const bytes = this.#bytes.subarray(0, end);
    let at = start;
    while (at < end && recognize(bytes, at) === "frame") {
      const size = FRAME_HEADER_SIZE + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);
      const next = Math.min(at + size, end);
      nodes.push(this.#message(framingLayer, at, next));
      at = next;
    }
    return at < end ? [...nodes, ...this.#unread(at, end, false)] : nodes;
  }

  /** [MS-SMB2] 3.2.4.1.4: messages linked by NextCommand. */
  #compound(start: number, end: number): DissectNode[] {
    const nodes: DissectNode[] = [];
    let at = start;
    for (;;) {
      const chain = this.#bytes.subarray(at, end);
      const next = peekNextCommand(chain) ?? 0;
      if (next < HEADER_SIZE || next >= chain.length) {
        const node = this.#message(smb2Layer, at, end);
        if (next > 0) markBrokenChain(node, chain, at);
        return [...nodes, node];
      }
      nodes.push(this.#message(smb2Layer, at, at + next));
      at += next;
      if (recognize(this.#bytes.subarray(0, end), at) !== "smb2") {
        markBrokenChain(nodes.at(-1)!, chain, at - next);
        return [...nodes, ...this.#unread(at, end, false)];
      }
    }
  }

  #message(layer: Layer, start: number, end: number): DissectNode {
    const outerEnd = this.#outerEnd;
    this.#outerEnd ??= end;
    const node = this.#messageAt(layer, start, end, this.#outerEnd);
    this.#outerEnd = outerEnd;
    return node;
  }

  #messageAt(layer: Layer, start: number, end: number, outerEnd: number): DissectNode {
    const bytes = this.#bytes.subarray(start, end);
    const { fields, error } = traceOf(layer.read, bytes);
    const scope = new Scope(bytes, fields);
    if (error !== undefined && layer.hidesRest(scope)) {
      this.#hidesRest = true;
      if (end < outerEnd) this.leftOvers.push({ start: end, end: outerEnd });
    }
    const items =
      layer.items?.(fields, bytes) ?? fields.map((f) => itemOf(f, fieldOf(f.field).window === true));
    const children = build(
      {
        layer,
        scope,
        bytes,
        start,
        showSecrets: this.#showSecrets,
        within: (node, item) => this.#within(node, item),
        unread: (from, to, isSecret) => this.#unread(from, to, isSecret),
      },
      nest(placeEmpty(items)),
    );
    const section = sectionOf(`${layer.structure(scope)}.`);
    const node: DissectNode = {
      name: layer.title(scope),
      layer: layer.name,
      offset: start,
      length: end - start,
      ...(section !== undefined && { section }),
      children,
    };
    tell(node, layer, bytes, scope, error);
    return node;
  }

  /** What a field holds takes the place of the field's own bytes. */
  #within(node: DissectNode, { known, length }: Item): void {
    const { inner } = fieldOf(known);
    if (inner === undefined || length === 0) return;
    const children = this.#inside(inner, node.offset, node.offset + length);
    if (children === undefined) return;
    delete node.secret;
    delete node.value;
    delete node.raw;
    node.children = children;
  }

  #inside(inner: Inner, start: number, end: number): DissectNode[] | undefined {
    if (inner === "response") {
      if (end - start < NTLMV2_RESPONSE_MIN_SIZE) return undefined;
      return [this.#message(ntlmV2ResponseLayer, start, end)];
    }
    if (this.#depth >= MAX_DEPTH) return undefined;
    const kind = recognize(this.#bytes.subarray(0, end), start);
    if (kind !== undefined && ALLOWED[inner].includes(kind)) return this.#messages(kind, start, end);
    return findMessage(this.#bytes, start, end) < 0 ? undefined : this.#unread(start, end, inner === "token");
  }

  /** Bytes that no field claims, and the messages that are found in them. */
  #unread(start: number, end: number, isSecret: boolean): DissectNode[] {
    const at = findMessage(this.#bytes, start, end);
    if (at < 0) return [this.#raw(start, end, isSecret)];
    // What may hold a logon and is not looked into is hidden.
    if (this.#depth >= MAX_DEPTH) return [this.#raw(start, end, true)];
    const kind = recognize(this.#bytes.subarray(0, end), at);
    if (kind === undefined) return [this.#raw(start, end, true)];
    const before = at > start ? [this.#raw(start, at, isSecret)] : [];
    return [...before, ...this.#messages(kind, at, end)];
  }

  #raw(start: number, end: number, isSecret: boolean): DissectNode {
    const bytes = this.#bytes.subarray(start, end);
    const isPadding = bytes.length < ALIGNMENT && isZero(bytes);
    const name = isPadding ? "padding" : "unread";
    const node: DissectNode = { name, layer: "unknown", offset: start, length: end - start };
    if ((isSecret || this.#hidesRest) && !isZero(bytes)) markSecret(node, bytes, this.#showSecrets);
    else Object.assign(node, octets(bytes, NO_SCOPE));
    return node;
  }
}

const NO_SCOPE = new Scope(new Uint8Array(0), []);

const ALLOWED: Readonly<Record<Exclude<Inner, "response">, readonly Kind[]>> = {
  smb: ["smb1", "smb2"],
  token: ["token", "ntlmssp"],
  anything: ["frame", "smb1", "smb2", "ntlmssp"],
};

/** Empty fields worth telling stand where the field before them ends; the others go. */
function placeEmpty(items: readonly Item[]): Item[] {
  let end = 0;
  return items.flatMap((item) => {
    if (item.length > 0) {
      end = item.isWindow ? end : item.offset + item.length;
      return [item];
    }
    return fieldOf(item.known).keepsEmpty && !item.isWindow ? [{ ...item, offset: end }] : [];
  });
}

/** Says what the message does wrong, where reading it ended, and what follows from it. */
function tell(node: DissectNode, layer: Layer, bytes: Uint8Array, scope: Scope, error?: DecodeError): void {
  const start = node.offset;
  if (error !== undefined) placeError(node, error, start);
  else if (layer.deviations) placeDeviations(node, layer.deviations(bytes), layer.meanings ?? {}, start);
  const notes = layer.notes?.(bytes, scope, error === undefined) ?? [];
  if (notes.length > 0) node.notes = notes;
}

/** Where NextCommand leads nowhere, the decoder of chains says so. */
function markBrokenChain(node: DissectNode, chain: Uint8Array, start: number): void {
  const error = attempt(() => decodeCompound(chain));
  if (isDecodeError(error)) placeError(node, error, start);
}
