// A Vite plugin: one HTML file that needs no server, since browsers load no modules from disk. Its content security
// policy names its script and its style by their hashes, and allows nothing else but the worker that is inside.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

export function singleFile(): Plugin {
  return {
    name: "single-file",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = files.find((file) => file.type === "asset" && file.fileName.endsWith(".html"));
      const style = files.find((file) => file.type === "asset" && file.fileName.endsWith(".css"));
      const script = files.find((file) => file.type === "chunk" && file.isEntry);
      if (page?.type !== "asset" || style?.type !== "asset" || script?.type !== "chunk")
        throw new Error(`not one page, style and script: ${Object.keys(bundle).join(", ")}`);
      page.source = inlined(text(page.source), script.code, text(style.source));
      delete bundle[style.fileName];
      delete bundle[script.fileName];
    },
  };
}

function text(source: string | Uint8Array): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}

function inlined(html: string, script: string, style: string): string {
  const code = script.trim().replaceAll("</script", "<\\/script");
  const policy = policyFor(code, style);
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<style>${style}</style>\n</head>`;
  return html
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
    .replace("</head>", () => head)
    .replace("</body>", () => `<script type="module">${code}</script>\n</body>`);
}

function policyFor(script: string, style: string): string {
  const hash = (of: string) => `'sha256-${createHash("sha256").update(of).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "worker-src blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}
