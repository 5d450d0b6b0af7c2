// Techniques of the Misconfiguration Manager catalogue that SMB signing, LDAP signing and extended protection open or close.
// They are about Microsoft Configuration Manager hierarchies and apply to nothing else.

/** What a host is known to be from elsewhere; the wire does not tell. 'site-system': one of Configuration Manager. */
export type HostRole = "site-system";

/** Ids as the catalogue spells them. */
export type TechniqueId =
  | "ELEVATE-1"
  | "ELEVATE-2"
  | "TAKEOVER-2"
  | "TAKEOVER-4"
  | "TAKEOVER-6"
  | "TAKEOVER-7"
  | "CRED-8"
  | "PREVENT-12"
  | "PREVENT-13"
  | "PREVENT-14"
  | "PREVENT-20";

/** One technique of attack or of defence. */
export interface Technique {
  id: TechniqueId;
  kind: "attack" | "defence";
  title: string;
  url: string;
}

/** What a finding opens, and what would close it. */
export interface TechniqueLinks {
  opens: readonly TechniqueId[];
  closedBy: readonly TechniqueId[];
}

const ROOT = "https://github.com/subat0mik/Misconfiguration-Manager/blob/main";

/** Every technique that a finding can name. */
export const techniques: Readonly<Record<TechniqueId, Technique>> = {
  "ELEVATE-1": attack(
    "ELEVATE-1",
    "Relay of a site server's logon to SMB on site systems",
    "ELEVATE/ELEVATE-1/ELEVATE-1",
  ),
  "ELEVATE-2": attack(
    "ELEVATE-2",
    "Relay by way of automatic client push installation",
    "ELEVATE/ELEVATE-2/ELEVATE-2",
  ),
  "TAKEOVER-2": attack(
    "TAKEOVER-2",
    "Relay to SMB on a remote site database",
    "TAKEOVER/TAKEOVER-2/takeover-2",
  ),
  "TAKEOVER-4": attack(
    "TAKEOVER-4",
    "Relay from a central administration site to the primary site server it came from",
    "TAKEOVER/TAKEOVER-4/takeover-4",
  ),
  "TAKEOVER-6": attack(
    "TAKEOVER-6",
    "Relay to SMB on a remote SMS Provider",
    "TAKEOVER/TAKEOVER-6/takeover-6",
  ),
  "TAKEOVER-7": attack(
    "TAKEOVER-7",
    "Relay to SMB between primary and passive site servers",
    "TAKEOVER/TAKEOVER-7/takeover-7",
  ),
  "CRED-8": attack(
    "CRED-8",
    "Relay of a management point's logon to the site database",
    "CRED/CRED-8/cred-8",
  ),
  "PREVENT-12": defence("PREVENT-12", "Require SMB signing on site systems", "prevent-12"),
  "PREVENT-13": defence("PREVENT-13", "Require LDAP channel binding and signing", "prevent-13"),
  "PREVENT-14": defence(
    "PREVENT-14",
    "Require extended protection on AD CS and site databases",
    "prevent-14",
  ),
  "PREVENT-20": defence("PREVENT-20", "Block unnecessary connections to site systems", "prevent-20"),
};

function attack(id: TechniqueId, title: string, path: string): Technique {
  return { id, kind: "attack", title, url: `${ROOT}/attack-techniques/${path}_description.md` };
}

function defence(id: TechniqueId, title: string, file: string): Technique {
  return {
    id,
    kind: "defence",
    title,
    url: `${ROOT}/defense-techniques/PREVENT/${id}/${file}_description.md`,
  };
}
