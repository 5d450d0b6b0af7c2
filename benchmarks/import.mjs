// usage: node import.mjs [PACKAGE]   imports a package in this process; prints { ms, memory }: on-CPU milliseconds, and
// bytes at the process's peak.
const [name] = process.argv.slice(2);
const begun = process.cpuUsage();
if (name !== undefined) await import(name);
const { user, system } = process.cpuUsage(begun);
console.log(JSON.stringify({ ms: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 }));
