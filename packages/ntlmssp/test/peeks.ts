// Every peek, and the field that it stands for.
import type { Peek } from "@countersign/testkit";
import * as ntlmssp from "../src/index.js";

export const peeks: Peek<ntlmssp.Message>[] = [
  {
    name: "peekMessageType",
    peek: ntlmssp.peekMessageType,
    field: (m) => ["negotiate", "challenge", "authenticate"].indexOf(m.kind) + 1,
  },
  { name: "peekNegotiateFlags", peek: ntlmssp.peekNegotiateFlags, field: (m) => m.negotiateFlags },
  { name: "isMessage", peek: ntlmssp.isMessage, field: () => true },
];
