import { LinkedFiles, type ParsedFile } from "../readers/linked-files.ts"
import { linkedNames } from "../readers/linked-names.ts"
import type { Bounds } from "../syntax/bounds.ts"
import { parseText } from "../syntax/parse.ts"
import { BoundedCache } from "../values/bounded-cache.ts"

/** Where the files come from that templates may link to. */
export interface LinkHost {
  /** URIs of the files that there are. */
  list(from: string): Promise<Iterable<string>>
  /** A file's text: that of the editor where it is open. */
  read(uri: string): Promise<string | undefined>
}

/** Files of one ending that are looked at, the nearest to the linking one: a link to one farther away is said to lead nowhere. */
const mostOfOneEnding = 50

/** The files that templates may link to, each parsed once for its text. */
export class LinkedTemplates {
  readonly #host: LinkHost
  readonly #parsed: BoundedCache<{ readonly text: string; readonly file: ParsedFile }>
  readonly #last: BoundedCache<LinkedFiles>

  /** `mostKept`: characters of the texts that are kept, parsed. */
  constructor(host: LinkHost, mostKept = Number.POSITIVE_INFINITY) {
    this.#host = host
    this.#parsed = new BoundedCache(mostKept)
    this.#last = new BoundedCache(mostKept)
  }

  /** For a text that links templates the files that it, and these in turn, may link to; the same ones while none changes. */
  async of(uri: string, text: string, limits: Bounds): Promise<LinkedFiles | undefined> {
    const names = linkedNames(text)
    if (names.length === 0) return undefined
    const files = (await this.#filesFor({ uri, names }, limits)).sort((a, b) => (a.uri < b.uri ? -1 : 1))
    const last = this.#last.get(uri)
    const isSame =
      last?.files.length === files.length && last.files.every((one, at) => one.syntax === files[at]?.syntax)
    if (last && isSame) return last
    const linked = new LinkedFiles(uri, files)
    this.#last.set(uri, linked, linked.size)
    return linked
  }

  async #filesFor(start: Linking, limits: Bounds): Promise<ParsedFile[]> {
    const all = [...(await this.#host.list(start.uri))]
    const found = new Map<string, ParsedFile>()
    const open = [start]
    for (const linking of open) {
      for (const uri of candidates(linking, all)) {
        const text = found.has(uri) ? undefined : await this.#host.read(uri)
        if (text === undefined) continue
        found.set(uri, this.#parse(uri, text, limits))
        const names = linkedNames(text)
        if (names.length > 0) open.push({ uri, names })
      }
    }
    return [...found.values()]
  }

  #parse(uri: string, text: string, limits: Bounds): ParsedFile {
    const known = this.#parsed.get(uri)
    if (known?.text === text) return known.file
    const file = { uri, syntax: parseText(text, "json", limits) }
    this.#parsed.set(uri, { text, file }, text.length)
    return file
  }
}

/** A template, and the ends of the names of files that its links may lead to. */
interface Linking {
  readonly uri: string
  readonly names: readonly string[]
}

function candidates({ uri: from, names }: Linking, all: readonly string[]): readonly string[] {
  return names.flatMap(name => {
    const ending = encodeURIComponent(name).toLowerCase()
    const found = all.filter(uri => uri.toLowerCase().endsWith(uri === from ? `/${ending}` : ending))
    if (found.length <= mostOfOneEnding) return found
    return found.sort((a, b) => sharedStart(b, from) - sharedStart(a, from)).slice(0, mostOfOneEnding)
  })
}

function sharedStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}
