import { groupedBy } from "../../values/grouped.ts"
import type { DifferentValues, TopologyFault } from "../topology-fault.ts"

/** What a place states differently from other places is one contradiction, however many properties differ. */
export function mergeDifferences(faults: readonly TopologyFault[]): readonly TopologyFault[] {
  const atPlaces = groupedBy(faults, fault => (fault.kind === "different-values" ? placeKey(fault) : undefined))
  return faults.flatMap(fault => {
    if (fault.kind !== "different-values") return fault
    const same = (atPlaces.get(placeKey(fault)) ?? []).filter(each => each.kind === "different-values")
    if (same[0] !== fault) return []
    const properties = same.flatMap(each => each.properties)
    const others = same.flatMap(each => each.others)
    const byPlace = new Map(others.map(other => [`${other.document} ${other.nameRange.start}`, other]))
    return { ...fault, properties: [...new Set(properties)].sort(), others: [...byPlace.values()] }
  })
}

function placeKey({ document, range, resource }: DifferentValues): string {
  return `${document} ${range.start} ${resource}`
}
