import { smb1Messages } from "@countersign/arbitraries";

export const messages = smb1Messages();
