import type { SecurityRule } from "../engine/security-rule.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import { platformTerms } from "./hidden-rules.ts"
import { platformTraffic } from "./stand-in-names.ts"

/** What no rule reaches is allowed; names of their own stand for it in rules that do. */
export const platformRules: readonly SecurityRule[] = (["Inbound", "Outbound"] as const).map(direction => ({
  name: platformTraffic,
  priority: Number.MAX_SAFE_INTEGER,
  direction,
  access: "Allow",
  protocol: "*",
  source: [anyAddress],
  sourcePorts: [allPorts],
  destination: platformTerms,
  destinationPorts: [allPorts],
  possiblyAbsent: false,
}))
