import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { redisOptions, redisPlace } from "../../src/redis/connection.js";

const folder = mkdtempSync(join(tmpdir(), "countersign-fleet-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the way to Redis", () => {
  it("is a URL, and secrets from the environment", () => {
    const env = { COUNTERSIGN_REDIS_PASSWORD: "pw", COUNTERSIGN_REDIS_USERNAME: "me" };
    expect(redisOptions("redis://[2001:db8::1]:6380/2", env)).toEqual({
      maxRetriesPerRequest: null,
      host: "2001:db8::1",
      port: 6380,
      db: 2,
      username: "me",
      password: "pw",
    });
    expect(redisOptions("unix:///run/redis.sock", {})).toEqual({
      maxRetriesPerRequest: null,
      path: "/run/redis.sock",
    });
  });

  it("has TLS where the URL says so, with the environment's certificates", () => {
    const ca = join(folder, "ca.pem");
    writeFileSync(ca, "certificate");
    const options = redisOptions("rediss://redis.example", { COUNTERSIGN_REDIS_CA: ca });
    expect(options.tls).toEqual({ ca: Buffer.from("certificate") });
    expect(redisPlace(options)).toBe("redis.example:6379 with TLS");
  });

  it("is refused with a password in it, which is not repeated", () => {
    for (const url of ["redis://:geheim@h", "redis://u:geheim@h", "unix://geheim@h/x"]) {
      expect(() => redisOptions(url, {})).toThrow(RangeError);
      expect(() => redisOptions(url, {})).not.toThrow(/geheim/);
    }
  });

  it.each(["http://h", "h", "redis://h/x"])("is not %s", (url) => {
    expect(() => redisOptions(url, {})).toThrow(RangeError);
  });
});
