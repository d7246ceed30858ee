import type { KnownNetworks } from "../../analysis/known-networks.ts"
import type { Finding, Related } from "../../checks/check.ts"
import type { AttachedPlace, Attachments } from "../../judging/attachments.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import { detached } from "../../syntax/detached.ts"
import { groupedBy } from "../../values/grouped.ts"
import { remember } from "../../values/remember.ts"
import type { JoinedUnits } from "./joined-units.ts"
import { groupKey, madeGroups } from "./made-groups.ts"
import type { SentFinding } from "./sent-finding.ts"
import type { SurveyedFile, SurveyedUnit } from "./surveyed-file.ts"
import type { Component, SentAttachments, SentGroup, SentLevel, Task, UnitInContext } from "./task.ts"
import { fileUri, movedBy, partOf, type Unit } from "./unit.ts"

interface Whole {
  readonly files: readonly SurveyedFile[]
  readonly joined: JoinedUnits
  readonly networks: KnownNetworks
}

/** Bytes of files that are judged in one go. */
const taskSize = 512 * 1024

/** What there is to judge and is not judged yet, in the order of the files: one task after the other, so that nothing is made before it is needed. */
export function* makeTasks(whole: Whole, isJudged = (_: Component): boolean => false): Generator<Task> {
  let components: Component[] = []
  let size = 0
  for (const component of componentsOf(whole)) {
    if (isJudged(component)) continue
    components.push(component)
    for (const unit of component.joined) size += unit.size
    if (size < taskSize) continue
    yield { components }
    components = []
    size = 0
  }
  if (components.length > 0) yield { components }
}

/** Those of which anything is to be judged. */
function* componentsOf(whole: Whole): Generator<Component> {
  const contexts = new Contexts(whole)
  const seen = new Set<readonly Unit[]>()
  for (const { unit } of whole.files.flatMap(file => file.units)) {
    const joined = whole.joined.of(unit)
    if (seen.has(joined)) continue
    seen.add(joined)
    const judged = joined.flatMap(each => contexts.of(each))
    if (judged.length === 0) continue
    yield { joined, attachments: joined.map(each => contexts.attachmentsIn(each)), judged }
  }
}

/** What the whole says of each unit. */
class Contexts {
  readonly #whole: Whole
  readonly #byUri: ReadonlyMap<string, SurveyedUnit>
  readonly #unitsOfFiles: ReadonlyMap<string, readonly SurveyedUnit[]>
  /** What is found in the networks, by files and their units. */
  readonly #findings = new Map<string, ReadonlyMap<string, readonly Finding[]>>()
  readonly #places: ReadonlyMap<string | LocatedGroup, GroupPlace>

  constructor(whole: Whole) {
    const all = whole.files.flatMap(({ units }) => units)
    this.#whole = whole
    this.#byUri = new Map(all.map(each => [each.unit.uri, each]))
    this.#unitsOfFiles = groupedBy(all, ({ unit }) => fileUri(unit))
    this.#places = new Map(all.flatMap(each => groupPlaces(each, whole.joined)))
  }

  /** Nothing where there is nothing to judge in it. */
  of(unit: Unit): readonly UnitInContext[] {
    const found = this.#findingsIn(unit)
    const { namesGroup, suppresses } = this.#byUri.get(unit.uri)?.summary.text ?? {}
    if (!namesGroup && !suppresses && found.length === 0) return []
    const findings = found.map(finding => this.#sentFinding(finding, unit))
    const documents = new Set(findings.flatMap(({ related }) => related.flatMap(({ document }) => document ?? [])))
    const related = [...documents].flatMap(uri => this.#byUri.get(uri)?.unit ?? [])
    return [{ unit, findings, related }]
  }

  attachmentsIn({ uri }: Unit): readonly SentAttachments[] {
    const surveyed = this.#byUri.get(uri)
    if (!surveyed) return []
    return madeGroups(fileUri(surveyed.unit), surveyed.summary.text).map(({ document, group }) =>
      this.#sentAttachments(this.#whole.networks.attachmentsOf(document, group)),
    )
  }

  #sentAttachments({ areAll, places }: Attachments): SentAttachments {
    return {
      areAll,
      places: places.map(place => ({ ...place, others: place.others.map(other => this.#sentLevel(other)) })),
    }
  }

  #sentLevel(level: AttachedPlace["others"][number]): SentLevel {
    if (level.kind !== "group") return level
    const { group, name, machine, admin } = level
    const place = this.#places.get(group) ?? this.#places.get(groupKey(group.document ?? "", group))
    const known = { name, machine, admin }
    return place ? { ...place, ...known } : { kind: "unknown", ...known }
  }

  #findingsIn(unit: Unit): readonly Finding[] {
    const uri = fileUri(unit)
    const byUnit = remember(this.#findings, uri, () => {
      const found = this.#whole.networks.findingsIn(uri, unit.settings)
      return groupedBy(found, ({ range }) => this.#unitAt(uri, range.start)?.uri ?? uri)
    })
    return byUnit.get(unit.uri) ?? []
  }

  /** The unit of a file in which an offset is. */
  #unitAt(uri: string, offset: number): Unit | undefined {
    const units = this.#unitsOfFiles.get(uri) ?? []
    let [low, high] = [0, units.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      const unit = units[middle]?.unit
      if (unit && movedBy(unit) + (unit.part?.head.length ?? 0) <= offset) low = middle
      else high = middle
    }
    return units[low]?.unit
  }

  /** As the unit's own text has it. */
  #sentFinding(finding: Finding, unit: Unit): SentFinding {
    const { fixes: _, group, rule, related, ...told } = finding
    // These it works out when they are asked for.
    const { data, fault } = finding
    const own = <T>(value: T): T => (unit.part ? detached(value, new Map(), -movedBy(unit)) : value)
    return {
      ...own({ ...told, data, fault }),
      group: group && own(group),
      rule: rule && own(rule),
      related: related.map(each => this.#sentRelated(each, unit)),
    }
  }

  #sentRelated(related: Related, unit: Unit): Related {
    const to = this.#unitAt(related.document ?? fileUri(unit), related.range.start)
    if (!to || (related.document === undefined && to === unit)) return related
    return { ...detached(related, new Map(), -movedBy(to)), document: to.uri }
  }
}

/** Where a group is read, wherever it stands at the other level. */
type GroupPlace = Omit<SentGroup, "name" | "machine" | "admin">

/** Where each group of a unit is read: of a part by itself. */
function groupPlaces({ unit, summary }: SurveyedUnit, joined: JoinedUnits): [string | LocatedGroup, GroupPlace][] {
  const units = joined.of(unit)
  return madeGroups(fileUri(unit), summary.text).flatMap(({ document, group }, number) => {
    const item = summary.part?.items[number]
    const alone = units.length === 1 && item && unit.part ? partOf(unit, { ...unit.part, ...item }) : undefined
    const place: GroupPlace = alone
      ? { kind: "group", joined: [alone], uri: alone.uri, number: 0 }
      : { kind: "group", joined: units, uri: unit.uri, number }
    return [
      [group, place],
      [groupKey(document, group), place],
    ]
  })
}
