import type { IndexedText } from "../analysis/indexed-text.ts"
import { joinGroup } from "../analysis/join-group.ts"
import type { ResourceIndex } from "../analysis/resource-index.ts"
import { isTaken } from "../analysis/shared-findings.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import type { TagData } from "../azure/tag-data.ts"
import { asFarAsRead } from "../judging/broken-text.ts"
import type { ClaimRule } from "../judging/claim.ts"
import { isLocated } from "../judging/group-rule.ts"
import { ruledGroup } from "../judging/judged-group.ts"
import { judgedNetwork } from "../judging/judged-network.ts"
import { networkContext } from "../judging/network-context.ts"
import type { AddressPrefix } from "../values/address.ts"
import { groupedBy } from "../values/grouped.ts"
import { lazily } from "../values/lazily.ts"
import type { ClaimWorld, WorldGroup } from "./claim-world.ts"

/** What is known besides the documents. */
export interface KnownOfWorld {
  readonly tagData: TagData | undefined
  /** What is inside, for groups that are asked about without a network; empty where nothing says it. */
  readonly virtualNetwork: readonly AddressPrefix[]
  readonly onPremises: readonly AddressPrefix[]
  /** A document's path for people and scripts. */
  pathOf(uri: string): string
}

/** What the documents of an index hold together that claims may be about; their texts need not be at hand. */
export function worldOf(
  index: ResourceIndex,
  { tagData, virtualNetwork, onPremises, pathOf }: KnownOfWorld,
): ClaimWorld {
  const inside = virtualNetwork.length > 0 ? [...virtualNetwork, ...onPremises] : []
  const context = networkContext({ virtualNetwork: inside, tagData })
  const texts = new Map(index.texts.map(text => [text.uri, text]))
  const groups = definedGroups(index).map(({ text: { uri, broken }, group }): WorldGroup => {
    return { ruled: { ...ruledGroup(asFarAsRead(group, broken)), context }, path: pathOf(uri), document: uri }
  })
  const network = lazily(() =>
    judgedNetwork(topologyOf(index), {
      onPremises,
      tagData,
      originOf: ({ document }) => ({ broken: texts.get(document)?.broken }),
    }),
  )
  const documents = lazily(() => documentsOfRules(groups))
  const documentOf = (rule: ClaimRule) => {
    if ("configuration" in rule) return rule.written?.place.document
    return ("document" in rule && rule.document) || documents().get(rule)
  }
  return { groups, network, documentOf, lines: index.lines }
}

interface Defined {
  readonly text: IndexedText
  readonly group: IndexedText["groups"][number]
}

/** Those that the documents define, joined, and rules of groups that none of them defines. */
function definedGroups(index: ResourceIndex): Defined[] {
  const takers = groupedBy(index.texts, ({ parameterFile }) => parameterFile)
  return index.texts.flatMap(text => {
    const templates = (takers.get(text.uri) ?? []).map(({ groups }) => ({ groups: groups.map(group => ({ group })) }))
    const { uri, scope } = text
    return text.groups
      .filter(group => !(group.reference && index.definitionOf({ group })))
      .map(group => ({ text, group: group.reference ? group : joinGroup({ uri, group, scope }, index) }))
      .filter(defined => !isTaken(defined, templates))
  })
}

/** Rules of a group of one document do not say which it is; Azure's default rules stand in none. */
function documentsOfRules(groups: readonly WorldGroup[]): ReadonlyMap<ClaimRule, string> {
  return new Map(
    groups.flatMap(({ ruled, document }) => ruled.rules.filter(isLocated).map(rule => [rule, document] as const)),
  )
}
