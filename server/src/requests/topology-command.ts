import { drawPicture, locatedPicture } from "../features/picture-svg.ts"
import { topologyJson } from "../features/topology-json.ts"
import { topologyPicture } from "../features/topology-picture.ts"
import type { TopologyAnswer } from "../protocol.ts"
import type { Workspace } from "../workspace/workspace.ts"
import { locateIn } from "./network-places.ts"

export async function answerTopology(workspace: Workspace): Promise<TopologyAnswer> {
  const network = await workspace.network()
  const locate = locateIn(network)
  const picture = drawPicture(topologyPicture(network.topology))
  return { ...topologyJson(network.topology, locate), client: locatedPicture(picture, locate) }
}
