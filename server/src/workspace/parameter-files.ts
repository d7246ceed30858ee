import { type ParameterFile, parameterFileOf } from "../analysis/parameter-values.ts"
import type { Settings } from "../analysis/settings.ts"
import { parseText } from "../syntax/parse.ts"
import type { FileSource } from "./file-source.ts"

/** The parameter files of templates, each parsed once for its text: that of the editor where it is open, else the file's. */
export class ParameterFiles {
  readonly #files: FileSource
  readonly #openText: (uri: string) => string | undefined
  readonly #texts = new Map<string, Promise<string | undefined>>()
  readonly #parsed = new Map<string, { readonly text: string; readonly file: ParameterFile }>()

  constructor(files: FileSource, openText: (uri: string) => string | undefined) {
    this.#files = files
    this.#openText = openText
  }

  /** The parameter file of a template, if there is one. */
  async of(templateUri: string, { limits, parameterFiles }: Settings): Promise<ParameterFile | undefined> {
    const uri = parameterFileOf(templateUri, parameterFiles)
    const text = uri === undefined ? undefined : await this.text(uri)
    if (uri === undefined || text === undefined) return undefined
    const known = this.#parsed.get(uri)
    if (known?.text === text) return known.file
    const file = { uri, syntax: parseText(text, "json", limits) }
    this.#parsed.set(uri, { text, file })
    return file
  }

  async text(uri: string): Promise<string | undefined> {
    return this.#openText(uri) ?? (await this.#fileText(uri))
  }

  /** To be called when files changed: they are read again when they are needed. */
  forget(): void {
    this.#texts.clear()
  }

  #fileText(uri: string): Promise<string | undefined> {
    const known = this.#texts.get(uri)
    if (known) return known
    const text = this.#files.read(uri)
    this.#texts.set(uri, text)
    return text
  }
}
