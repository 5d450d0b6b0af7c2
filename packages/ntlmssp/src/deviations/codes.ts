/**
 * Everything {@link deviations} reports, by code: the section of [MS-NLMP] that says otherwise, and what is wrong. The
 * list is closed; codes may be added, none changes its meaning.
 */
export const DEVIATIONS = {
  "short-form": {
    section: "2.2.1",
    text: "the message ends or its payload starts before fields that it must have",
  },
  "max-len": { section: "2.2.1", text: "MaxLen is not Len" },
  "payload-overlap": { section: "2.2.1", text: "two fields point at the same bytes" },
  "unaligned-string": { section: "2.2.1", text: "a UTF-16LE string starts at an odd offset" },
  "reserved-not-zero": { section: "2.2", text: "reserved bytes are not zero" },
  "reserved-flags": { section: "2.2.2.5", text: "a bit r1 to r10 is set" },
  "no-charset": { section: "2.2.2.5", text: "neither NEGOTIATE_UNICODE nor NEGOTIATE_OEM is set" },
  "both-charsets": {
    section: "3.2.5.1.1",
    text: "NEGOTIATE_UNICODE and NEGOTIATE_OEM are set after the choice was made",
  },
  "no-always-sign": { section: "2.2.2.5", text: "NEGOTIATE_ALWAYS_SIGN is clear" },
  "no-ntlm": { section: "2.2.2.5", text: "NEGOTIATE_NTLM is clear" },
  "lm-key-with-ess": {
    section: "2.2.2.5",
    text: "NEGOTIATE_LM_KEY and NEGOTIATE_EXTENDED_SESSIONSECURITY are set after the choice was made",
  },
  "both-target-types": { section: "2.2.2.5", text: "TARGET_TYPE_SERVER and TARGET_TYPE_DOMAIN are set" },
  "datagram-without-key-exchange": {
    section: "2.2.2.5",
    text: "NEGOTIATE_DATAGRAM is set and NEGOTIATE_KEY_EXCH clear",
  },
  "version-without-flag": {
    section: "2.2.2.10",
    text: "Version is not zero though NEGOTIATE_VERSION is clear",
  },
  "flag-without-version": {
    section: "2.2.2.5",
    text: "NEGOTIATE_VERSION is set in a message without Version",
  },
  "ntlm-revision": { section: "2.2.2.10", text: "NTLMRevisionCurrent is not NTLMSSP_REVISION_W2K3" },
  "domain-name-without-flag": {
    section: "2.2.1.1",
    text: "DomainName is not empty though NEGOTIATE_OEM_DOMAIN_SUPPLIED is clear",
  },
  "workstation-name-without-flag": {
    section: "2.2.1.1",
    text: "WorkstationName is not empty though NEGOTIATE_OEM_WORKSTATION_SUPPLIED is clear",
  },
  "target-name-missing": { section: "2.2.2.5", text: "TargetName is empty though REQUEST_TARGET is set" },
  "target-name-without-flag": {
    section: "2.2.1.2",
    text: "TargetName is not empty though REQUEST_TARGET is clear",
  },
  "target-info-missing": {
    section: "2.2.2.5",
    text: "TargetInfo is empty or absent though NEGOTIATE_TARGET_INFO is set",
  },
  "target-info-without-flag": {
    section: "2.2.1.2",
    text: "TargetInfo is not empty though NEGOTIATE_TARGET_INFO is clear",
  },
  "session-key-without-flag": {
    section: "2.2.1.3",
    text: "EncryptedRandomSessionKey is not empty though NEGOTIATE_KEY_EXCH is clear",
  },
  "av-eol-missing": { section: "2.2.2.1", text: "the AV pairs have no MsvAvEOL" },
  "av-eol-length": { section: "2.2.2.1", text: "AvLen of MsvAvEOL is not zero" },
  "av-after-eol": { section: "2.2.2.1", text: "bytes follow MsvAvEOL, other than the Z(4) of 3.3.2" },
  "av-unknown": { section: "2.2.2.1", text: "AvId is none that the specification lists" },
  "av-duplicate": { section: "2.2.2.1", text: "an AvId is there twice" },
  "av-name-missing": { section: "2.2.2.1", text: "MsvAvNbComputerName or MsvAvNbDomainName is not there" },
  "av-size": { section: "2.2.2.1", text: "a value of fixed size has another" },
  "av-null-terminated": { section: "2.2.2.1", text: "a name ends with NUL" },
  "single-host-size": { section: "2.2.2.2", text: "Size is not the length of the value" },
  "lm-response-size": { section: "2.2.1.3", text: "LmChallengeResponse is no response by its length" },
  "nt-response-size": { section: "2.2.1.3", text: "NtChallengeResponse is no response by its length" },
  "nt-response-undecodable": {
    section: "2.2.2.8",
    text: "the AV pairs of an NTLMv2 response cannot be read",
  },
  "response-type": { section: "2.2.2.7", text: "RespType or HiRespType is not 1" },
  "mic-not-asserted": {
    section: "3.1.5.1.2",
    text: "MIC is not zero though no MsvAvFlags says that there is one",
  },
  "mic-missing": {
    section: "3.2.5.1.2",
    text: "MIC is absent or zero though MsvAvFlags says that there is one",
  },
} as const;

/** What a message does against [MS-NLMP], by name. */
export type DeviationCode = keyof typeof DEVIATIONS;

/** What each code means, with the section of [MS-NLMP]. Marked pure, so that a bundle of the decoders alone leaves the texts out. */
export const deviationMeanings: Readonly<Record<DeviationCode, string>> =
  /* @__PURE__ */ meaningsOf(DEVIATIONS);

function meaningsOf(deviations: typeof DEVIATIONS): Record<DeviationCode, string> {
  const meanings = Object.entries(deviations).map(([code, { section, text }]) => [
    code,
    `${text} (${section})`,
  ]);
  return Object.fromEntries(meanings) as Record<DeviationCode, string>;
}
