import type { SecurityRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { platformTags } from "./service-tags.ts"

/** What of a rule keeps it from being the one kind that Azure took with a tag of the platform. */
export type TagShapeFault = "access" | "protocol" | "sourcePorts" | "destinationPorts"

/** The tag of the platform that a rule names; undefined where it names none. */
export function platformTagIn({ source, destination }: SecurityRule): string | undefined {
  const term = source.find(isPlatformTag) ?? destination.find(isPlatformTag)
  return term && platformTags[term.key as keyof typeof platformTags]
}

function isPlatformTag({ kind, key }: AddressTerm): boolean {
  return kind === "tag" && Object.hasOwn(platformTags, key)
}

/**
 * A rule with such a tag had to be a Deny of protocol `*` and ports `*` (recorded 2020-21: azure-docs#56942,
 * data-safe-haven#992). What cannot be known of the rule counts as right.
 */
export function tagShapeFaults(rule: SecurityRule): readonly TagShapeFault[] {
  if (platformTagIn(rule) === undefined) return []
  const { access, protocol } = rule
  const isPartial = (ports: SecurityRule["sourcePorts"]) =>
    ports.every(port => "first" in port) &&
    !ports.some(port => "first" in port && port.first === 0 && port.last === 65535)
  return [
    ...(access === "Allow" ? (["access"] as const) : []),
    ...(typeof protocol === "string" && protocol !== "*" ? (["protocol"] as const) : []),
    ...(["sourcePorts", "destinationPorts"] as const).filter(side => isPartial(rule[side])),
  ]
}
