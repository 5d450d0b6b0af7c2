import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loopbackAddresses } from "../src/addresses.js";
import { startDomainController } from "../src/domain-controller.js";
import { type RunningServer, startAll, stopAll } from "../src/processes.js";
import { canTest, namespaces, nmap, provisioning, sambaTool, smbd } from "../src/tools.js";
import { type Answers, ask, type Expected, expectAgreement, expectVerdict } from "./rows.js";

/** smb.conf(5): "server signing" is mandatory where the server's role is that of a domain controller. */
const EXPECTED: Expected = {
  advertised: { smb1: "unknown", smb2: "required" },
  relay: "blocked",
  dialects: ["2.0.2", "2.1", "2.FF", "3.0", "3.0.2", "3.1.1"],
  names: { netbiosName: "VALE01", netbiosDomain: "VALE" },
};

const tools = [namespaces, smbd, nmap, sambaTool, provisioning];

describe.runIf(canTest("a domain controller", tools))("a Samba Active Directory domain controller", () => {
  const [host] = loopbackAddresses(1) as [string];
  let servers: RunningServer[] = [];
  let answers: Answers;

  beforeAll(async () => {
    servers = await startAll([
      startDomainController({ host, port: 445, name: "vale01", domain: "vale.test" }),
    ]);
    answers = (await ask(servers))[0]!;
  }, 600_000);
  afterAll(() => stopAll(servers));

  it("gives the verdict that its role means", () => {
    expectVerdict(answers, EXPECTED);
  });

  it("tells its names in DNS", () => {
    expect(answers.report.names).toMatchObject({ dnsName: "vale01.vale.test", dnsDomain: "vale.test" });
  });

  it("is told of by nmap in the same way", () => {
    expectAgreement(answers, EXPECTED);
  });
});
