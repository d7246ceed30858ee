import type { LocatedGroup } from "../../readers/reader.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { textOf } from "../../syntax/lookup.ts"
import type { Range } from "../../syntax/node.ts"
import { nodeOf, pathAt, pathTo } from "../../syntax/path.ts"
import { isAt } from "../../syntax/range.ts"
import type { PlacedPart, TopologyDocument } from "../../topology/link/placed-part.ts"
import { isFound, type Thing } from "../../topology/link/things.ts"
import { isUnknown } from "../../values/unknown.ts"
import { mentionsIn, type NamedTarget } from "./mentions.ts"
import type { NamePlace } from "./name-place.ts"
import { type NamedResources, referencesOf } from "./resource-references.ts"
import { lastSegment, literalAt, scalarsIn, segmentAt } from "./written-names.ts"

/** The resource whose name or reference stands at an offset of a document. */
export function resourceAt(
  resources: NamedResources,
  uri: string,
  syntax: SyntaxDocument,
  offset: number,
): Thing | undefined {
  const document = resources.documents.find(each => each.uri === uri)
  if (!document) return undefined
  const own = document.parts.find(({ nameRange }) => isAt(nameRange, offset))
  const named = own && resources.things.find(own.reference, document)
  if (named && isFound(named)) return named
  const reference = referencesOf(document, resources).find(({ range, thing }) => thing && isAt(range, offset))
  if (reference) return reference.thing
  return mentionedAt(resources, document, syntax, offset)
}

/** What an id or an expression names in which nothing else is looked for: `dependsOn`, outputs. */
function mentionedAt(
  { things }: NamedResources,
  document: TopologyDocument,
  syntax: SyntaxDocument,
  offset: number,
): Thing | undefined {
  const path = pathAt(syntax, offset)
  const node = path && nodeOf(path)
  if (node?.kind !== "scalar") return undefined
  const near = things.of(...namedKinds).filter(({ parts }) => parts.some(part => part.document.uri === document.uri))
  return near.find(thing => mentionsIn(node, syntax, targetOf(thing)).some(range => isAt(range, offset)))
}

const namedKinds = [
  "networkSecurityGroup",
  "other",
  "virtualNetwork",
  "subnet",
  "networkInterface",
  "routeTable",
] as const

/** Every place of a resource's name in the documents whose trees are at hand; `syntaxes` by URI. */
export function placesOf(
  thing: Thing,
  resources: NamedResources,
  syntaxes: ReadonlyMap<string, SyntaxDocument>,
): readonly NamePlace[] {
  const target = targetOf(thing)
  const places = resources.documents.flatMap(document => {
    const syntax = syntaxes.get(document.uri)
    return syntax ? placesIn(thing, target, document, syntax, resources) : []
  })
  const once = new Map<string, NamePlace>()
  for (const place of places) {
    const key = `${place.uri} ${place.range.start}`
    if (!once.get(key)?.isLiteral) once.set(key, place)
  }
  return [...once.values()]
}

/** The documents in which a resource is written or named: the only ones whose trees are needed. */
export function documentsOf(thing: Thing, resources: NamedResources): readonly string[] {
  const isAbout = (document: TopologyDocument) =>
    thing.parts.some(part => part.document.uri === document.uri) ||
    referencesOf(document, resources).some(reference => reference.thing === thing)
  return resources.documents.filter(isAbout).map(({ uri }) => uri)
}

function targetOf({ parts: [{ part }] }: Thing): NamedTarget {
  const names = part.reference.name.map(name => (isUnknown(name) ? undefined : name.toLowerCase()))
  return { type: part.type.toLowerCase(), names: names.length > 0 ? names : [part.name.toLowerCase()] }
}

