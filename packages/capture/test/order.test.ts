import { describe, expect, it } from "vitest";
import {
  CaptureReader,
  CaptureWriter,
  Conversation,
  type Flow,
  type ReassemblyLimits,
  TcpReassembler,
} from "../src/index.js";
import { CLIENT, SERVER } from "./support.js";

const text = (letters: string) => new TextEncoder().encode(letters);

/** What was handed on of both sides, in order: letters of the client large, of the server small, bytes of a gap as dots. */
function heard(frames: readonly Uint8Array[], limits: ReassemblyLimits = {}, ignored?: string): string {
  let said = "";
  const tcp = new TcpReassembler(
    {
      open() {},
      data(flow: Flow, side, bytes, start, end) {
        const letters = new TextDecoder().decode(bytes.subarray(start, end));
        said += letters;
        if (letters === ignored) flow.ignore(side);
      },
      gap: (flow, side, length) => {
        said += (flow.port(side) === CLIENT.port ? "-" : ".").repeat(length);
      },
      close() {},
    },
    limits,
  );
  const writer = new CaptureWriter();
  for (const frame of frames) writer.packet(frame);
  const reader = new CaptureReader(tcp);
  reader.push(writer.take());
  reader.end();
  tcp.end();
  return said;
}

/** Three questions and their answers, and the packets that open the conversation. */
function dialog() {
  const talk = new Conversation({ client: CLIENT, server: SERVER, initialSequences: [0xfffffffb, 7] });
  const opening = talk.open();
  const [a, x, b, y, c, z] = (["AAA", "xxx", "BBB", "yyy", "CCC", "zzz"] as const).map(
    (letters, index) => talk.send(index % 2 === 0 ? 0 : 1, text(letters))[0]!,
  );
  const rest = Array.from({ length: 20 }, () => talk.acknowledge(0));
  return { opening, a: a!, x: x!, b: b!, y: y!, c: c!, z: z!, rest };
}

describe("what the two sides say", () => {
  const { opening, a, x, b, y, c, z, rest } = dialog();

  it("keeps its order where an answer was captured before the question", () => {
    expect(heard([...opening, x, a, b, y, c, z])).toBe("AAAxxxBBByyyCCCzzz");
    expect(heard([...opening, a, x, y, b, z, c])).toBe("AAAxxxBBByyyCCCzzz");
    expect(heard([...opening, y, x, b, a, z, c])).toBe("AAAxxxBBByyyCCCzzz");
  });

  it("keeps its order around a question that was not captured", () => {
    expect(heard([...opening, x, b, y, c, z])).toBe("---xxxBBByyyCCCzzz");
    expect(heard([...opening, a, x, y, c, z])).toBe("AAAxxx---yyyCCCzzz");
    expect(heard([...opening, a, b, c, z])).toBe("AAA...BBB...CCCzzz");
    expect(heard([...opening, a, x, y, z, ...rest])).toBe("AAAxxx---yyy---zzz");
  });

  it("does not wait where one side was not captured at all", () => {
    expect(heard([x, y, z])).toBe("xxxyyyzzz");
    expect(heard([x, y, a, z])).toBe("xxxyyyAAA------zzz");
  });

  it("does not wait for what nobody wants", () => {
    expect(heard([...opening, a, x, y, z], {}, "AAA")).toBe("AAAxxxyyyzzz");
    expect(heard([...opening, x, b, a, y], {}, "AAA")).toBe("AAAxxxyyy");
  });

  it("keeps to the limits while it waits, and to its order", () => {
    for (const limits of [{ maxHeldSegments: 1 }, { maxHeldBytes: 1 }])
      expect(heard([...opening, x, b, y, c, z], limits)).toBe("---xxxBBByyyCCCzzz");
  });

  it("ends where each side claims to have read what the other did not say yet", () => {
    const talk = new Conversation({ client: CLIENT, server: SERVER });
    const frames = talk.open();
    talk.lose(1, 100);
    const [question] = talk.send(0, text("AAA"));
    const liar = new Conversation({ client: CLIENT, server: SERVER });
    liar.open();
    liar.lose(0, 100);
    const [answer] = liar.send(1, text("xxx"));
    expect(heard([...frames, question!, answer!]).replace(/[-.]/g, "")).toBe("AAAxxx");
  });

  it("keeps its order around a single byte, and around a FIN, which cannot be told from one", () => {
    const talk = new Conversation({ client: CLIENT, server: SERVER });
    const frames = [...talk.open(), ...talk.send(0, text("AAA"))];
    talk.lose(0, 1);
    frames.push(...talk.send(1, text("xxx")));
    expect(heard(frames)).toBe("AAA-xxx");
    const late = new Conversation({ client: CLIENT, server: SERVER });
    const handshake = late.open();
    const [first, last] = late.send(0, text("AAAA"), 3);
    expect(heard([...handshake, first!, ...late.send(1, text("xxx")), last!])).toBe("AAAAxxx");
    expect(heard([...frames, ...talk.close()])).toBe("AAA-xxx");
  });
});
