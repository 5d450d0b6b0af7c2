import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeFrame } from "@countersign/framing";
import type { HostReport } from "@countersign/inspect";
import { messageFixtures } from "@countersign/testkit";
import { afterAll, describe, expect, it } from "vitest";
import { type ScanOptions, scan, type Target, targetsOf } from "../../src/index.js";
import { adversary } from "./adversary.js";

const answer = encodeFrame({
  kind: "sessionMessage",
  payload: messageFixtures()["smb311-ntlm.json/neg_rsp"]!,
});
