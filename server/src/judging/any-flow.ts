import type { Flow } from "../engine/flow.ts"
import { anyAddress } from "../values/parse-address.ts"

/** Says nothing of its ends: for what holds of all flows. */
export const anyFlow: Flow = {
  direction: "Inbound",
  protocol: "Tcp",
  source: anyAddress,
  sourcePort: "*",
  destination: anyAddress,
  destinationPort: "*",
}
