import { brokenLine } from "../judging/broken-text.ts"
import { defaultedParameters } from "../judging/defaulted-parameters.ts"
import { linkedNames } from "../readers/linked-names.ts"
import type { Dialect, LocatedGroup } from "../readers/reader.ts"
import { detached } from "../syntax/detached.ts"
import { hasWord } from "../syntax/words.ts"
import type { NetworkPart } from "../topology/parts/network-part.ts"
import { keptFor } from "../values/kept-for.ts"
import { lazily } from "../values/lazily.ts"
import { identitiesOf } from "./group-identity.ts"
import type { LinkedReading, LinkingDeployment } from "./linked-reading.ts"
import type { ReadText } from "./read-text.ts"
import { lineStartsOf, type TextLines } from "./text-lines.ts"

/** What other documents need to know of one: its groups, what tells them apart, and where its lines are. */
export interface IndexedText {
  readonly uri: string
  /** Equal for documents in which the same expression is the same value: the files of a Terraform module. */
  readonly scope: string
  readonly dialect: Dialect | undefined
  readonly groups: readonly LocatedGroup[]
  /** The resources of which networks are made, and what they say: looked for when they are first asked for. */
  resources(): readonly NetworkPart[]
  /** The templates that it links, as its deployments make them: each stands in its own document. */
  linked(): readonly LinkedText[]
  /** The ends of the names of files that its links, and theirs, may lead to, in lower case. */
  links(): readonly string[]
  /** Whether the text names a group at all; if not, it is here for its resources alone. */
  readonly namesGroup: boolean
  /** Whether the text may give what it defines to others that are not at hand: linked templates, modules, outputs. */
  readonly handsOn: boolean
  /** What each group may be found by; empty for a name that an expression makes. */
  readonly identities: ReadonlyMap<LocatedGroup, readonly string[]>
  readonly lines: TextLines
  /** Of a text that is not at hand: the parameters with their default values that each group depends on, by its start. */
  readonly defaulted?: ReadonlyMap<number, readonly string[]>
  /** The line at which the text is broken, counted from one; absent where it is not. */
  readonly broken?: number
  /** URI of the parameter file that it was read with. */
  readonly parameterFile?: string
  /** The text as it was read, while it is at hand. */
  readonly read?: ReadText
}

/** A linked template as the deployments of a document make it. */
export interface LinkedText extends Omit<IndexedText, "linked" | "links" | "read" | "defaulted"> {
  readonly read?: undefined
  readonly calls: readonly LinkingDeployment[]
}

/** Asked for by whoever sums a text up, and by whoever judges it then. */
export const indexedText: (read: ReadText) => IndexedText = keptFor(read => {
  const { source, linkedFiles } = read
  const groups = read.read?.groups ?? []
  const { uri, text } = source
  const dialect = read.read?.dialect
  const broken = brokenLine(read.syntax)
  const { parameterFile } = read
  return {
    uri,
    scope: scopeOf(uri, dialect),
    dialect,
    groups,
    resources: () => read.together().parts(),
    // Most texts link nothing, and need not be read to know it.
    linked: lazily(() => (linkedFiles ? read.together().linked.map(each => linkedText(each, read)) : [])),
    links: lazily(() => namesLinked([text, ...(linkedFiles?.files ?? []).map(({ syntax }) => syntax.text)])),
    namesGroup: read.syntax !== undefined,
    handsOn: handsOn(read.syntax ?? source),
    identities: new Map(groups.map(group => [group, identitiesOf(group, { uri, text, dialect })])),
    lines: source,
    ...(broken !== undefined && { broken }),
    ...(parameterFile !== undefined && { parameterFile }),
    read,
  }
})

function namesLinked(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(linkedNames))]
}

function linkedText({ uri, syntax, groups, parts, calls }: LinkedReading, { source }: ReadText): LinkedText {
  const dialect = "arm-template"
  const { text } = syntax
  return {
    ...{ uri, dialect, groups, calls },
    scope: scopeOf(source.uri, dialect),
    resources: parts,
    namesGroup: groups.length > 0,
    handsOn: handsOn(source) || handsOn(syntax),
    identities: new Map(groups.map(group => [group, identitiesOf(group, { uri, text, dialect })])),
    lines: { text },
  }
}

/** The same for a text that is not kept: nothing of what is handed back holds on to the text. */
export function withoutText({ read, ...indexed }: IndexedText): IndexedText {
  const copies = new Map<unknown, unknown>()
  const linked = indexed.linked().map(each => detachedText(each, copies))
  const links = detached(indexed.links(), copies)
  const defaulted = detached(read ? defaultsOf(indexed.groups, read) : (indexed.defaulted ?? new Map()), copies)
  return { ...detachedText(indexed, copies), linked: () => linked, links: () => links, defaulted }
}

function detachedText<T extends Omit<IndexedText, "linked" | "links" | "read" | "defaulted">>(
  indexed: T,
  copies: Map<unknown, unknown>,
): T {
  const groups = detached(indexed.groups, copies)
  const identities = indexed.groups.map((group, index) => {
    const found = detached(indexed.identities.get(group) ?? [], copies)
    return [groups[index] ?? group, found] as const
  })
  const resources = detached(indexed.resources(), copies)
  const lines = "text" in indexed.lines ? lineStartsOf(indexed.lines.text) : indexed.lines
  return { ...indexed, groups, resources: () => resources, identities: new Map(identities), lines }
}

function defaultsOf(groups: readonly LocatedGroup[], { syntax, parameters }: ReadText) {
  const named = groups.map(group => [group.range.start, defaultedParameters(group, { syntax, parameters })] as const)
  return new Map(named.filter(([, names]) => names.length > 0))
}

/** At sight: templates that are linked to, Terraform's modules, and outputs that name a group. */
function handsOn(document: { readonly text: string }): boolean {
  const { text } = document
  const isNamed = ['"templateLink', '"templateSpec', '"module"', '"output"'].some(word => hasWord(document, word))
  if (isNamed && /"template(Link|Spec)|"(module|output)"\s*:/.test(text)) return true
  return hasWord(document, outputs) && namesGroups(text.slice(text.indexOf(outputs)))
}

const outputs = '"outputs"'

export function hasOutputs(document: { readonly text: string }): boolean {
  return hasWord(document, outputs)
}

export function namesGroups(text: string): boolean {
  return /security_?group|nsg/i.test(text)
}

/** Of a part of a file, which is called by a number behind its URI, that of the file. */
export function scopeOf(part: string, dialect: Dialect | undefined): string {
  const [uri = part] = part.split("#")
  return dialect === "tf-json" || uri.endsWith(".tf.json") ? uri.slice(0, uri.lastIndexOf("/") + 1) : uri
}
