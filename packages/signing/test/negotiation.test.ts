import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DialectChoice,
  downgradedChoices,
  inspectNegotiation,
  type NegotiationFacts,
  type Smb2RequestFacts,
  type Smb2ResponseFacts,
} from "../src/index.js";

const guid = new Uint8Array(16).fill(0x41);
const otherGuid = new Uint8Array(16).fill(0x42);
const request: Smb2RequestFacts = {
  packet: 7,
  dialects: [0x0202, 0x0210, 0x0302],
  securityMode: 1,
  capabilities: 0x7f,
  guid,
};
const response: Smb2ResponseFacts = {
  packet: 8,
  dialect: 0x0302,
  securityMode: 1,
  capabilities: 0x2f,
  guid,
};
const sound = {
  smb2: [{ request, response }],
  validateRequests: [{ ...request, packet: 20 }],
  validateResponses: [{ ...response, packet: 21, isSigned: true }],
  sessionSetups: [{ packet: 9, securityMode: 1 }],
} satisfies NegotiationFacts;

const found = (facts: NegotiationFacts) =>
  inspectNegotiation(facts).map(({ code, packet, value }) => [code, packet, value]);

describe("inspectNegotiation", () => {
  it("finds nothing in a negotiation that agrees with itself", () => {
    expect(found(sound)).toEqual([]);
    expect(found({})).toEqual([]);
  });

  it.each([
    ["securityMode", { securityMode: 3 }, ["negotiate-info-mode-differs", 20, 3]],
    ["capabilities", { capabilities: 0 }, ["negotiate-info-capabilities-differ", 20, 0]],
    [
      "guid",
      { guid: otherGuid },
      ["negotiate-info-guid-differs", 20, "42424242-4242-4242-4242-424242424242"],
    ],
    ["fewer dialects", { dialects: [0x0202] }, ["negotiate-info-dialect-differs", 20, "0x202"]],
    [
      "more dialects",
      { dialects: [...request.dialects, 0x0311] },
      ["negotiate-info-dialect-differs", 20, "0x202 0x210 0x302 0x311"],
    ],
  ])("the client's repeated request: %s", (_, change, expected) => {
    const validateRequests = sound.validateRequests.map((repeated) => ({ ...repeated, ...change }));
    expect(found({ ...sound, validateRequests })).toEqual([expected]);
  });

  it.each([
    ["securityMode", { securityMode: 3 }, ["negotiate-info-mode-differs", 21, 3]],
    ["capabilities", { capabilities: 0x6f }, ["negotiate-info-capabilities-differ", 21, 0x6f]],
    [
      "guid",
      { guid: otherGuid },
      ["negotiate-info-guid-differs", 21, "42424242-4242-4242-4242-424242424242"],
    ],
    ["dialect", { dialect: 0x0300 }, ["negotiate-info-dialect-differs", 21, 0x0300]],
    ["no signature", { isSigned: false }, ["negotiate-info-not-signed", 21, undefined]],
  ])("the server's repeated answer: %s", (_, change, expected) => {
    const validateResponses = sound.validateResponses.map((repeated) => ({ ...repeated, ...change }));
    expect(found({ ...sound, validateResponses })).toEqual([expected]);
  });

  it("looks at every repetition, and tells each contradiction once", () => {
    const [repeated] = sound.validateRequests;
    const later = [30, 40].map((packet) => ({ ...repeated!, packet, securityMode: 3 }));
    expect(found({ ...sound, validateRequests: [repeated!, ...later] })).toEqual([
      ["negotiate-info-mode-differs", 30, 3],
    ]);
  });

  it("compares with the last negotiation, and not with the 0x02FF answer before it", () => {
    const wildcard = { ...response, packet: 5, dialect: 0x02ff, capabilities: 7 };
    expect(found({ ...sound, smb2: [{ response: wildcard }, ...sound.smb2] })).toEqual([]);
    expect(found({ smb2: [{ response: wildcard }], validateResponses: sound.validateResponses })).toEqual([]);
  });

  it("says nothing of what was not seen", () => {
    expect(found({ ...sound, smb2: [] })).toEqual([]);
    expect(found({ ...sound, smb2: [{ request }], validateRequests: [] })).toEqual([]);
  });

  it("a dialect that was not offered", () => {
    const strange = { ...response, dialect: 0x0311 };
    const smb2 = [{ request, response: strange }];
    expect(found({ smb2 })).toEqual([["dialect-not-offered", 8, 0x0311]]);
    // What an SMB1 request offered is not compared: 0x0202 is legal there.
    expect(found({ smb2: [{ response: strange }] })).toEqual([]);
  });

  it("two servers on one connection", () => {
    const first = { ...response, packet: 5, dialect: 0x02ff, guid: otherGuid };
    expect(found({ smb2: [{ response: first }, { request, response }] })).toEqual([
      ["server-guid-differs", 8, "41414141-4141-4141-4141-414141414141"],
    ]);
  });

  it.each([
    [1, 1, []],
    [1, 2, []],
    [2, 2, []],
    [3, 2, []],
    [3, 1, [["client-requirement-dropped", 9, 1]]],
    [2, 0, [["client-requirement-dropped", 9, 0]]],
  ])("client modes 0x%s in NEGOTIATE and 0x%s in SESSION_SETUP", (negotiate, setup, expected) => {
    const smb2 = [{ request: { ...request, securityMode: negotiate }, response }];
    expect(found({ smb2, sessionSetups: [{ packet: 9, securityMode: setup }] })).toEqual(expected);
  });
});

