// Stands in for a network: a server that requires signing, and resets the connection when asked for SMB1.
import { recorded } from "../probe/peers.js";

export interface Connection {
  send: (bytes: Uint8Array) => void;
  /** `undefined`: the connection was reset. */
  receive: () => Promise<Uint8Array | undefined>;
  close: () => void;
}

export function connect(_name: string, _port: number): Promise<Connection> {
  let isSmb1 = false;
  return Promise.resolve({
    send: (bytes) => {
      isSmb1 = bytes[4] === 0xff;
    },
    receive: () => Promise.resolve(isSmb1 ? undefined : recorded.smb311Required),
    close: () => {},
  });
}
