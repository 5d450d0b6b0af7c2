// What has to come out of a capture of logons, and what came out of it.

/** Servers as the generators number them: those with an odd address require signing. */
function requiresSigning(address) {
  return Number(address.split(".")[3]) % 2 === 1;
}

/** Counts conversations whose reports give the server the policy that it has. */
export class ConversationTally {
  conversations = 0;
  required = 0;
  wrong = 0;

  add(report) {
    if (report.kind !== "handshake") return;
    const required = requiresSigning(report.server.address);
    const { advertised, relayToSmb } = report.signing;
    this.conversations++;
    if (advertised.smb2 === "required") this.required++;
    const isRight =
      advertised.smb2 === (required ? "required" : "enabled") &&
      relayToSmb.outcome === (required ? "blocked" : "possible") &&
      report.sessions.some(({ ntlm }) => ntlm?.user !== undefined);
    if (!isRight) this.wrong++;
  }
}

/** The same of hosts, each of which has as many sessions as there were conversations with it. */
export class HostTally {
  conversations = 0;
  required = 0;
  wrong = 0;

  add(report) {
    if (report.kind !== "host") return;
    const required = requiresSigning(report.address);
    const logons = report.sessions.user;
    this.conversations += logons;
    if (report.advertised.smb2 === "required") this.required += logons;
    if ((report.advertised.smb2 === "required") !== required || report.names.netbiosName === undefined) {
      this.wrong++;
    }
  }
}