describe("downgradedChoices", () => {
  const codes = (choices: DialectChoice[]) =>
    downgradedChoices(choices).map(({ code, packet, value }) => [code, packet, value]);

  it("names the choice, and the one that shows that there was a better", () => {
    const choices = [
      { packet: 1, offered: [0x0202, 0x0210, 0x0311], chosen: 0x0210 },
      { packet: 2, offered: [0x0311], chosen: 0x0311 },
    ];
    expect(codes(choices)).toEqual([
      ["dialect-below-common", 1, 0x0210],
      ["dialect-spoken", 2, 0x0311],
    ]);
  });

  it.each<[string, DialectChoice[]]>([
    ["dialects asked for one by one", [0x0202, 0x0210, 0x0311].map((d) => ({ offered: [d], chosen: d }))],
    [
      "a client with a low limit",
      [
        { offered: [0x0202], chosen: 0x0202 },
        { offered: [0x0311], chosen: 0x0311 },
      ],
    ],
    [
      "the highest of each offer",
      [
        { offered: [0x0202, 0x0300], chosen: 0x0300 },
        { offered: [0x0311], chosen: 0x0311 },
      ],
    ],
    [
      "an SMB1 opening that puts the choice off",
      [
        { offered: [0x0202, 0x02ff], chosen: 0x02ff },
        { offered: [0x0311], chosen: 0x0311 },
      ],
    ],
    [
      "SMB1 alone",
      [
        { offered: [], chosen: 0 },
        { offered: [0x0311], chosen: 0x0311 },
      ],
    ],
    [
      "offers that were not seen",
      [
        { offered: [], chosen: 0x0202 },
        { offered: [], chosen: 0x0311 },
      ],
    ],
  ])("finds nothing in %s", (_, choices) => {
    expect(codes(choices)).toEqual([]);
  });

  it("takes 0x02FF for a sign of 2.1, so 2.0.2 after it is too low", () => {
    const opening = { packet: 1, offered: [0x0202, 0x02ff], chosen: 0x02ff };
    expect(codes([opening, { packet: 2, offered: [0x0202, 0x0210], chosen: 0x0202 }])).toEqual([
      ["dialect-below-common", 2, 0x0202],
      ["dialect-spoken", 1, 0x02ff],
    ]);
    expect(codes([opening, { packet: 2, offered: [0x0202, 0x0311], chosen: 0x0202 }])).toEqual([]);
  });

  it("knows SMB1 for lower than any SMB2 that was offered by name", () => {
    const spoken = { packet: 9, offered: [0x0311], chosen: 0x0311 };
    expect(codes([{ packet: 1, offered: [0x0202, 0x02ff], chosen: 0 }, spoken])).toEqual([
      ["dialect-below-common", 1, "SMB1"],
      ["dialect-spoken", 9, 0x0311],
    ]);
  });

  it("never blames a server that takes the greatest common dialect", () => {
    const dialects = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311];
    const some = fc.subarray(dialects, { minLength: 1 });
    fc.assert(
      fc.property(some, fc.array(some), (spoken, offers) => {
        const choices = offers.flatMap((offered) => {
          const common = offered.filter((dialect) => spoken.includes(dialect));
          return common.length === 0 ? [] : [{ offered, chosen: Math.max(...common) }];
        });
        expect(downgradedChoices(choices)).toEqual([]);
      }),
    );
  });
});
