// opener.mjs: captures out of whatever speaks HTTP, an object store's signed URLs too
export default async function* open(url, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  yield* response.body;
}
