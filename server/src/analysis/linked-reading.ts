import { inFile } from "../readers/file-of-range.ts"
import { groupsOfFiles } from "../readers/groups-of-files.ts"
import type { LinkedFile, LinkedFiles } from "../readers/linked-files.ts"
import type { ReadResource } from "../readers/located-resource.ts"
import type { LocatedGroup, ReadResult, TemplateCall } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Range } from "../syntax/node.ts"
import type { NetworkPart } from "../topology/parts/network-part.ts"
import { readPart } from "../topology/parts/read-part.ts"
import { groupedBy } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { lazily } from "../values/lazily.ts"
import { locateGroup } from "./locate-group.ts"

/** A resource is a value, which a reader hands out again where an edit left it. */
const partOf = keptFor(readPart)

/** A deployment that links a template, in its own file. */
export interface LinkingDeployment extends Pick<TemplateCall, "call" | "handed"> {
  readonly document: string
  readonly link: Range
}

/** What the deployments of one document make of a file that they link. */
export interface LinkedReading {
  readonly uri: string
  readonly syntax: SyntaxDocument
  readonly groups: readonly LocatedGroup[]
  /** Looked for when first asked for. */
  parts(): readonly NetworkPart[]
  readonly calls: readonly LinkingDeployment[]
}

/** A document and the templates that it links, each with what stands in it. */
export interface ReadTogether {
  readonly groups: readonly LocatedGroup[]
  parts(): readonly NetworkPart[]
  readonly linked: readonly LinkedReading[]
}

/** What was read of a document as if its linked templates stood in it, apart by file. */
export function readTogether(
  result: Pick<ReadResult, "groups" | "resources" | "calls">,
  document: { readonly uri: string; readonly syntax: SyntaxDocument },
  files: LinkedFiles | undefined,
): ReadTogether {
  const { groups, resources, calls } = result
  if (!files || !calls) {
    const located = groups.map(group => locateGroup(group, () => document.syntax))
    return { groups: located, parts: lazily(() => resources().map(partOf)), linked: [] }
  }
  const syntaxes = new Map(files.files.map(({ uri, syntax }) => [uri, syntax]))
  const syntaxOf = (uri: string | undefined) => (uri === undefined ? undefined : syntaxes.get(uri)) ?? document.syntax
  const placed = groupsOfFiles(groups, document.uri, files)
  const groupsIn = (file: LinkedFile | undefined) =>
    placed.filter(one => one.file === file).map(({ group }) => locateGroup(group, syntaxOf))
  const byFile = lazily(() => groupedBy(resources(), ({ range }) => files.at(range) ?? null))
  const partsIn = (file: LinkedFile | undefined) =>
    lazily(() => (byFile().get(file ?? null) ?? []).map(resource => partInFile(resource, file, files)))
  const callsByFile = groupedBy(calls, ({ range }) => files.at(range))
  return {
    groups: groupsIn(undefined),
    parts: partsIn(undefined),
    linked: [...callsByFile].flatMap(([file, own]) => {
      if (!file) return []
      const { uri, syntax } = file
      const deployments = own.map(call => linkingDeployment(call, document.uri, files))
      return [{ uri, syntax, groups: groupsIn(file), parts: partsIn(file), calls: deployments }]
    }),
  }
}

function partInFile(resource: ReadResource, file: LinkedFile | undefined, files: LinkedFiles): NetworkPart {
  const { nameRange, range } = resource
  return inFile(partOf(resource), file, files, inFile(nameRange, file, files, inFile(range, file, files, range)))
}

function linkingDeployment({ call, link, handed }: TemplateCall, own: string, files: LinkedFiles): LinkingDeployment {
  const file = files.at(link)
  const there = inFile(link, file, files, link)
  return { call, document: file?.uri ?? own, link: there, handed: inFile(handed, file, files, there) }
}
