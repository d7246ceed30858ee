import type { LocatedGroup } from "../../readers/reader.ts"
import type { Range } from "../../syntax/node.ts"
import { indexReferences } from "../../values/reference-index.ts"
import { parseResourceId } from "../../values/resource-id.ts"
import { textHash } from "../../values/text-hash.ts"
import type { WrittenReference } from "../parts/network-part.ts"
import type { PlacedGroup, Reference } from "../topology.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type Linking, resolveStated, type Stated } from "./linking.ts"
import { type DefinedGroup, type PlacedPart, says, type TopologyDocument } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

/** The groups of all documents, and which of them something applies. */
export interface Groups {
  /** What the parts of a subnet or network interface refer to. */
  resolve(stated: readonly (Stated<WrittenReference> | undefined)[]): Reference<PlacedGroup>
  /** Those that nothing refers to, and that do not say themselves that something does. */
  unattached(): readonly PlacedGroup[]
}

export function linkGroups(linking: Linking, documents: readonly TopologyDocument[]): Groups {
  const defined = documents.flatMap(document => document.groups.map(group => ({ document, group })))
  const byPlace = new Map(defined.map(({ document, group }) => [placeKey(document, group.written), group]))
  const byId = indexReferences(defined, ({ group }) => referenceOf(group.written))
  const parts = linking.things.of("networkSecurityGroup").flatMap(({ parts: own }) => own)
  const attached = new Set<DefinedGroup>()
  const definitionsOf = (thing: Thing) => thing.parts.flatMap(each => groupAt(byPlace, each))
  const meantBy = ({ value, by }: Stated<WrittenReference>) => {
    const thing = linking.things.find(value.reference, by.document)
    return isFound(thing) ? definitionsOf(thing) : []
  }
  const isDisputed = (stated: Stated<WrittenReference>) => meantBy(stated).length > 1
  const claimed = new Set(
    parts.flatMap(each =>
      says(each, "networkSecurityGroup") && each.part.says.isAttached ? groupAt(byPlace, each) : [],
    ),
  )
  /** They apply to what no document here defines. */
  const applied = linking.things.astray.flatMap(by =>
    says(by, "association") && by.part.says.group ? [{ value: by.part.says.group, by }] : [],
  )
  const found = (group: DefinedGroup): Reference<PlacedGroup> => {
    attached.add(group)
    return { kind: "resolved", target: group.placed }
  }
  return {
    resolve: stated => {
      const [first, another] = stated.filter(each => each !== undefined)
      if (first && !another) {
        const { value, by } = first
        const inline = byPlace.get(rangeKey(by.document, value.range, by.part))
        if (inline && isOnlyBody(inline.written)) return writtenOut(linking, value, by)
        if (inline) return found(inline)
        const known = byId.find(value.reference, "other").map(({ group }) => group)
        const group = known.length > 0 ? single(known) : undefined
        if (group) return found(group)
      }
      const reference = resolveStated(linking, "networkSecurityGroup", "group", stated, thing =>
        single(definitionsOf(thing)),
      )
      if (reference.kind === "resolved") return found(reference.target)
      if (reference.kind === "none" || !first) return reference
      // Any of them may be the one that applies.
      for (const each of stated) if (each) for (const group of meantBy(each)) claimed.add(group)
      if (!isDisputed(first)) return reference
      return { ...reference, reason: unresolvedReasons.differentDefinitions }
    },
    unattached: () => {
      for (const each of applied) for (const group of meantBy(each)) claimed.add(group)
      return defined
        .filter(({ group }) => !attached.has(group) && !claimed.has(group) && isGroupItself(group.written))
        .map(({ group }) => group.placed)
    },
  }
}

function writtenOut({ unresolved }: Linking, { text, range }: WrittenReference, { document }: PlacedPart) {
  unresolved.push({ kind: "networkSecurityGroup", reference: text, document: document.uri, range })
  return { kind: "unresolved", text, reason: unresolvedReasons.writtenOut } as const
}

/** A body is attached where it stands, and what a list of rules becomes is said elsewhere. */
function isGroupItself({ inside, rulesOnly }: LocatedGroup): boolean {
  return !inside && !rulesOnly
}

/** A body without an id inside of a subnet: what Azure does with it is not published. */
function isOnlyBody({ inside, id }: LocatedGroup): boolean {
  return inside !== undefined && id === undefined
}

function groupAt(byPlace: ReadonlyMap<string, DefinedGroup>, { document, part }: PlacedPart): readonly DefinedGroup[] {
  const group = byPlace.get(placeKey(document, part))
  return group ? [group] : []
}

function referenceOf({ id }: LocatedGroup) {
  return id === undefined ? undefined : parseResourceId(id)
}

function placeKey(document: TopologyDocument, part: Pick<LocatedGroup, "range" | "iteration" | "call">): string {
  return rangeKey(document, part.range, part)
}

/** Loops and linked templates make several things of one text. */
function rangeKey(
  { uri, scope }: TopologyDocument,
  { start, end }: Range,
  { iteration, call }: Pick<LocatedGroup, "iteration" | "call">,
): string {
  return `${uri} ${scope} ${start} ${end} ${iteration ?? ""} ${call ?? ""}`
}

/** One group, or copies of one that say the same. */
function single(groups: readonly DefinedGroup[]): DefinedGroup | undefined {
  const [first, ...others] = groups
  if (!first || others.every(({ placed }) => placed.group === first.placed.group)) return first
  const own = contentOf(first.placed.group)
  return others.every(({ placed }) => contentOf(placed.group) === own) ? first : undefined
}

/** Equal for groups whose rules say the same. */
export function contentOf({ rules, incompleteReason, rulesElsewhere }: LocatedGroup): string {
  if (rulesElsewhere !== undefined) return rulesElsewhere
  const said = rules.map(({ written, condition }) => [written, condition])
  return textHash(JSON.stringify([incompleteReason !== undefined, said]))
}