function placesIn(
  thing: Thing,
  target: NamedTarget,
  document: TopologyDocument,
  syntax: SyntaxDocument,
  resources: NamedResources,
): readonly NamePlace[] {
  const { uri } = document
  const referenceTo = (range: Range): NamePlace => ({ uri, range, role: "reference", isLiteral: true })
  const own = thing.parts.filter(part => part.document.uri === uri)
  const definitions = own.map(part => definitionPlace(part, syntax, target))
  const mentions = own.length > 0 ? scalarsIn(syntax.roots).flatMap(node => mentionsIn(node, syntax, target)) : []
  const references = referencesOf(document, resources)
    .filter(reference => reference.thing === thing)
    .flatMap(({ range, isSymbol }) => {
      return isSymbol ? [symbolPlace(range, thing, uri)] : referencePlaces(range, syntax, target, uri)
    })
  const children = document.parts.flatMap(part => childPlaces(part, target, thing, document, syntax, resources))
  const rules = standalonePlaces(thing, target, document, syntax)
  return [...definitions, ...mentions.map(referenceTo), ...children, ...rules, ...references]
}

function definitionPlace({ part, document }: PlacedPart, syntax: SyntaxDocument, { names }: NamedTarget): NamePlace {
  const own = lastSegment(part.nameRange, syntax, names.at(-1))
  return { uri: document.uri, range: own ?? part.nameRange, role: "definition", isLiteral: own !== undefined }
}

/** `hub/front`: a resource of its own that is a part of this one is named after it. */
function childPlaces(
  { type, nameRange, parent }: PlacedPart["part"],
  target: NamedTarget,
  thing: Thing,
  document: TopologyDocument,
  syntax: SyntaxDocument,
  { things }: NamedResources,
): readonly NamePlace[] {
  if (!parent || !type.toLowerCase().startsWith(`${target.type}/`) || things.find(parent, document) !== thing) return []
  const isInside = thing.parts.some(part => part.document === document && isAt(part.part.range, nameRange.start))
  return isInside ? [] : childPlace(nameRange, target, syntax, document.uri)
}

/** `web/allow-https`: rules that are resources of their own, outside of their group. */
function standalonePlaces(
  thing: Thing,
  target: NamedTarget,
  { uri, groups }: TopologyDocument,
  syntax: SyntaxDocument,
): readonly NamePlace[] {
  const isOwn = (group: LocatedGroup) =>
    thing.parts.some(({ document, part }) => document.uri === uri && part.nameRange.start === group.nameRange.start)
  return groups.flatMap(({ written }) => {
    const apart = isOwn(written) ? written.rules.filter(({ at }) => !isAt(written.range, at.self.start)) : []
    return apart.flatMap(({ at }) => childPlace(at.name, target, syntax, uri))
  })
}

function childPlace(
  { start, end }: Range,
  target: NamedTarget,
  syntax: SyntaxDocument,
  uri: string,
): readonly NamePlace[] {
  const node = literalAt(start, syntax)
  if (!node) return [{ uri, range: { start, end }, role: "reference", isLiteral: false }]
  // In the tools that have a property for it, the name says nothing of what it is a part of.
  const isWhole = textOf(node)?.includes("/")
  const range = isWhole ? segmentAt(start, syntax, target.names.length - 1, target.names.at(-1)) : undefined
  return range ? [{ uri, range, role: "reference", isLiteral: true }] : []
}

/** The name within a reference; all of it where the name cannot be told apart. */
function referencePlaces(range: Range, syntax: SyntaxDocument, target: NamedTarget, uri: string): readonly NamePlace[] {
  const path = pathTo(syntax, range)
  const nodes = path ? scalarsIn([nodeOf(path)]) : []
  const named = nodes.flatMap(node => {
    const isName = textOf(node)?.toLowerCase() === target.names.at(-1)
    return isName ? [node.range] : mentionsIn(node, syntax, target)
  })
  if (named.length > 0) return named.map(each => ({ uri, range: each, role: "reference", isLiteral: true }))
  return [{ uri, range, role: "reference", isLiteral: false }]
}

/** Terraform's addresses are never names; what Kubernetes calls an object may be the name as well. */
function symbolPlace(range: Range, { parts: [{ part }] }: Thing, uri: string): NamePlace {
  const isApart = part.kind.startsWith("azurerm_")
  return { uri, range, role: "reference", isLiteral: false, ...(isApart && { isSymbol: true as const }) }
}
