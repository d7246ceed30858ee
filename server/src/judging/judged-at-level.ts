import type { Flow } from "../engine/flow.ts"
import type { PlacedGroup } from "../topology/topology.ts"
import type { GroupInContext } from "./group-decision.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { GroupInSubnet } from "./judged-network.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/**
 * A group that judges a flow at a level of its path. What few ask for is made when they do; a class, since an object literal with
 * getters takes longer to make than the decision.
 */
export class JudgedAtLevel {
  readonly kind = "judged"
  readonly placed: PlacedGroup
  readonly #flow: Flow
  readonly #judging: GroupInSubnet
  readonly #routed: GroupInContext | undefined
  #verdict: FlowVerdict | undefined
  #ifRouted: FlowVerdict | undefined

  constructor(placed: PlacedGroup, flow: Flow, judging: GroupInSubnet, routed: GroupInContext | undefined) {
    this.placed = placed
    this.#flow = flow
    this.#judging = judging
    this.#routed = routed
  }

  get ruled(): RuledGroup {
    return this.#judging.group
  }

  /** Everything that there is to be said of the group's verdict. */
  get verdict(): FlowVerdict {
    this.#verdict ??= this.#judging.verdictOn(this.#flow)
    return this.#verdict
  }

  /** The same if the subnet's routes make VirtualNetwork everything, where they may and that makes a difference. */
  get ifRouted(): FlowVerdict | undefined {
    this.#ifRouted ??= this.#routed?.verdictOn(this.#flow)
    return this.#ifRouted
  }
}
