import type { TopologyFault } from "../topology/topology-fault.ts"
import type { WorkspaceContext } from "./check.ts"

type Kind = TopologyFault["kind"]
type FaultOf<K extends Kind> = TopologyFault & { readonly kind: K }

/** The contradictions of some kinds that linking the networks has found. */
export function faultsOf<K extends Kind>(
  { topology }: WorkspaceContext,
  ...kinds: readonly K[]
): readonly FaultOf<K>[] {
  return topology.faults.filter((fault): fault is FaultOf<K> => kinds.some(kind => kind === fault.kind))
}
