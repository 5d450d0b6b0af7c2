import { messageFixtures } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { countersign, d30, scratchFolder } from "./run.js";

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const messages = messageFixtures();
const request = messages["smb311-ntlm.json/ss_req2"]!;
/** AUTHENTICATE starts here, its NT response there. */
const AUTHENTICATE_AT = 104;
const PROOF_AT = 216;
const proof = toHex(request.subarray(PROOF_AT, PROOF_AT + 16));
const token = Buffer.from(request.subarray(AUTHENTICATE_AT, 502)).toString("base64");
const scratch = scratchFolder();

describe("countersign decode", () => {
  it("draws a tree of what it finds by itself, and hides the responses", async () => {
    const { code, stdout, stderr } = await countersign(["decode", toHex(request)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^argument, hex {2}522 bytes\n0000 {2}SMB2 SESSION_SETUP request {2}\[MS-SMB2\] 2\.2\.5\n/,
    );
    expect(stdout).toMatch(/^0043 {2}├─securityMode {2}0x01 {2}SIGNING_ENABLED$/m);
    expect(stdout).toMatch(/└─NTLMSSP AUTHENTICATE {2}\[MS-NLMP\] 2\.2\.1\.3$/m);
    expect(stdout).toMatch(/ ├─userName {2}"perfuser"$/m);
    expect(stdout).toMatch(/\* The MIC's slot is there\.$/m);
    expect(stdout).toMatch(/^00d8 .*─response {2}16 bytes, hidden/m);
    expect(stdout).not.toContain(proof);
    expect(stdout).not.toContain("\u001b");
  });

  it("shows secrets to who asks", async () => {
    const { stdout } = await countersign(["decode", "--show-secrets", toHex(request)]);
    expect(stdout).toContain(`response  ${proof}`);
  });

  it("puts the bytes beside the fields, but not the hidden ones", async () => {
    const hidden = await countersign(["decode", "--hex", toHex(request)]);
    expect(hidden.stdout).toMatch(/^0000 {2}fe 53 4d 42 +│ ├─protocolId/m);
    expect(hidden.stdout).toMatch(/^00d8 {2}(·· ){16} .*─response/m);
    expect(hidden.stdout.replaceAll(" ", "")).not.toContain(proof);
    const shown = await countersign(["decode", "--hex", "--show-secrets", toHex(request)]);
    expect(shown.stdout).toContain(proof.replace(/..(?=.)/g, "$& "));
  });

  it("takes a header line without quotes", async () => {
    const { code, stdout, stderr } = await countersign(["decode", "Authorization:", "NTLM", token]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^argument, Authorization: NTLM, header {2}398 bytes\n0000 {2}NTLMSSP AUTHENTICATE /,
    );
  });

  it("reads files and standard input, binary or text", async () => {
    const frame = Uint8Array.from([0, 0, request.length >> 8, request.length & 0xff, ...request]);
    const binary = scratch.file("frame.bin", frame);
    const text = scratch.file("token.txt", `${token}\n`);
    const files = await countersign(["decode", binary, "--file", text]);
    expect([files.code, files.stderr]).toEqual([0, ""]);
    expect(files.stdout).toContain(`${binary}, binary  526 bytes\n0000  SMB over TCP frame`);
    expect(files.stdout).toContain(`${text}, base64  398 bytes\n`);
    const piped = await countersign(["decode", "-"], frame);
    expect(piped.stdout).toMatch(/^standard input, binary {2}526 bytes\n/);
    expect((await countersign(["decode"], frame)).stdout).toBe(piped.stdout);
  });

  it("prints JSON with every node, and no secret in it", async () => {
    const { code, stdout } = await countersign(["decode", "-f", "json", toHex(request)]);
    expect(code).toBe(0);
    expect(stdout).not.toContain(proof);
    const [dissection] = JSON.parse(stdout);
    expect(dissection).toMatchObject({
      kind: "dissection",
      version: 1,
      input: { name: "argument", form: "hex" },
      layer: "smb2",
      length: 522,
      nodes: [{ name: "SMB2 SESSION_SETUP request", offset: 0, length: 522 }],
    });
  });

  it("shows a broken message as far as it goes, and says where it ends", async () => {
    const cut = request.slice(0, 300);
    const { code, stdout } = await countersign(["decode", toHex(cut)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /x truncated: Smb2SessionSetupRequest\.securityBuffer at byte 88 needs 222 more bytes/,
    );
    expect(stdout).toContain("NTLMSSP AUTHENTICATE");
    expect(stdout).not.toContain(proof);
  });

  it("marks deviations with their sections", async () => {
    const response = messages["smb311-ntlm.json/neg_rsp"]!.slice();
    response[66] = 2;
    const { stdout } = await countersign(["decode", toHex(response)]);
    expect(stdout.replace(/[\s│├─]+/g, " ")).toContain(
      "! required-without-enabled: The server sets SIGNING_REQUIRED without SIGNING_ENABLED (3.3.5.4). Smb2NegotiateResponse.securityMode, [MS-SMB2] 3.3.5.4",
    );
  });

  it("colours for terminals, and not where NO_COLOR forbids it", async () => {
    const colored = await countersign(["decode", toHex(request)], undefined, {
      FORCE_COLOR: "1",
      NO_COLOR: "",
    });
    expect(colored.stdout).toContain("\u001b[");
    const plain = await countersign(["decode", toHex(request)], undefined, {
      FORCE_COLOR: "1",
      NO_COLOR: "1",
    });
    expect(plain.stdout).not.toContain("\u001b");
  });

  it("lets nothing in a message steer the terminal", async () => {
    const evil = request.slice();
    // The user's name, at 348 of the message.
    evil.set([0x1b, 0, 0x5b, 0], AUTHENTICATE_AT + 348);
    const { stdout } = await countersign(["decode", toHex(evil)]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("\\u{1b}[rfuser");
  });

  it("says what was tried where it finds nothing", async () => {
    const { code, stdout, stderr } = await countersign(["decode", "no such thing!"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: argument: no message was found\n/);
    expect(stderr).toContain('  as base64: " " is no base64 digit.\n');
    expect(stderr).toContain("  hint: give hex, base64");
    const bytes = await countersign(["decode", "deadbeef"]);
    expect(bytes.code).toBe(2);
    expect(bytes.stderr).toContain("  as hex: 4 bytes that begin like no SMB");
  });

  it("knows captures, other schemes and missing files for what they are", async () => {
    const capture = await countersign(["decode", d30]);
    expect([capture.code, capture.stdout]).toEqual([2, ""]);
    expect(capture.stderr).toContain("hint: it is a capture, which countersign inspect reads");
    const bearer = await countersign(["decode", "Authorization: Bearer abc"]);
    expect([bearer.code, bearer.stderr]).toEqual([
      2,
      expect.stringContaining("hint: Bearer carries no messages"),
    ]);
    const missing = await countersign(["decode", "./missing.bin"]);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining("there is no file ./missing.bin"),
    ]);
  });

  it("ends with 3 for a file that cannot be opened, and still decodes the others", async () => {
    const { code, stdout, stderr } = await countersign(["decode", "--file", "/no/such/file", toHex(request)]);
    expect(code).toBe(3);
    expect(stderr).toBe("error: /no/such/file: no such file or folder\n");
    expect(stdout).toContain("SMB2 SESSION_SETUP request");
  });

  it("answers wrong usage with exit code 2", async () => {
    for (const args of [["--format", "yaml", "00"], ["--nope"]]) {
      const { code, stderr } = await countersign(["decode", ...args]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: /)]);
    }
  });
});
