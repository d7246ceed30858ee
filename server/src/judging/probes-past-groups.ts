import { platformPrefix } from "../azure/special-addresses.ts"
import { anyAddress } from "../values/parse-address.ts"
import { adminDecider } from "./admin-decision.ts"
import { anyFlow } from "./any-flow.ts"
import type { Attachments } from "./attachments.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { machinesBehind } from "./machines-behind.ts"

/** Whether security admin rules (AlwaysAllow) let health probes past every group, wherever this one is attached. */
export function areProbesLetPast({ context }: JudgedGroup, attachments: Attachments, port: number | "*"): boolean {
  const { places, areAll } = attachments
  if (!areAll || places.length === 0) return false
  const levels = [...places, ...machinesBehind(attachments)].map(({ admin }) => admin)
  const facts = context.factsAbout(anyFlow)
  return [...new Map(levels.map(level => [level.key, level])).values()].every(({ rules }) => {
    const decision = adminDecider(
      rules,
      facts,
    )({
      ...{ direction: "Inbound", protocol: "Tcp" },
      ...{ source: platformPrefix, sourcePort: "*", destination: anyAddress, destinationPort: port },
    })
    return decision?.asksGroups === false && decision.access === "Allow"
  })
}
