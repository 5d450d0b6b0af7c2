import { describe, expect, it } from "vitest";
import { CarrierScan } from "../../src/carriers/carrier-scan.js";
import {
  AUTHENTICATE,
  base64,
  bytes,
  CHALLENGE,
  type Conversation,
  expectAnySplit,
  INIT,
  listen,
  logon,
  NEGOTIATE,
  RESP_AUTHENTICATE,
  RESP_CHALLENGE,
  text,
  told,
} from "./conversation.js";

const block = (...lines: string[]) => text(`${lines.join("\r\n")}\r\n\r\n`);

const logonAt = (path: string, body = ""): Conversation => [
  [0, block(`GET ${path} HTTP/1.1`, "Host: nordwind.example", `Authorization: NTLM ${base64(NEGOTIATE)}`)],
  [
    1,
    block(
      "HTTP/1.1 401 Unauthorized",
      `WWW-Authenticate: NTLM ${base64(CHALLENGE)}`,
      `Content-Length: ${body.length}`,
    ),
  ],
  [1, text(body)],
  [0, block(`GET ${path} HTTP/1.1`, `Authorization: NTLM ${base64(AUTHENTICATE)}`)],
];

describe("HTTP", () => {
  it("finds a logon, at any split", () => {
    expectAnySplit(
      [...logonAt("/", "<html>"), [1, block("HTTP/1.1 200 OK", "Content-Length: 2")], [1, text("ok")]],
      logon("http"),
    );
  });

  it("opens SPNEGO, to a proxy too, whatever the case of names and schemes", () => {
    expectAnySplit(
      [
        [
          0,
          block(
            "POST http://x/ HTTP/1.1",
            `proxy-authorization:  negotiate ${base64(INIT)}  `,
            "Content-Length: 0",
          ),
        ],
        [
          1,
          block(
            "HTTP/1.1 407 No",
            `PROXY-AUTHENTICATE: Negotiate ${base64(RESP_CHALLENGE)}`,
            "Content-Length: 0",
          ),
        ],
        [0, block("POST http://x/ HTTP/1.1", `Proxy-Authorization: Negotiate ${base64(RESP_AUTHENTICATE)}`)],
      ],
      logon("http"),
    );
  });

  it("takes each of several challenges, in one field or in many, and no quoted text for one", () => {
    const quoted = `Basic realm="a, NTLM ${base64(AUTHENTICATE)}, \\"b"`;
    expectAnySplit(
      [
        [0, block("GET / HTTP/1.1")],
        [
          1,
          block(
            "HTTP/1.1 401 No HTTP/1.0 here",
            `WWW-Authenticate: ${quoted}, Negotiate ${base64(RESP_CHALLENGE)}, NTLM ${base64(CHALLENGE)},Kerberos`,
            "WWW-Authenticate: Negotiate",
            `WWW-Authenticate: NTLM ${base64(CHALLENGE)}`,
            "Content-Length: 0",
          ),
        ],
      ],
      [told("http", 1, CHALLENGE), told("http", 1, CHALLENGE), told("http", 1, CHALLENGE)],
    );
  });

  it("reads a field that is folded inside its token", () => {
    const token = base64(NEGOTIATE);
    const folded = [
      `Authorization: NTLM ${token.slice(0, 20)}`,
      ` ${token.slice(20, 30)}`,
      `\t${token.slice(30)}`,
    ];
    expectAnySplit([[0, block("GET / HTTP/1.1", ...folded, "Host: x")]], [told("http", 0, NEGOTIATE)]);
    const challenges = [
      "WWW-Authenticate: NTLM,",
      ` Negotiate ${base64(RESP_CHALLENGE)}`,
      ' , Basic realm="x"',
    ];
    expectAnySplit([[1, block("HTTP/1.1 401 No", ...challenges)]], [told("http", 1, CHALLENGE)]);
    const endless = Array.from({ length: 64 }, () => " ");
    expectAnySplit([[0, block("GET / HTTP/1.1", "Authorization: NTLM", ...endless, ` ${token}`)]], []);
  });

  it("reads a folded field", () => {
    expectAnySplit(
      [
        [
          0,
          block(
            "GET / HTTP/1.1",
            "Authorization:",
            `\tNTLM ${base64(NEGOTIATE)}`,
            "X: y",
            ` NTLM ${base64(NEGOTIATE)}`,
          ),
        ],
      ],
      [told("http", 0, NEGOTIATE)],
    );
  });

  it("goes on through bodies, chunks, trailers, interim answers and answers without body", () => {
    const body = block("GET / HTTP/1.1", `Authorization: NTLM ${base64(CHALLENGE)}`);
    const chunked = bytes(
      text(`${body.length.toString(16).toUpperCase()};x=y\r\n`),
      body,
      text("\r\n5\r\nGET /\r\n0\r\nX: y\r\n\r\n"),
    );
    expectAnySplit(
      [
        [0, bytes(block("PUT / HTTP/1.1", `Content-Length: ${body.length}`, "Expect: 100-continue"), body)],
        [1, block("HTTP/1.1 100 Continue")],
        [
          1,
          bytes(block("HTTP/1.1 200 OK", "Transfer-Encoding: gzip, chunked", "Content-Length: 7"), chunked),
        ],
        [0, block("HEAD / HTTP/1.1")],
        [1, block("HTTP/1.1 200 OK", "Content-Length: 123456")],
        [0, bytes(block("POST / HTTP/1.1", "transfer-encoding: chunked"), chunked, text("\r\n"))],
        [1, block("HTTP/1.1 304 Not Modified", "Content-Length: 99")],
        [0, block("DELETE / HTTP/1.1")],
        [1, block("HTTP/1.1 204 No Content")],
        ...logonAt("/again", body.toString()),
      ],
      logon("http"),
    );
  });

  it("wants nothing of an answer that ends with the connection", () => {
    const heard = listen([
      [0, block("GET / HTTP/1.0")],
      [1, block("HTTP/1.0 200 OK")],
    ]);
    expect(heard.wanted).toEqual([true, false]);
  });

  it("goes on after a refusal that tells no length", () => {
    expectAnySplit(
      [
        [0, block("GET / HTTP/1.1")],
        [
          1,
          bytes(
            block("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: NTLM"),
            text("<html>HTTP/2 HTTP/1.x\n</html>HTTP/"),
          ),
        ],
        [0, block("GET / HTTP/1.1", `Authorization: NTLM ${base64(NEGOTIATE)}`)],
        [1, block("HTTP/1.1 401 Unauthorized", `WWW-Authenticate: NTLM ${base64(CHALLENGE)}`)],
      ],
      [told("http", 0, NEGOTIATE), told("http", 1, CHALLENGE)],
    );
  });

  it.each([
    ["a tunnel", [block("CONNECT x:443 HTTP/1.1")], [block("HTTP/1.1 200 Connection established")]],
    [
      "another protocol",
      [block("GET / HTTP/1.1", "Upgrade: x")],
      [block("HTTP/1.1 101 Switching Protocols")],
    ],
    ["HTTP/2", [text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")], [new Uint8Array(60)]],
  ])("wants nothing of %s", (_name, [request], [answer]) => {
    const heard = listen([
      [0, request!],
      [1, answer!],
      [0, bytes(text("\r\n"), logonAt("/")[0]![1])],
    ]);
    expect(heard.tokens).toEqual([]);
    expect(heard.wanted).toEqual([false, false]);
  });

  it("passes over a header block of more than 64 KiB and finds the next", () => {
    const filler = Array.from({ length: 70 }, (_, i) => `X-${i}: ${"y".repeat(1000)}`);
    const late = `Authorization: NTLM ${base64(NEGOTIATE)}`;
    const oneLine = ["GET / HTTP/1.1", `X: ${"y".repeat(70_000)}`, late];
    expectAnySplit([[0, block("GET / HTTP/1.1", ...filler, late)], ...logonAt("/")], logon("http"));
    expectAnySplit([[0, block(...oneLine)], ...logonAt("/")], logon("http"));
  });

  it.each(["Content-Length: x", "Content-Length: 99999999999999999999", "Content-Length: -1"])(
    "finds the next header block after %s",
    (field) => {
      expectAnySplit(
        [[0, block("POST / HTTP/1.1", field)], [0, text("body\r\n")], ...logonAt("/")],
        logon("http"),
      );
    },
  );

  it("finds the next header block after a broken chunk", () => {
    const broken = bytes(block("POST / HTTP/1.1", "Transfer-Encoding: chunked"), text("zz\r\nbody\r\n"));
    expectAnySplit([[0, broken], ...logonAt("/")], logon("http"));
  });

  it("gives up a side that shows no start line in a MiB", () => {
    const heard = listen([
      [0, block("GET / HTTP/1.1")],
      [1, bytes(text("HTTP/1.1 x\r\n"), new Uint8Array(1 << 20), [0])],
    ]);
    expect(heard.wanted).toEqual([true, false]);
  });

  it("skips a gap inside a body, and finds the next start line after any other", () => {
    const [first, second, , third] = logonAt("/").map(([, piece]) => piece);
    const found: number[] = [];
    const scan = new CarrierScan((_carrier, token) => found.push(token[8]!));
    const show = (side: 0 | 1, piece: Uint8Array) => scan.data(side, piece, 0, piece.length, 1);
    show(0, first!);
    show(1, block("HTTP/1.1 401 Unauthorized", "Content-Length: 1000"));
    scan.gap(1, 1000 - second!.length);
    // The end of the body looks like the answer after it.
    show(1, bytes(second!, second!));
    expect(found).toEqual([1, 2]);
    show(0, text("POST / HTTP/1.1\r\nAuthorization: NTLM TlRM"));
    scan.gap(0, 40);
    show(0, bytes(text(`${base64(NEGOTIATE)}\r\nX: y\r\n\r\n`), third!));
    expect(found).toEqual([1, 2, 3]);
  });

  it("joins in the middle of a connection", () => {
    const [request, answer] = logonAt("/").map(([, piece]) => piece);
    const heard = listen([
      [1, bytes(new Uint8Array(50), text("\n"))],
      [0, request!],
      [1, bytes(text("</html>"), answer!)],
      [0, bytes(text("end of a form"), request!)],
    ]);
    expect(heard.tokens).toEqual([
      told("http", 0, NEGOTIATE),
      told("http", 1, CHALLENGE),
      told("http", 0, NEGOTIATE),
    ]);
  });

  it("lets what is no token be", () => {
    const values = [
      "NTLM",
      "NTLM ====",
      "NTLM !",
      "Negotiate YII",
      `Bearer ${base64(NEGOTIATE)}`,
      "Negotiate AAAA",
    ];
    const heard = listen([[0, block("GET / HTTP/1.1", ...values.map((value) => `Authorization: ${value}`))]]);
    expect(heard.tokens).toEqual([]);
    expect(heard.wanted[0]).toBe(true);
  });
});
