import { appendTo } from "../../values/grouped.ts"
import type { SurveyedUnit } from "./surveyed-file.ts"
import { fileUri, type Unit } from "./unit.ts"

/** Which units have to be at hand to judge one: those whose rules are joined, and templates with their parameter files and with those that they link. */
export interface JoinedUnits {
  /** In the order of all, the unit itself among them. */
  of(unit: Unit): readonly Unit[]
  /** Those with a group of which rules may stand elsewhere, or with such rules: all of these count in what groups say together. */
  readonly withSharedGroups: ReadonlySet<Unit>
}

export function joinUnits(all: readonly SurveyedUnit[]): JoinedUnits {
  const sets = new Sets(all.length)
  const sharing = placesByReference(all)
  for (const [first, ...others] of sharing) for (const other of others) if (first !== undefined) sets.join(first, other)
  const files = new Map(all.map(({ unit }, place) => [fileUri(unit), place]))
  for (const [place, { summary }] of all.entries()) {
    const { parameterFile = "", linked } = summary.text
    for (const uri of [parameterFile, ...linked.map(each => each.uri)]) {
      const file = files.get(uri)
      if (file !== undefined) sets.join(place, file)
    }
  }
  const members = new Map<number, Unit[]>()
  const setOf = new Map<string, number>()
  for (const [place, { unit }] of all.entries()) {
    appendTo(members, sets.of(place), unit)
    setOf.set(unit.uri, sets.of(place))
  }
  return {
    of: unit => members.get(setOf.get(unit.uri) ?? -1) ?? [unit],
    withSharedGroups: new Set(sharing.flat().flatMap(place => all[place]?.unit ?? [])),
  }
}

/** For each name or id by which rules refer to a group, the places of the units that have such rules or such a group. */
function placesByReference(all: readonly SurveyedUnit[]): readonly (readonly number[])[] {
  const referred = new Set<string>()
  for (const { groups, identities } of all.flatMap(readingsOf)) {
    for (const [number, group] of groups.entries()) {
      if (group.reference) for (const key of identities[number] ?? []) referred.add(key)
    }
  }
  const places = new Map<string, number[]>()
  for (const [place, unit] of all.entries()) {
    const keys = new Set(readingsOf(unit).flatMap(({ identities }) => identities.flat()))
    for (const key of keys) if (referred.has(key)) appendTo(places, key, place)
  }
  return [...places.values()]
}

/** What a unit says itself, and what it makes of the templates that it links. */
function readingsOf({ summary: { text } }: SurveyedUnit) {
  return [text, ...text.linked]
}

/** Numbers that are put together into sets. */
class Sets {
  readonly #above: number[]

  constructor(count: number) {
    this.#above = Array.from({ length: count }, (_, number) => number)
  }

  /** The least number of a number's set. */
  of(number: number): number {
    const above = this.#above[number] ?? number
    if (above === number) return number
    const top = this.of(above)
    this.#above[number] = top
    return top
  }

  join(one: number, other: number): void {
    const [least = one, most = one] = [this.of(one), this.of(other)].sort((a, b) => a - b)
    this.#above[most] = least
  }
}
