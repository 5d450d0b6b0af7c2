// Where in a capture the reader is: nothing, a host, one of its conversations, one of its messages.

/** Plain data, so that the browser's history can keep it. */
export interface Place {
  /** A server's address. */
  host?: string;
  /** Index in the result's conversations. */
  conversation?: number;
  /** 0-based in the conversation's list; `packet` in its place where only that is known. */
  message?: number;
  packet?: number;
  /** What to light in the message, as `Structure.field`. */
  field?: string;
}

/** What a place is called by the depth that it has. */
export type PlaceKind = "overview" | "host" | "conversation" | "message";

export function kindOf({ host, conversation, message, packet }: Place): PlaceKind {
  if (message !== undefined || packet !== undefined) return "message";
  if (conversation !== undefined) return "conversation";
  return host === undefined ? "overview" : "host";
}

/** The places on the way there, outermost first, itself last. */
export function pathTo(place: Place): Place[] {
  const { host, conversation } = place;
  const path: Place[] = [{}];
  if (host !== undefined) path.push({ host });
  if (host !== undefined && conversation !== undefined) path.push({ host, conversation });
  if (kindOf(place) === "message") path.push(place);
  return path;
}

/** A place out of the browser's history, or the outermost one for anything else. */
export function placeFrom(state: unknown): Place {
  return typeof state === "object" && state !== null ? (state as Place) : {};
}
