// A program's run, with what it took.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** Runs a program with `input`; its own CPU time and peak memory are read from /proc while it runs. */
export async function measured(file, args, input) {
  const begun = performance.now();
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"] });
  let usage = { cpuSeconds: 0, peakMiB: 0 };
  const watch = setInterval(() => {
    usage = usageOf(child.pid) ?? usage;
  }, 50);
  child.stdin.end(input);
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  const [code] = await once(child, "close");
  clearInterval(watch);
  if (code !== 0) throw new Error(`${file}: exit code ${code}`);
  return { output: Buffer.concat(chunks).toString(), seconds: (performance.now() - begun) / 1000, ...usage };
}

/** proc(5): user and system time in ticks of 10 ms, the peak of the resident set in KiB. Nothing once it has ended. */
function usageOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user, system] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(12, 14).map(Number);
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return peak && { cpuSeconds: (user + system) / 100, peakMiB: Number(peak[1]) / 1024 };
  } catch {
    return undefined;
  }
}
