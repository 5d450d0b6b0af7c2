import { useEffect, useState } from "preact/hooks";
import { type Place, placeFrom } from "../model/place.js";

/** The place, kept in the browser's history so that its back button leads back. */
export function usePlace(): [place: Place, go: (place: Place) => void, reset: () => void] {
  const [place, setPlace] = useState<Place>({});
  useEffect(() => {
    const back = ({ state }: PopStateEvent) => setPlace(placeFrom(state));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = (next: Place) => {
    history.pushState(next, "");
    setPlace(next);
    scrollTo({ top: 0 });
  };
  const reset = () => {
    history.replaceState({}, "");
    setPlace({});
  };
  return [place, go, reset];
}
