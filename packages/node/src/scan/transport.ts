// How a probe reaches a server: TCP, or anything else that carries bytes both ways.
import { connect, type Socket } from "node:net";
import type { Target } from "./target.js";

/** A connection to a server. What `read` and a `Transport` reject with is told to the probe by its `code`. */
export interface Connection {
  /** The server's address, where the transport knows it. */
  address?: string | undefined;
  /** Sends; what cannot be sent is told by the next `read`. */
  write(bytes: Uint8Array): void;
  /** The next bytes; `undefined` when the server has said all. Asked again only after it answered. */
  read(): Promise<Uint8Array | undefined>;
  /** Ends it at once, also while `read` waits. Once is enough; more do nothing. */
  close(): void;
}

/**
 * Opens a connection. Rejects where it cannot, with Node's `code` if there is one (`ECONNREFUSED`, `EHOSTUNREACH`,
 * `ENOTFOUND` …), and soon after `signal` is aborted.
 */
export type Transport = (target: Target, signal: AbortSignal) => Promise<Connection>;

/** TCP, by Node's own sockets. */
export const tcp: Transport = ({ host, port }, signal) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, signal });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(new SocketConnection(socket, socket.remoteAddress));
    });
  });

/** A connection over a socket that stands: of a proxy, of a tunnel, of TLS. It is the connection's from now on. */
export function connectionOf(socket: Socket): Connection {
  return new SocketConnection(socket, undefined);
}

class SocketConnection implements Connection {
  readonly address: string | undefined;
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(socket: Socket, address: string | undefined) {
    this.#socket = socket;
    this.address = address;
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    // An error that nobody reads for is no reason to end the program.
    socket.on("error", () => {});
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  async read(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#chunks.next();
    return done ? undefined : value;
  }

  close(): void {
    this.#socket.destroy();
  }
}
