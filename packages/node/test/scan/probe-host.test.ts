import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { HostReport } from "@countersign/inspect";
import { malformedBytes, malformedShapes, messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { type Connection, type ProbeHostOptions, probeHost, type Transport, tcp } from "../../src/index.js";
import { adversary, answering, type Behaviour, frameOf } from "./adversary.js";

const messages = messageFixtures();
const answer = frameOf(messages["smb311-ntlm.json/neg_rsp"]!);
const challenge = frameOf(messages["smb311-ntlm.json/ss_rsp1"]!);
const request = frameOf(messages["smb311-ntlm.json/neg_req"]!);
const QUICK: ProbeHostOptions = { connectTimeout: 1000, answerTimeout: 150, retries: 0 };

function whenAsked(act: (socket: Socket) => void): Behaviour {
  return (socket) => socket.once("data", () => act(socket));
}

/** In pieces, each sent when the one before is out, until the socket is gone. */
function endlessly(piece: Uint8Array): Behaviour {
  return whenAsked((socket) => {
    const more = (): void => {
      if (!socket.destroyed) socket.write(piece, () => setImmediate(more));
    };
    more();
  });
}

async function probed(behaviour: Behaviour, options: ProbeHostOptions = {}): Promise<HostReport> {
  await using server = await adversary(behaviour);
  const report = await probeHost({ host: "127.0.0.1", port: server.port }, { ...QUICK, ...options });
  await expect.poll(server.open, { timeout: 2000, interval: 2 }).toBe(0);
  return report;
}

describe("probeHost", () => {
  it("learns what a server advertises", async () => {
    const report = await probed(answering(answer));
    expect(report).toMatchObject({
      address: "127.0.0.1",
      advertised: { smb2: "required" },
      dialects: ["3.1.1"],
      relayToSmb: { outcome: "blocked" },
      probe: [{ question: "smb2", outcome: "answered" }],
    });
    expect(report.target).toEqual({ host: "127.0.0.1", port: report.ports[0] });
  });

  it("learns its names from a CHALLENGE, where it is asked to", async () => {
    const report = await probed(answering(answer, challenge), { challenge: true });
    expect(report.names.netbiosName).toMatch(/./);
    expect(report.probe).toMatchObject([{ outcome: "answered", challenge: { outcome: "answered" } }]);
  });

  it("reads an answer that comes byte by byte", async () => {
    const dribble = whenAsked(async (socket) => {
      for (const byte of answer) {
        socket.write(Uint8Array.of(byte));
        await new Promise(setImmediate);
      }
    });
    expect((await probed(dribble, { answerTimeout: 5000 })).advertised).toEqual({ smb2: "required" });
  });

  it("asks once more where nothing was answered in time, and no more than it is told", async () => {
    let connections = 0;
    const second: Behaviour = (socket) => {
      if (++connections === 2) answering(answer)(socket);
    };
    expect((await probed(second, { retries: 1 })).advertised).toEqual({ smb2: "required" });
    connections = 0;
    const never: Behaviour = () => connections++;
    expect((await probed(never, { retries: 2 })).probe).toMatchObject([{ outcome: "silent" }]);
    expect(connections).toBe(3);
    connections = 0;
    const resetting: Behaviour = (socket) => {
      connections++;
      socket.resetAndDestroy();
    };
    expect((await probed(resetting, { retries: 2 })).probe).toMatchObject([{ outcome: "reset" }]);
    expect(connections).toBe(1);
  });

  it("reports a port where nothing listens, and a name that stands for nothing", async () => {
    const { port } = await freePort();
    const refused = await probeHost({ host: "127.0.0.1", port }, QUICK);
    expect(refused.probe).toMatchObject([{ outcome: "connection-refused", error: "ECONNREFUSED" }]);
    expect(refused.advertised).toEqual({ smb2: "unknown" });
    expect(refused.relayToSmb.outcome).toBe("unknown");
    expect(refused.relayToSmb.because.map(({ code }) => code)).toContain("connection-refused");
    const nowhere = await probeHost(
      { host: "nowhere.invalid", port: 445 },
      { ...QUICK, connectTimeout: 5000 },
    );
    expect(nowhere.address).toBe("nowhere.invalid");
    expect(nowhere.probe?.[0]?.outcome).toMatch(/^(unreachable|connect-timeout)$/);
  });

  it("goes on at the address that the name first stood for", async () => {
    await using server = await adversary(answering(answer));
    const asked: string[] = [];
    const transport: Transport = (target, signal) => {
      asked.push(target.host);
      return tcp(target, signal);
    };
    const options = { ...QUICK, smb1: true, transport };
    const report = await probeHost({ host: "localhost", port: server.port }, options);
    expect(asked).toEqual(["localhost", report.address]);
  });

  it("ends at once when it is told to, whatever it waits for", async () => {
    await using server = await adversary(() => {});
    const target = { host: "127.0.0.1", port: server.port };
    const reason = new Error("enough");
    const begun = performance.now();
    for (const transport of [tcp, hanging]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), 50);
      const options = { connectTimeout: 60_000, answerTimeout: 60_000, signal: stop.signal, transport };
      await expect(probeHost(target, options)).rejects.toBe(reason);
    }
    await expect(probeHost(target, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(performance.now() - begun).toBeLessThan(5000);
    await expect.poll(server.open).toBe(0);
  });

  it("closes a connection that stands too late", async () => {
    let closed = false;
    const late: Transport = async () => {
      await sleep(60);
      return { write() {}, read: () => new Promise(() => {}), close: () => void (closed = true) };
    };
    const report = await probeHost(
      { host: "late.example", port: 445 },
      { ...QUICK, connectTimeout: 20, transport: late },
    );
    expect(report.probe).toMatchObject([{ outcome: "connect-timeout" }]);
    await expect.poll(() => closed).toBe(true);
  });

  it("takes any transport", async () => {
    const sent: Uint8Array[] = [];
    const transport: Transport = async () => mock(sent, [answer]);
    const report = await probeHost({ host: "files.example", port: 139 }, { ...QUICK, transport });
    expect(sent[0]![0]).toBe(0x81);
    expect(report).toMatchObject({ address: "files.example", ports: [139] });
  });

  it("refuses options that ask nothing", async () => {
    await expect(probeHost({ host: "127.0.0.1", port: 1 }, { dialects: [] })).rejects.toThrow(RangeError);
  });
});

/** A transport that never gets there, and does not look at its signal. */
const hanging: Transport = () => new Promise(() => {});

function mock(sent: Uint8Array[], received: Uint8Array[]): Connection {
  return {
    write: (bytes) => void sent.push(bytes),
    read: async () => received.shift(),
    close() {},
  };
}

async function freePort(): Promise<{ port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return address;
}

describe("probeHost among adversaries", () => {
  const text = (line: string): Uint8Array => new TextEncoder().encode(line);
  const huge = Uint8Array.of(0, 0xff, 0xff, 0xff, 0xfe, 0x53, 0x4d, 0x42);
  const keepAlive = Uint8Array.of(0x85, 0, 0, 0);

  it.each<[what: string, behaviour: Behaviour, outcome: string, looksLike?: string]>([
    ["says nothing", () => {}, "silent"],
    ["resets the connection at once", (socket) => void socket.resetAndDestroy(), "reset"],
    ["resets the connection when asked", whenAsked((socket) => void socket.resetAndDestroy()), "reset"],
    ["closes the connection at once", (socket) => void socket.end(), "closed"],
    ["closes the connection when asked", whenAsked((socket) => void socket.end()), "closed"],
    [
      "closes it in the middle of its answer",
      whenAsked((socket) => void socket.end(answer.subarray(0, 99))),
      "closed",
    ],
    [
      "stops in the middle of its answer",
      whenAsked((socket) => void socket.write(answer.subarray(0, 99))),
      "silent",
    ],
    ["claims a huge message", whenAsked((socket) => void socket.write(huge)), "limit"],
    ["sends keep-alives for ever", endlessly(keepAlive), "limit"],
    ["sends noise for ever", endlessly(new Uint8Array(65_536).fill(0x5a)), "not-smb", "unknown"],
    ["sends zeros for ever", endlessly(new Uint8Array(65_536)), "not-smb", "unknown"],
    ["sends what it is sent", (socket) => void socket.pipe(socket), "wrong-direction", "echo"],
    ["asks in place of answering", answering(request), "wrong-direction"],
    ["speaks HTTP", answering(text("HTTP/1.1 400 Bad Request\r\n\r\n")), "not-smb", "http"],
    ["speaks SSH", (socket) => void socket.write("SSH-2.0-OpenSSH_9.2p1\r\n"), "not-smb", "ssh"],
    ["speaks TLS", answering(Uint8Array.of(0x15, 3, 3, 0, 2, 2, 40)), "not-smb", "tls"],
  ])("a server that %s: %s", async (_what, behaviour, outcome, looksLike) => {
    const report = await probed(behaviour);
    expect(report.probe).toHaveLength(1);
    expect(report.probe![0]).toMatchObject({ outcome, ...(looksLike && { looksLike }) });
    expect(report.advertised).toEqual({ smb2: "unknown" });
    expect(report.relayToSmb.outcome).toBe("unknown");
  });

  it("a server that sends a message a byte at a time, and never the last", async () => {
    const dribble: Behaviour = whenAsked(async (socket) => {
      for (const byte of answer.subarray(0, -1)) {
        socket.write(Uint8Array.of(byte));
        await sleep(5);
      }
    });
    const begun = performance.now();
    expect((await probed(dribble)).probe).toMatchObject([{ outcome: "silent" }]);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it.each(["smb1", "smb2", "spnego", "ntlmssp", "framing"])(
    "a server that answers with every malformed shape of %s",
    async (format) => {
      for (const shape of malformedShapes(format)) {
        const bytes = malformedBytes(shape);
        const report = await probed(answering(format === "framing" ? bytes : frameOf(bytes)), {
          answerTimeout: 60,
          smb1: format === "smb1",
        });
        for (const { outcome } of report.probe!) expect(outcome, shape.name).toMatch(/^[a-z-]+$/);
      }
    },
  );
});
