import type { Flow } from "../engine/flow.ts"
import type { Direction } from "../engine/security-rule.ts"
import type { Endpoint, WrittenEnd } from "../topology/endpoint.ts"

/** A flow between ends that may be things of a topology, as people write it. */
export interface WrittenFlow extends Pick<Flow, "protocol" | "sourcePort" | "destinationPort"> {
  /** Absent: the whole path, or the side that is in the topology. */
  readonly direction?: Direction
  readonly source: WrittenEnd
  readonly destination: WrittenEnd
}

/** The same with what its ends stand for. */
export interface PathQuestion {
  readonly written: WrittenFlow
  readonly source: Endpoint
  readonly destination: Endpoint
}
