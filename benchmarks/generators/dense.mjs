// A capture of nothing but logons, 256 at a time: every packet is SMB's.
import { Logon } from "./conversation.mjs";
import { CaptureChunks } from "./frames.mjs";
import { random } from "./random.mjs";
import { Frames } from "./segments.mjs";

const AT_A_TIME = 256;

/** The file in pieces, 2.7 kB a conversation, and what is in it; `truth` is whole when the pieces are. */
export function dense({ conversations, seed }) {
  const truth = { conversations: 0, required: 0, packets: 0, smbPackets: 0 };
  return { truth, pieces: pieces(conversations, random(seed), truth) };
}

function* pieces(conversations, choose, truth) {
  const chunks = new CaptureChunks();
  const frames = new Frames();
  const emit = (...segment) => {
    chunks.packet(frames.tcp(...segment));
    truth.smbPackets++;
  };
  const open = [];
  for (;;) {
    while (open.length < AT_A_TIME && truth.conversations < conversations) open.push(begin(truth, choose));
    if (open.length === 0) break;
    const i = choose(open.length);
    if (!open[i].step(emit)) {
      const last = open.pop();
      if (i < open.length) open[i] = last;
    }
    if (chunks.isFull) yield chunks.take();
  }
  truth.packets = chunks.packets;
  yield chunks.take();
}

function begin(truth, choose) {
  const logon = new Logon(truth.conversations++, choose);
  if (logon.isRequired) truth.required++;
  return logon;
}
