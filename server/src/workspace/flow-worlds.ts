import * as l10n from "@vscode/l10n"
import type { IndexedText } from "../analysis/indexed-text.ts"
import { indexResources } from "../analysis/resource-index.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { ClaimWorld, Unresolved } from "../flows/claim-world.ts"
import type { FlowFile } from "../flows/flow-file.ts"
import { namedFiles } from "../flows/named-files.ts"
import type { WorldOf } from "../flows/prove-flow-file.ts"
import { worldOf } from "../flows/world-of-documents.ts"
import { readablePrefixes } from "../judging/network-context.ts"
import { isSameList } from "../values/same-list.ts"
import type { FileSource } from "./file-source.ts"
import { decodedUri, folderUri, pathUri } from "./path-uri.ts"
import type { Workspace } from "./workspace.ts"

/**
 * What the documents of a workspace hold that claims may be about, as they stand in the editor or on the disk: those of one file
 * or folder at a time, which are the same until one of them changes.
 */
export class FlowWorlds {
  readonly #workspace: Workspace
  readonly #files: FileSource
  readonly #worlds = new Map<string, KeptWorld>()
  /** Files that the workspace's index does not have, as they were last read. */
  readonly #loose = new Map<string, { readonly text: string; readonly indexed: IndexedText }>()

  constructor(workspace: Workspace, files: FileSource) {
    this.#workspace = workspace
    this.#files = files
  }

  /** Reads what the lines of a flow file need; the same documents are the same world each time. */
  async of(uri: string, file: FlowFile): Promise<WorldOf> {
    await this.#workspace.index.whenFilled()
    await this.#workspace.tagFiles.loaded
    const folder = folderUri(uri, this.#workspace.folders)
    const worlds = new Map<string | undefined, ClaimWorld | Unresolved>()
    for (const name of namedFiles(file)) worlds.set(name, await this.#named(name, folder))
    return name => worlds.get(name) ?? notFound(name)
  }

  async #named(name: string | undefined, folder: string): Promise<ClaimWorld | Unresolved> {
    if (name !== undefined && isElsewhere(name)) {
      return { problem: l10n.t`${name} is not read: write the path of a file or folder on this machine.` }
    }
    const place = name === undefined ? folder : pathUri(name, folder)
    return place === undefined ? notFound(name) : this.#at(place, name)
  }

  async #at(place: string, name: string | undefined): Promise<ClaimWorld | Unresolved> {
    const found = await this.#textsAt(place, name)
    if (!found) return notFound(name)
    const scope = found.isFile ? place : `${place}/`
    const { virtualNetwork, onPremises } = await this.#workspace.settingsOfFile(scope)
    const basis = { ...found, virtualNetwork, onPremises, tagData: this.#workspace.tagFiles.of(scope) }
    const last = this.#worlds.get(place)
    if (last && isSameBasis(last.basis, basis)) return last.world
    const world = this.#make(basis)
    this.#worlds.set(place, { basis, world })
    return world
  }

  #make({ texts, virtualNetwork, onPremises, tagData }: Basis): ClaimWorld {
    return worldOf(indexResources(texts), {
      tagData,
      virtualNetwork: readablePrefixes(virtualNetwork),
      onPremises: readablePrefixes(onPremises),
      pathOf: uri => this.#shownPath(uri),
    })
  }

  async #textsAt(place: string, name: string | undefined): Promise<Pick<Basis, "texts" | "isFile"> | undefined> {
    const known = (await this.#workspace.texts()).filter(saysAnything).sort((a, b) => (a.uri < b.uri ? -1 : 1))
    const wanted = decodedUri(place)
    const file = known.find(({ uri }) => decodedUri(uri) === wanted)
    if (file) return { texts: [file], isFile: true }
    const loose = name === undefined ? undefined : await this.#readLoose(place)
    if (loose) return { texts: [loose].filter(saysAnything), isFile: true }
    const own = known.filter(({ uri }) => decodedUri(uri).startsWith(`${wanted}/`))
    const isIndexed = this.#workspace.folders.some(folder => `${wanted}/`.startsWith(`${decodedUri(folder)}/`))
    const texts = isIndexed && !this.#workspace.index.isStopped ? own : await this.#listLoose(place, own)
    return texts.length === 0 && name !== undefined ? undefined : { texts, isFile: false }
  }

  /** The files of a folder that the index does not follow, besides those that are known. */
  async #listLoose(folder: string, known: readonly IndexedText[]): Promise<readonly IndexedText[]> {
    const { include, exclude } = (await this.#workspace.settingsOfFile(`${folder}/`)).workspace
    const has = new Set(known.map(({ uri }) => decodedUri(uri)))
    const listed = await this.#files.list({ folder, include, exclude })
    const read = await Promise.all(listed.filter(uri => !has.has(decodedUri(uri))).map(uri => this.#readLoose(uri)))
    return [...known, ...read.filter(text => text !== undefined).filter(saysAnything)]
  }

  async #readLoose(uri: string): Promise<IndexedText | undefined> {
    const text = await this.#files.read(uri)
    if (text === undefined) return undefined
    const last = this.#loose.get(uri)
    if (last?.text === text) return last.indexed
    const indexed = await this.#workspace.readAlone(uri, text)
    this.#loose.set(uri, { text, indexed })
    return indexed
  }

  #shownPath(uri: string): string {
    const folder = this.#workspace.folders.find(one => uri.startsWith(`${one}/`))
    return decodedUri(folder === undefined ? uri.replace(/^file:\/\//, "") : uri.slice(folder.length + 1))
  }
}

/** All that a world rests on. */
interface Basis {
  readonly texts: readonly IndexedText[]
  /** Whether they are one file that was named. */
  readonly isFile: boolean
  readonly virtualNetwork: readonly string[]
  readonly onPremises: readonly string[]
  readonly tagData: TagData | undefined
}

interface KeptWorld {
  readonly basis: Basis
  readonly world: ClaimWorld
}

function isSameBasis(one: Basis, other: Basis): boolean {
  const settings = ({ virtualNetwork, onPremises }: Basis) => JSON.stringify([virtualNetwork, onPremises])
  return one.tagData === other.tagData && settings(one) === settings(other) && isSameList(one.texts, other.texts)
}

/** Whether a text has anything that claims could be about. */
function saysAnything({ groups, resources }: IndexedText): boolean {
  return groups.length > 0 || resources().length > 0
}

/** Opening a file must not make anyone talk to another machine: no addresses, and no shares of Windows. */
function isElsewhere(name: string): boolean {
  return /^([a-z][a-z0-9+.-]+:)?[\\/]{2}/i.test(name)
}

function notFound(name = l10n.t`This folder`): Unresolved {
  return {
    problem: l10n.t`${name} cannot be read as a file, and is not a folder with an NSG or a network in its files.`,
  }
}
