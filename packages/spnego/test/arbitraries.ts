import { objectIdentifiers, spnegoTokens } from "@countersign/arbitraries";

export const oids = objectIdentifiers();
export const tokens = spnegoTokens();
