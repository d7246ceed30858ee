import { similarName } from "../values/similar-name.ts"

const known: readonly string[] = [
  "Microsoft.Network/networkSecurityGroups",
  "Microsoft.Network/networkSecurityGroups/securityRules",
  "Microsoft.Resources/deployments",
]

/** The type of a group, of a rule or of what may hold some, meant by one that is nearly so called; undefined for any other. */
export function meantType(type: string): string | undefined {
  const parts = type.toLowerCase().split("/")
  return known.find(each => {
    const right = each.toLowerCase().split("/")
    const isNear = right.length === parts.length && right.every((part, at) => similarName(parts[at] ?? "", [part]))
    return isNear && right.some((part, at) => part !== parts[at])
  })
}
