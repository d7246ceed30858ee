import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { detached } from "../syntax/detached.ts"
import { contentOf } from "../topology/link/link-groups.ts"
import type { NetworkPart } from "../topology/parts/network-part.ts"
import { type IndexedText, indexedText } from "./indexed-text.ts"
import type { ReadText } from "./read-text.ts"
import { suppressionWord } from "./written-suppression.ts"

/** What is kept of a text while others are read: plain data, which may be sent to another thread. */
export interface TextSummary extends Pick<IndexedText, "uri" | "scope" | "dialect" | "namesGroup" | "handsOn"> {
  readonly groups: readonly LocatedGroup[]
  /** Of each group what it may be found by. */
  readonly identities: readonly (readonly string[])[]
  readonly resources: readonly NetworkPart[]
  /** It may say which findings are to be ignored. */
  readonly suppresses: boolean
  /** URI of the parameter file whose values it was read with. */
  readonly parameterFile?: string
}

export interface SummaryOptions {
  /** Whether all rules of the groups are kept. */
  readonly isFull?: boolean
  /** By how much its ranges are moved, where it is a part of a longer text. */
  readonly moved?: number
}

export function summariseText(read: ReadText, { isFull = false, moved = 0 }: SummaryOptions = {}): TextSummary {
  const { uri, scope, dialect, namesGroup, handsOn, groups, identities, resources } = indexedText(read)
  const copies = new Map<unknown, unknown>()
  const kept = <T>(value: T): T => detached(value, copies, moved)
  return {
    ...{ uri, scope, dialect, namesGroup, handsOn },
    suppresses: read.source.text.includes(suppressionWord),
    groups: groups.map(group => kept(isFull ? group : thinned(group))),
    identities: groups.map(group => kept(identities.get(group) ?? [])),
    resources: resources().map(kept),
    ...(read.parameterFile !== undefined && { parameterFile: read.parameterFile }),
  }
}

/** What networks need to know of a group: all but its rules, of which those stay that name application security groups. */
function thinned(group: LocatedGroup): LocatedGroup {
  const { standaloneRules: _, expansions: __, leftOut: ___, probes: ____, ...about } = group
  const nothing = { statedDefaults: [], problems: [], conflictingCopies: [] }
  return { ...about, ...nothing, rules: group.rules.filter(namesSecurityGroup), rulesElsewhere: contentOf(group) }
}

function namesSecurityGroup({ source, destination }: LocatedRule): boolean {
  return [...source, ...destination].some(({ kind }) => kind === "group")
}

/** The same as documents are indexed. */
export function indexedSummary({ groups, identities, resources, suppresses: _, ...about }: TextSummary): IndexedText {
  return {
    ...about,
    groups,
    resources: () => resources,
    identities: new Map(groups.map((group, place) => [group, identities[place] ?? []])),
    lines: { text: "" },
  }
}
