import { isEndName } from "../flows/bracketed-name.ts"
import { everything } from "../topology/called-endpoint.ts"
import { endTypes } from "../topology/endpoint.ts"
import type { TopologyIndex } from "../topology/topology-index.ts"

/** Everything of a topology that an end of a flow may name: `nic:web-0`, `subnet:hub/web`; what a flow cannot hold is left out. */
export function namedEnds(index: TopologyIndex): readonly string[] {
  const ends = endTypes.flatMap(type =>
    everything(index, { kind: "named", type, name: "" }).map(({ candidate }) => `${type}:${candidate().name}`),
  )
  return [...new Set(ends)].filter(isEndName)
}
