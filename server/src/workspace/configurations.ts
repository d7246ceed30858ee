import { configurationNames, type ReadConfiguration } from "../analysis/configuration.ts"
import { readConfiguration } from "../analysis/read-configuration.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { parseText } from "../syntax/parse.ts"

/** A configuration, and the file that it stands in. */
export interface PlacedConfiguration extends ReadConfiguration {
  readonly uri: string
  readonly text: string
  /** URI of the folder in which its paths and globs begin, without a slash at its end. */
  readonly folder: string
}

/** The configuration files of a machine or an editor's workspace, each read once. */
export class Configurations {
  readonly #read: (uri: string) => Promise<string | undefined>
  readonly #nearest = new Map<string, Promise<PlacedConfiguration | undefined>>()

  constructor(read: (uri: string) => Promise<string | undefined>) {
    this.#read = read
  }

  /** The nearest one above a file, by their URIs. */
  async of(uri: string): Promise<PlacedConfiguration | undefined> {
    const folder = parentOf(uri)
    return folder === undefined ? undefined : this.in(folder)
  }

  /** The one in a folder, else the nearest above it. */
  in(folder: string): Promise<PlacedConfiguration | undefined> {
    const known = this.#nearest.get(folder)
    if (known) return known
    const found = this.#find(folder)
    this.#nearest.set(folder, found)
    return found
  }

  /** The one of a certain file; undefined where that cannot be read. */
  async at(uri: string): Promise<PlacedConfiguration | undefined> {
    const text = await this.#read(uri)
    if (text === undefined) return undefined
    const language = uri.endsWith(".json") ? "json" : "yaml"
    const read = readConfiguration(parseText(text, language, defaultSettings.limits))
    return { ...read, uri, text, folder: parentOf(uri) ?? "" }
  }

  /** To be called when files changed: they are read again when they are needed. */
  forget(): void {
    this.#nearest.clear()
  }

  /** All that may be it are read at once: an editor's files come by messages, and the first findings wait for them. */
  async #find(folder: string): Promise<PlacedConfiguration | undefined> {
    const parent = parentOf(folder)
    const above = parent === undefined ? undefined : this.in(parent)
    // It is no failure here if there is one in this folder.
    above?.catch(() => {})
    const own = await Promise.all(configurationNames.map(name => this.at(`${folder}/${name}`)))
    return own.find(each => each !== undefined) ?? above
  }
}

/** The folder of a file or folder; undefined above the root, and where there are no folders. */
function parentOf(uri: string): string | undefined {
  const [, parent] = /^([a-z][a-z0-9+.-]*:\/\/.*)\/[^/]*$/i.exec(uri) ?? []
  return parent
}
