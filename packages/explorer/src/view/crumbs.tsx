import { endpointText, visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import type { CaptureResult } from "../model/capture.js";
import { kindOf, type Place, pathTo } from "../model/place.js";

/** The way from the capture to where the reader is. */
export function Crumbs({
  result,
  place,
  go,
}: {
  result: CaptureResult;
  place: Place;
  go: (place: Place) => void;
}): JSX.Element {
  const path = pathTo(place);
  return (
    <nav aria-label="Where you are">
      <ol class="crumbs">
        {path.map((step, i) => (
          <li key={i}>
            {i === path.length - 1 ? (
              <span aria-current="page">{nameOf(result, step)}</span>
            ) : (
              <button type="button" class="link" onClick={() => go(step)}>
                {nameOf(result, step)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function nameOf({ capture, conversations }: CaptureResult, place: Place): string {
  switch (kindOf(place)) {
    case "overview":
      return visibleText(capture.file);
    case "host":
      return place.host ?? "";
    case "conversation": {
      const client = conversations[place.conversation ?? -1]?.client;
      return client === undefined ? "conversation" : `from ${endpointText(client.address, client.port)}`;
    }
    case "message":
      return "message";
  }
}
