import { isUnknown, type Unknown } from "../values/unknown.ts"
import type { LocatedRule } from "./reader.ts"

/** Why nothing that a rule matches is known: one expression gives all of its values, but for its name and priority. */
export function openValues(rule: LocatedRule): Unknown | undefined {
  const { direction, access, protocol, at } = rule
  if (!isUnknown(direction) || !isUnknown(access) || !isUnknown(protocol)) return undefined
  const base = baseOf(direction, "direction")
  const isOne = base !== undefined && baseOf(access, "access") === base && baseOf(protocol, "protocol") === base
  const isWritten = Object.keys(at.properties).some(property =>
    /^(direction|access|protocol|source|dest)/.test(property),
  )
  return isOne && !isWritten ? direction : undefined
}

/** `x` of `x.direction`, which is what `restOf` calls the part of an expression that gives a property. */
function baseOf({ identity }: Unknown, property: string): string | undefined {
  return identity.endsWith(`.${property}`) ? identity.slice(0, -property.length - 1) : undefined
}
