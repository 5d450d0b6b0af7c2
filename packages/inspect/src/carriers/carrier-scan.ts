export type CarrierName = "http" | "ldap" | "dcerpc" | "tds" | "smtp" | "imap" | "pop3" | "tcp";
export type NtlmFound = (carrier: CarrierName, token: Uint8Array, side: 0 | 1, packet: number) => void;
export class CarrierScan {
  constructor(_found: NtlmFound) {}
  data(_side: 0 | 1, _bytes: Uint8Array, _start: number, _end: number, _packet: number): boolean {
    return false;
  }
  gap(_side: 0 | 1, _length: number): void {}
}
