// Names and their stand-ins. One name has one stand-in wherever it stands, whatever its letter case, and two names
// never share one.
import { formatAddress, parseAddress } from "@countersign/capture";

/** What a name was first met as; it shows in the stand-in. */
export type NameKind = "host" | "domain" | "user" | "service";

/** 198.18.0.0/15 and 2001:2::/48 are for benchmarks ([RFC 2544], [RFC 5180]): on no network that is captured. */
const IPV4_BASE = 0xc6120000;
const IPV6_BASE = [0x20, 0x01, 0x00, 0x02];
const CAPTURE_EXTENSION = /(\.(pcapng|pcap|cap|dmp|snoop))?(\.(gz|zst))?$/i;

export class Pseudonyms {
  readonly #labels = new Map<string, string>();
  readonly #ipv4 = new Numbers();
  readonly #ipv6 = new Numbers();
  readonly #guids = new Numbers();
  readonly #opaque = new Numbers();
  readonly #files = new Numbers();
  readonly #counts = new Map<string, number>();

  /** An IP address by one of its own family; anything else as a host's name. */
  address(text: string): string {
    return this.#address(text) ?? this.host(text);
  }

  #address(text: string): string | undefined {
    const bytes = bytesOf(text);
    if (bytes === undefined) return undefined;
    const canonical = formatAddress(bytes);
    const isIpv4 = bytes.length === 4;
    const n = isIpv4 ? this.#ipv4.of(canonical) : this.#ipv6.of(canonical);
    const stand = new Uint8Array(bytes.length);
    if (!isIpv4) stand.set(IPV6_BASE);
    new DataView(stand.buffer).setUint32(bytes.length - 4, isIpv4 ? IPV4_BASE + n : n);
    return formatAddress(stand);
  }

  /** An address, a DNS name or a NetBIOS name of a computer. */
  host(text: string): string {
    return this.#address(text) ?? this.#dotted(text, "host");
  }

  /** A DNS or NetBIOS name of a domain. */
  domain(text: string): string {
    return this.#dotted(text, "domain");
  }

  /** A user's name, with its domain if it stands there; a computer's account keeps its `$`. */
  user(text: string): string {
    const backslash = text.indexOf("\\");
    if (backslash >= 0) {
      return `${this.domain(text.slice(0, backslash))}\\${this.user(text.slice(backslash + 1))}`;
    }
    const at = text.lastIndexOf("@");
    if (at >= 0) return `${this.user(text.slice(0, at))}@${this.domain(text.slice(at + 1))}`;
    return this.#label(text, text.endsWith("$") ? "host" : "user");
  }

  /** `class/host[:port or instance][/service][@realm]`: the class and a port stay. */
  spn(text: string): string {
    const at = text.lastIndexOf("@");
    if (at > text.indexOf("/")) return `${this.spn(text.slice(0, at))}@${this.domain(text.slice(at + 1))}`;
    const [serviceClass, ...parts] = text.split("/");
    if (parts.length === 0) return this.host(text);
    return [serviceClass, ...parts.map((part) => this.#spnPart(part))].join("/");
  }

  #spnPart(part: string): string {
    const address = this.#address(part);
    if (address !== undefined) return address;
    const colon = part.lastIndexOf(":");
    if (colon < 0) return this.host(part);
    const suffix = part.slice(colon + 1);
    const host = this.host(part.slice(0, colon));
    return `${host}:${/^\d*$/.test(suffix) ? suffix : this.#label(suffix, "service")}`;
  }

  /** Samba's server GUID is its name, others last as long as the machine. All zero stays: it is none. */
  guid(text: string): string {
    if (/^[0-]*$/.test(text)) return text;
    const digits = this.#guids.of(text.toLowerCase()).toString(16);
    return `00000000-0000-0000-0000-${digits.padStart(12, "0")}`;
  }

  /** Bytes as hex that may tell who someone is; all zero stays, the length too. */
  opaque(hex: string): string {
    if (/^0*$/.test(hex)) return hex;
    return this.#opaque.of(hex).toString(16).padStart(hex.length, "0").slice(-hex.length);
  }

  /** A path tells of machines and users too; what kind of file it is stays. */
  file(path: string): string {
    if (path === "" || path === "-") return path;
    return `capture${this.#files.of(path)}${CAPTURE_EXTENSION.exec(path)?.[0].toLowerCase() ?? ""}`;
  }

  /** Label by label, so that a host's domain, its forest and their NetBIOS names stay recognisable. */
  #dotted(text: string, first: NameKind): string {
    return text
      .split(".")
      .map((label, i) => this.#label(label, i === 0 ? first : "domain"))
      .join(".");
  }

  #label(label: string, kind: NameKind): string {
    const account = label.endsWith("$") ? "$" : "";
    const key = label.slice(0, label.length - account.length).toLowerCase();
    // Samba's server sends an empty name as a lone terminator.
    if (key === "" || key === "\0") return label;
    let stand = this.#labels.get(key);
    if (stand === undefined) {
      const n = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, n);
      stand = `${kind}${n}`;
      this.#labels.set(key, stand);
    }
    return stand + account;
  }
}

/** Numbers from 1, in the order in which keys are first met. */
class Numbers {
  readonly #numbers = new Map<string, number>();

  of(key: string): number {
    const n = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, n);
    return n;
  }
}

function bytesOf(text: string): Uint8Array | undefined {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  try {
    return parseAddress(bare);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
