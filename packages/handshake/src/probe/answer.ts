// What a message's header says of its being an answer.
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import type { Protocol } from "../handshake.js";

/** What the probe waits for: the answer to which command. */
export type Awaited = "negotiate" | "sessionSetup";

/**
 * - `answer`: it answers what is waited for, or is too short to say.
 * - `interim`: it says that the answer will come.
 * - `aside`: an answer to something else, such as a notification.
 * - `request`: it goes in the wrong direction.
 * - `foreign`: it is encrypted or compressed, and nothing was agreed on.
 */
export type Sort = "answer" | "interim" | "aside" | "request" | "foreign";

/** Which SMB a message is of; it begins as one. */
export function protocolOf(message: Uint8Array): Protocol {
  return message[0] === 0xff ? "smb1" : "smb2";
}

export function sortOf(message: Uint8Array, awaited: Awaited): Sort {
  return protocolOf(message) === "smb1" ? sortSmb1(message, awaited) : sortSmb2(message, awaited);
}

function sortSmb1(message: Uint8Array, awaited: Awaited): Sort {
  if (smb1.peekIsResponse(message) === false) return "request";
  const command = smb1.peekCommand(message);
  const wanted = awaited === "negotiate" ? smb1.Command.NEGOTIATE : smb1.Command.SESSION_SETUP_ANDX;
  return command === undefined || command === wanted ? "answer" : "aside";
}

function sortSmb2(message: Uint8Array, awaited: Awaited): Sort {
  if (message[0] !== 0xfe) return "foreign";
  if (smb2.peekIsResponse(message) === false) return "request";
  const command = smb2.peekCommand(message);
  const wanted = awaited === "negotiate" ? smb2.Command.NEGOTIATE : smb2.Command.SESSION_SETUP;
  if (command !== undefined && command !== wanted) return "aside";
  return smb2.peekStatus(message) === smb2.Status.PENDING ? "interim" : "answer";
}
