/** What no worker survives. */
export default async function* open() {
  yield new Uint8Array(1);
  process.kill(process.pid, "SIGKILL");
}
