/** SMB and NTLM signing, read from the bytes: each package of the house, a namespace each. */
export * as bytes from "@countersign/bytes";
export * as capture from "@countersign/capture";
export * as dissect from "@countersign/dissect";
export * as framing from "@countersign/framing";
export * as guidance from "@countersign/guidance";
export * as handshake from "@countersign/handshake";
export * as inspect from "@countersign/inspect";
export * as ntlmssp from "@countersign/ntlmssp";
export * as signing from "@countersign/signing";
export * as smb1 from "@countersign/smb1";
export * as smb2 from "@countersign/smb2";
export * as spnego from "@countersign/spnego";
