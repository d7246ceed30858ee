import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { detached } from "../syntax/detached.ts"
import { hasWord } from "../syntax/words.ts"
import { contentOf } from "../topology/link/link-groups.ts"
import type { NetworkPart } from "../topology/parts/network-part.ts"
import { type IndexedText, indexedText, type LinkedText } from "./indexed-text.ts"
import type { ReadText } from "./read-text.ts"
import { suppressionWord } from "./written-suppression.ts"

/** What is kept of a text while others are read: plain data, which may be sent to another thread. */
export interface TextSummary extends ReadingSummary {
  /** The templates that it links, as its deployments make them. */
  readonly linked: readonly LinkedSummary[]
  /** It may say which findings are to be ignored. */
  readonly suppresses: boolean
  /** URI of the parameter file whose values it was read with. */
  readonly parameterFile?: string
}

type About = "uri" | "scope" | "dialect" | "namesGroup" | "handsOn"

interface ReadingSummary extends Pick<IndexedText, About> {
  readonly groups: readonly LocatedGroup[]
  /** Of each group what it may be found by. */
  readonly identities: readonly (readonly string[])[]
  readonly resources: readonly NetworkPart[]
}

interface LinkedSummary extends ReadingSummary, Pick<LinkedText, "calls"> {}

export interface SummaryOptions {
  /** Whether all rules of the groups are kept. */
  readonly isFull?: boolean
  /** By how much its ranges are moved, where it is a part of a longer text. */
  readonly moved?: number
}

export function summariseText(read: ReadText, { isFull = false, moved = 0 }: SummaryOptions = {}): TextSummary {
  const indexed = indexedText(read)
  const copies = new Map<unknown, unknown>()
  const kept = <T>(value: T): T => detached(value, copies, moved)
  const summary = (each: Pick<IndexedText, About | "groups" | "identities" | "resources">): ReadingSummary => {
    const { uri, scope, dialect, namesGroup, handsOn, groups, identities, resources } = each
    return {
      ...{ uri, scope, dialect, namesGroup, handsOn },
      groups: groups.map(group => kept(isFull ? group : thinned(group))),
      identities: groups.map(group => kept(identities.get(group) ?? [])),
      resources: resources().map(kept),
    }
  }
  const { parameterFile } = read
  return {
    ...summary(indexed),
    suppresses: hasWord(read.syntax ?? read.source, suppressionWord),
    linked: indexed.linked().map(each => ({ ...summary(each), calls: kept(each.calls) })),
    ...(parameterFile !== undefined && { parameterFile }),
  }
}

/** What networks need to know of a group: all but its rules, of which those stay that name application security groups. */
function thinned(group: LocatedGroup): LocatedGroup {
  const { standaloneRules: _, expansions: __, leftOut: ___, probes: ____, ...about } = group
  const nothing = { statedDefaults: [], problems: [], copies: [] }
  return { ...about, ...nothing, rules: group.rules.filter(namesSecurityGroup), rulesElsewhere: contentOf(group) }
}

function namesSecurityGroup({ source, destination }: LocatedRule): boolean {
  return [...source, ...destination].some(({ kind }) => kind === "group")
}

/** The same as documents are indexed. */
export function indexedSummary({ linked, suppresses: _, ...about }: TextSummary): IndexedText {
  const texts = linked.map(indexedReading)
  return { ...indexedReading(about), linked: () => texts, links: () => [] }
}

function indexedReading<T extends ReadingSummary>({ groups, identities, resources, ...about }: T) {
  return {
    ...about,
    groups,
    resources: () => resources,
    identities: new Map(groups.map((group, place) => [group, identities[place] ?? []])),
    lines: { text: "" },
  }
}
