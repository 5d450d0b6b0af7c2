import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of the fixtures; the program is bundled, so that its own place does not tell. */
export const FIXTURES: URL = pathToFileURL(`${join(root(process.cwd()), "fixtures")}/`);

/** The nearest folder upwards that has fixtures. */
function root(folder: string): string {
  if (existsSync(join(folder, "fixtures", "captures"))) return folder;
  const parent = join(folder, "..");
  if (parent === folder) throw new Error("not run inside the repository");
  return root(parent);
}
