import type { ResourceIndex } from "../../analysis/resource-index.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import type { Range } from "../../syntax/node.ts"
import { referenceOfKey } from "../../topology/link/link-security-groups.ts"
import type { PlacedPart, TopologyDocument } from "../../topology/link/placed-part.ts"
import { isFound, type Thing, type Things } from "../../topology/link/things.ts"
import { writtenReferences } from "./written-references.ts"

/** The resources of all documents, and what refers to them. */
export interface NamedResources {
  readonly things: Things
  readonly documents: readonly TopologyDocument[]
  readonly index: ResourceIndex
}

/** A reference as it stands in a document, and what it means there. */
export interface ResolvedReference {
  readonly range: Range
  readonly thing: Thing | undefined
  readonly isSymbol: boolean
}

/** What a document refers to: in its networks, by rules of groups that stand elsewhere, and by rules to security groups. */
export function referencesOf(document: TopologyDocument, resources: NamedResources): readonly ResolvedReference[] {
  const groups = resources.index.texts.find(({ uri }) => uri === document.uri)?.groups ?? []
  const written = [
    ...document.parts.flatMap(({ says }) => writtenReferences(says)),
    ...groups.flatMap(securityGroupsIn),
  ].map(({ reference, range }) => {
    const found = resources.things.find(reference, document)
    const isSymbol = reference?.symbol !== undefined && reference.name.length === 0
    return { range, isSymbol, thing: isFound(found) ? found : undefined }
  })
  return [...written, ...groups.flatMap(group => groupReference(group, resources))]
}

/** The group that rules belong to which are written apart from it. */
function groupReference(group: LocatedGroup, { things, index }: NamedResources): readonly ResolvedReference[] {
  const definition = group.reference && index.definitionOf({ group })
  if (!definition) return []
  const { start } = definition.group.nameRange
  const isIt = ({ document, part }: PlacedPart) => document.uri === definition.uri && part.nameRange.start === start
  const thing = things.of("networkSecurityGroup").find(({ parts }) => parts.some(isIt))
  return [{ range: group.nameRange, thing, isSymbol: false }]
}

function securityGroupsIn({ rules }: LocatedGroup) {
  return rules.flatMap(rule =>
    (["source", "destination"] as const).flatMap(side =>
      rule[side].flatMap((term, index) => {
        const range = rule.at.terms[side][index]
        return term.kind === "group" && range ? [{ reference: referenceOfKey(term.key), range }] : []
      }),
    ),
  )
}
