import type { Place } from "../topology/topology.ts"
import type { Related } from "./check.ts"

/** Another resource of the networks as a place to look at: at its name. */
export function relatedPlace(
  { document, nameRange: range }: Pick<Place, "document" | "nameRange">,
  message: string,
): Related {
  return { document, range, message }
}
