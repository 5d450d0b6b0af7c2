// Dialects chosen lower than need be. [MS-SMB2] 3.3.5.4: a server takes the greatest dialect that both ends implement.

import { type Evidence, type Reason, reason } from "./reason.js";

/** One choice of a dialect by a server, as SMB2 dialect codes; SMB1 as a whole is 0. */
export interface DialectChoice extends Evidence {
  /** 0x02FF: the 'SMB 2.???' of an SMB1 request, any dialect from 2.1 on. */
  offered: readonly number[];
  /** 0x02FF: the answer to 'SMB 2.???', which puts the choice off. */
  chosen: number;
}

/** SMB1 as a `DialectChoice` has it. */
export const SMB1_CHOSEN = 0;
const SMB_2_1 = 0x0210;
const SMB_2_WILDCARD = 0x02ff;

/**
 * Choices of one server that are lower than a dialect which the client offered and the server is known to speak by
 * another of these choices. Each gives two reasons: the choice, and the other one.
 */
export function downgradedChoices(choices: readonly DialectChoice[]): Reason[] {
  const spoken = new Map<number, DialectChoice>();
  for (const choice of choices) if (!spoken.has(levelOf(choice))) spoken.set(levelOf(choice), choice);
  return choices.flatMap((choice) => {
    if (choice.chosen === SMB_2_WILDCARD) return [];
    const known = [...spoken.keys()].filter(
      (dialect) => dialect > choice.chosen && isOffered(dialect, choice),
    );
    const proof = spoken.get(Math.max(...known));
    return proof === undefined ? [] : [told("dialect-below-common", choice), told("dialect-spoken", proof)];
  });
}

/** [MS-SMB2] 3.3.5.3.1: 0x02FF is answered by servers that implement 2.1 or more. */
function levelOf({ chosen }: DialectChoice): number {
  return chosen === SMB_2_WILDCARD ? SMB_2_1 : chosen;
}

function isOffered(dialect: number, { offered }: DialectChoice): boolean {
  return offered.includes(dialect) || (dialect >= SMB_2_1 && offered.includes(SMB_2_WILDCARD));
}

function told(code: "dialect-below-common" | "dialect-spoken", choice: DialectChoice): Reason {
  const field =
    choice.chosen === SMB1_CHOSEN
      ? "Smb1NegotiateResponse.dialectIndex"
      : "Smb2NegotiateResponse.dialectRevision";
  const value = choice.chosen === SMB1_CHOSEN ? "SMB1" : choice.chosen;
  return reason(code, { packet: choice.packet, offset: choice.offset, file: choice.file, field, value });
}
