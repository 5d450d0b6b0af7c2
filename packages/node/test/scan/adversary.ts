// A TCP server that answers a probe as it is told to, badly.
import { createServer, type Server, type Socket } from "node:net";
import { encodeFrame } from "@countersign/framing";

/** What happens on a connection: begun with the socket, in the end the server closes it. */
export type Behaviour = (socket: Socket) => void;

export interface Adversary extends AsyncDisposable {
  port: number;
  /** Connections that are open now. */
  open: () => number;
}

export async function adversary(behaviour: Behaviour): Promise<Adversary> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    behaviour(socket);
    // Who does not read does not see the other end leave.
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers each of the client's messages with the next of these. */
export function answering(...frames: Uint8Array[]): Behaviour {
  return (socket) => {
    const rest = [...frames];
    socket.on("data", () => {
      const next = rest.shift();
      if (next !== undefined) socket.write(next);
    });
  };
}

export function frameOf(message: Uint8Array): Uint8Array {
  return encodeFrame({ kind: "sessionMessage", message });
}
