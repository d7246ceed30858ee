import type { LocatedGroup } from "../readers/reader.ts"
import { appendTo } from "../values/grouped.ts"
import { lazily } from "../values/lazily.ts"
import { sameId } from "./group-identity.ts"
import type { IndexedText } from "./indexed-text.ts"
import type { LinkingDeployment } from "./linked-reading.ts"
import { type DeployedTexts, deployedTexts } from "./linking-texts.ts"
import type { ReadText } from "./read-text.ts"
import type { TextLines } from "./text-lines.ts"

/** A group, and the document it stands in. */
export interface PlacedGroup {
  readonly uri: string
  readonly group: LocatedGroup
  /** What shares the names of its unknown values: the document, or the module that it is a part of. */
  readonly scope: string
}

/**
 * The groups of several documents by what tells them apart, for joining rules with a group that another document
 * defines. That is done only where it is certain: exactly one group has the same resource id, or the same name, dialect
 * and folder (and resource group, namespace or module). Names that an expression makes join nothing.
 */
export interface ResourceIndex {
  readonly texts: readonly IndexedText[]
  /** The same as they take part in deployments: a linked template as those make it that link it. */
  readonly readings: DeployedTexts["readings"]
  readonly lines: ReadonlyMap<string, TextLines>
  /** The group that a reference means, if there is exactly one. */
  definitionOf(reference: Pick<PlacedGroup, "group">): PlacedGroup | undefined
  /** The references of other documents that mean this group. */
  referencesTo(definition: Pick<PlacedGroup, "group">): readonly PlacedGroup[]
  /** Of a linked template, the groups that deployments make of it; undefined where nothing links it. */
  linkedIn(uri: string): readonly PlacedGroup[] | undefined
  /** The groups of other files to which a linked or linking template adds rules. */
  addedTo(uri: string): readonly PlacedGroup[]
  /** The deployment that makes a group of a linked template. */
  deploymentOf(group: Pick<LocatedGroup, "call">): LinkingDeployment | undefined
  /** A template's parameter file, where it is one of the documents. */
  parameterFileOf(template: ReadText): ReadText | undefined
  /** The templates that are read with a parameter file's values. */
  templatesOf(parameterFile: ReadText): readonly ReadText[]
}

export function indexResources(texts: readonly IndexedText[]): ResourceIndex {
  const definitions = new Map<string, PlacedGroup[]>()
  const references = new Map<string, PlacedGroup[]>()
  const keys = new Map<LocatedGroup, readonly string[]>()
  const byUri = new Map(texts.map(({ uri, read }) => [uri, read]))
  const templates = new Map<string, ReadText[]>()
  const { readings, linked } = deployedTexts(texts)
  for (const { read } of texts) if (read?.parameterFile !== undefined) appendTo(templates, read.parameterFile, read)
  for (const { uri, scope, groups, identities } of readings) {
    for (const group of groups) {
      keys.set(group, identities.get(group) ?? [])
      for (const key of keys.get(group) ?? [])
        appendTo(group.reference ? references : definitions, key, { uri, group, scope })
    }
  }
  const lookUp = (map: typeof definitions, { group }: Pick<PlacedGroup, "group">) =>
    new Map((keys.get(group) ?? []).flatMap(key => map.get(key) ?? []).map(placed => [placed.group, placed]))
  const definitionOf = (reference: Pick<PlacedGroup, "group">) => {
    const [only, ...others] = [...lookUp(definitions, reference).values()].filter(
      // Of one name, and yet another resource: both ids are stated, and differ.
      ({ group }) => sameId(group, reference.group) !== false,
    )
    return others.length === 0 ? only : undefined
  }
  return {
    texts,
    readings,
    lines: new Map([...readings, ...texts].map(({ uri, lines }) => [uri, lines])),
    ...linkedLookUp(linked, readings),
    definitionOf,
    parameterFileOf: ({ parameterFile }) => (parameterFile === undefined ? undefined : byUri.get(parameterFile)),
    templatesOf: ({ source: { uri } }) => templates.get(uri) ?? [],
    referencesTo: definition =>
      [...lookUp(references, definition).values()].filter(
        reference => definitionOf(reference)?.group === definition.group,
      ),
  }
}

type LinkedLookUp = Pick<ResourceIndex, "linkedIn" | "addedTo" | "deploymentOf">

function linkedLookUp(linked: DeployedTexts["linked"], readings: DeployedTexts["readings"]): LinkedLookUp {
  const placedIn = ({ uri, scope, groups }: DeployedTexts["readings"][number]) =>
    groups.map((group): PlacedGroup => ({ uri, scope, group }))
  const calls = lazily(() => [...linked.values()].flat().flatMap(each => each.calls))
  const deployments = lazily(() => new Map(calls().map(each => [each.call, each])))
  const added = lazily(() => {
    const found = new Map<string, PlacedGroup[]>()
    for (const placed of linked.size === 0 ? [] : readings.flatMap(placedIn)) {
      const documents = new Set(placed.group.rules.map(({ document }) => document ?? placed.uri))
      for (const document of documents) if (document !== placed.uri) appendTo(found, document, placed)
    }
    return found
  })
  return {
    linkedIn: uri => linked.get(uri)?.flatMap(placedIn),
    addedTo: uri => added().get(uri) ?? [],
    deploymentOf: ({ call }) => (call === undefined ? undefined : deployments().get(call)),
  }
}
