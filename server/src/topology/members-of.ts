import { keptFor } from "../values/kept-for.ts"
import type { Member, NetworkInterface } from "./topology.ts"

/** The IP configurations of a network interface, each time the same. */
export const membersOf = keptFor((networkInterface: NetworkInterface): readonly Member[] =>
  networkInterface.configurations.map(configuration => ({ networkInterface, configuration })),
)
