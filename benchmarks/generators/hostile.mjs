// The captures that somebody made to do harm, by name: a generator of the file's pieces, and of how many packets (or
// blocks) it is to be measured.
import { manyInterfaces, manySections } from "./blocks.mjs";
import {
  endlessHttpField,
  endlessHttpHeaders,
  ldapBomb,
  logonFlood,
  nestedLengths,
  netbiosBomb,
  netbiosFlood,
  sessionFlood,
  unansweredSetups,
} from "./carried.mjs";
import { overlappingFragments } from "./fragments.mjs";
import { collidingKeys, manyGaps, outOfOrderFlood, synFlood, tinySegments } from "./tcp-floods.mjs";

const MANY = 1_000_000;
/** Of full-sized segments. */
const SOME = 250_000;

export const HOSTILE = new Map([
  ["SYN flood", { generate: synFlood, packets: 3 * MANY }],
  ["NetBIOS length bomb", { generate: netbiosBomb, packets: MANY }],
  ["NetBIOS lengths, most of it sent", { generate: netbiosFlood, packets: SOME }],
  ["out-of-order flood", { generate: outOfOrderFlood, packets: SOME }],
  ["overlapping fragments", { generate: overlappingFragments, packets: SOME }],
  ["one byte a segment", { generate: tinySegments, packets: MANY }],
  ["conversations with gaps", { generate: manyGaps, packets: MANY }],
  ["colliding flow keys", { generate: collidingKeys, packets: MANY }],
  ["HTTP headers without end", { generate: endlessHttpHeaders, packets: SOME }],
  ["HTTP field without end", { generate: endlessHttpField, packets: SOME }],
  ["LDAP length bomb", { generate: ldapBomb, packets: SOME }],
  ["DER lengths in lengths", { generate: nestedLengths, packets: SOME }],
  ["SMB2 sessions", { generate: sessionFlood, packets: MANY }],
  ["SESSION_SETUP unanswered", { generate: unansweredSetups, packets: MANY }],
  ["NTLM logons over HTTP", { generate: logonFlood, packets: SOME }],
  ["pcapng interfaces", { generate: manyInterfaces, packets: MANY }],
  ["pcapng sections", { generate: manySections, packets: MANY }],
]);
