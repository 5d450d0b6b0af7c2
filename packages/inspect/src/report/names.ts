// How codes are written in reports.
import { type Code, codeName, type Names } from "@countersign/bytes";
import {
  Cipher,
  CompressionAlgorithm,
  Dialect,
  HashAlgorithm,
  RdmaTransformId,
  SigningAlgorithm,
} from "@countersign/smb2";

const DIALECTS: ReadonlyMap<number, string> = new Map<number, string>([
  [Dialect.SMB_2_0_2, "2.0.2"],
  [Dialect.SMB_2_1, "2.1"],
  [Dialect.SMB_3_0, "3.0"],
  [Dialect.SMB_3_0_2, "3.0.2"],
  [Dialect.SMB_3_1_1, "3.1.1"],
  [Dialect.SMB_2_WILDCARD, "2.FF"],
]);

export function dialectName(dialect: Dialect): string {
  return DIALECTS.get(dialect) ?? hex(dialect, 4);
}

export function cipherName(cipher: Cipher): string {
  return dashed(cipher, Cipher);
}

export function signingAlgorithmName(algorithm: SigningAlgorithm): string {
  return dashed(algorithm, SigningAlgorithm);
}

export function hashAlgorithmName(algorithm: HashAlgorithm): string {
  return dashed(algorithm, HashAlgorithm);
}

export function compressionAlgorithmName(algorithm: CompressionAlgorithm): string {
  return COMPRESSION_NAMES.get(algorithm) ?? hex(algorithm, 4);
}

export function rdmaTransformName(id: RdmaTransformId): string {
  return codeName(id, RdmaTransformId) ?? hex(id, 4);
}

const COMPRESSION_NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [CompressionAlgorithm.NONE, "None"],
  [CompressionAlgorithm.LZNT1, "LZNT1"],
  [CompressionAlgorithm.LZ77, "LZ77"],
  [CompressionAlgorithm.LZ77_HUFFMAN, "LZ77+Huffman"],
  [CompressionAlgorithm.PATTERN_V1, "Pattern_V1"],
  [CompressionAlgorithm.LZ4, "LZ4"],
]);

/** `AES_128_GCM` as the standards write it, `AES-128-GCM`. */
function dashed(code: Code<string>, table: Names): string {
  return codeName(code, table)?.replaceAll("_", "-") ?? hex(code, 4);
}

/** A number as `0x` and at least `digits` hex digits. */
export function hex(value: number | bigint, digits: number): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}
