import path from "node:path"
import { type ReadText, refusedText } from "../../analysis/read-text.ts"
import { lineStartsOf, type WholeText } from "../../analysis/text-lines.ts"
import type { Unreadable } from "../../outputs/report.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import { LinkedTemplates } from "../../workspace/linked-templates.ts"
import type { ReadFile } from "../checked-file.ts"
import type { Io } from "../command.ts"
import { internalError } from "../internal-error.ts"
import { linkedSources, mostKept } from "../linked-sources.ts"
import { type BesideFinders, readDocument } from "../read-document.ts"
import { explainFailure, readSource } from "../read-source.ts"
import type { FindParameters } from "../reading-options.ts"
import { type Bytes, bytesAtHand, openFile, readNow } from "./bytes.ts"
import type { Part, Unit } from "./unit.ts"

export interface LibraryOptions {
  readonly io: Io
  readonly findParameters: FindParameters
  /** The files, by the names under which they were found: templates may link to them. */
  readonly names: readonly string[]
  /** Texts that are kept until they are judged, in characters together; what is beyond is read again. */
  readonly most: number
  /** Texts that stand in the place of what files have, by URI. */
  readonly texts?: ReadonlyMap<string, string>
}

/** Reads units, and keeps as many of them as it may. */
export class UnitLibrary {
  readonly #options: LibraryOptions
  readonly #kept = new Map<string, ReadFile>()
  #size = 0
  /** The last that was read again: groups of one part often ask for the same other one. */
  #last: { readonly uri: string; readonly file: ReadFile } | undefined

  readonly #groups = new Map<string, LocatedGroup>()

  readonly #finders: BesideFinders

  constructor(options: LibraryOptions) {
    const { findParameters, names, io, texts } = options
    this.#options = options
    this.#finders = { findParameters, linkedTemplates: new LinkedTemplates(linkedSources(names, io, texts), mostKept) }
  }

  async read(unit: Unit): Promise<ReadFile | Unreadable> {
    const known = this.#kept.get(unit.uri) ?? (this.#last?.uri === unit.uri ? this.#last.file : undefined)
    if (known) return known
    const file = await this.#readAnew(unit)
    if ("problem" in file) return file
    const size = sizeOf(file)
    if (this.#size + size <= this.#options.most) {
      this.#kept.set(unit.uri, file)
      this.#size += size
    } else this.#last = { uri: unit.uri, file }
    return file
  }

  /** The text of a unit, for the places in it. */
  async lines(unit: Unit): Promise<WholeText> {
    const file = await this.read(unit)
    if ("problem" in file) throw new Error(`${file.shown} ${file.problem}`)
    const { text, origin } = file
    return { text: text.source.text, ...(origin && { origin }) }
  }

  /** A group that others ask for, of which as many are kept as are likely to be asked for again. */
  async group(key: string, read: () => Promise<LocatedGroup>): Promise<LocatedGroup> {
    const known = this.#groups.get(key)
    if (known) return known
    const group = await read()
    if (this.#groups.size >= mostGroups) this.#groups.delete([...this.#groups.keys()][0] ?? "")
    this.#groups.set(key, group)
    return group
  }

  /** It has been judged. */
  forget({ uri }: Unit): void {
    if (this.#last?.uri === uri) this.#last = undefined
    const file = this.#kept.get(uri)
    if (!file || !this.#kept.delete(uri)) return
    this.#size -= sizeOf(file)
  }

  async open(name: string): Promise<Bytes> {
    const { io } = this.#options
    return name === "-" ? bytesAtHand(await io.readStdin()) : openFile(path.resolve(io.cwd, name))
  }

  async #readAnew(unit: Unit): Promise<ReadFile | Unreadable> {
    const { path: own, shown, name, uri, settings, part, refusal } = unit
    try {
      if (refusal !== undefined)
        return { path: own, shown, settings, text: refusedText({ uri, language: "json", text: "" }, refusal) }
      if (part) return await this.#readPart(unit, part)
      const read = await readSource(name, this.#options.io)
      if ("problem" in read) return read
      const { source } = read
      const text = this.#options.texts?.get(uri) ?? source.text
      return { path: own, shown, settings, text: await this.#readText({ ...source, text }, unit) }
    } catch (error) {
      return { path: own, shown, problem: internalError(error) }
    }
  }

  #readText(source: ReadText["source"], { settings }: Unit): Promise<ReadText> {
    return readDocument(source, settings, this.#finders)
  }

  async #bytesOf(name: string, start: number, end: number): Promise<Buffer> {
    const { io } = this.#options
    return name === "-"
      ? bytesAtHand(await io.readStdin()).read(start, end)
      : readNow(path.resolve(io.cwd, name), start, end)
  }

  async #readPart(unit: Unit, part: Part): Promise<ReadFile | Unreadable> {
    const { path: own, shown, name, uri, settings } = unit
    const { head, tail, start, end, line, character } = part
    let around: Buffer
    try {
      around = await this.#bytesOf(name, Math.max(0, start - margin), end + margin)
    } catch (error) {
      return { path: own, shown, problem: explainFailure(error) }
    }
    const from = Math.min(start, margin)
    const items = around.subarray(from, from + end - start)
    const [before, behind] = [around.subarray(0, from), around.subarray(from + end - start)].map(decode)
    // One piece: a text that is put together from several is slower to read, letter by letter.
    const source = {
      ...{ uri, language: "json" as const },
      text: decode(Buffer.concat([Buffer.from(head), items, Buffer.from(tail)])),
    }
    const onLine = before?.slice(lineStartsOf(before ?? "").lineStarts.at(-1) ?? 0) ?? ""
    return {
      ...{ path: own, shown, settings, text: await this.#readText(source, unit) },
      origin: { offset: head.length, line, character },
      excerpt: {
        text: onLine + itemsIn(source.text, part) + (behind ?? "").split(/[\r\n]/)[0],
        line,
        character: character - onLine.length,
      },
    }
  }
}

function itemsIn(text: string, { head, tail }: Part): string {
  return text.slice(head.length, text.length - tail.length)
}

function sizeOf({ text: { source, linkedFiles } }: ReadFile): number {
  return source.text.length + (linkedFiles?.size ?? 0)
}

const mostGroups = 200

/** Bytes around a part: as much as a line of the file shows beside a place in it. */
const margin = 1024

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
}
