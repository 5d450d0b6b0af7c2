import { smb2Messages, smb2PlainMessages } from "@countersign/arbitraries";

export const anyMessage = smb2Messages();
export const plainMessage = smb2PlainMessages();
