import { fileURLToPath } from "node:url";
import { Application, ReflectionKind } from "typedoc";
import { describe, expect, it } from "vitest";
import { coverage } from "./api-docs/gaps.mjs";

const path = (name) => fileURLToPath(new URL(`api-docs/${name}`, import.meta.url));

describe("the API's documentation", () => {
  it("wants comments, units, errors and sections", async () => {
    const app = await Application.bootstrap({
      entryPoints: [path("planted.ts")],
      tsconfig: path("tsconfig.planted.json"),
      alwaysCreateEntryPointModule: true,
      disableSources: true,
      skipErrorChecking: true,
      logLevel: "None",
    });
    const project = await app.convert();
    const [module] = project.getReflectionsByKind(ReflectionKind.Module);
    module.name = "@countersign/smb2";
    const { documented, gaps } = coverage(project);
    expect(gaps.map((gap) => gap.replace("@countersign/smb2.", "")).sort()).toEqual([
      "Cursor.skip: no doc comment",
      "NoComment.bare: no word of unit or bytes",
      "NoComment: no doc comment",
      "NoSection: no section",
      "decodeSilently: no word of errors",
    ]);
    expect(documented).toBe(9);
  });
});
