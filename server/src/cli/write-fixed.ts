import { randomBytes } from "node:crypto"
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Unreadable } from "../outputs/report.ts"
import type { FixedFile } from "./fix-files.ts"
import { decodeText, explainFailure, wideEncoding } from "./read-source.ts"

/** Writes a file's fixed text, all of it or nothing, in the file's own encoding; a problem where that cannot be done. */
export async function writeFixed({ path: place, shown, before, after }: FixedFile): Promise<Unreadable | undefined> {
  try {
    const file = await realpath(fileURLToPath(before.uri))
    const bytes = await readFile(file)
    if (decodeText(bytes) !== before.text)
      return { path: place, shown, problem: "has changed in the meantime: it was not fixed." }
    const encode = encodingOf(bytes)
    if (!encode(before.text).equals(bytes)) {
      return { path: place, shown, problem: "is not valid text: it was not fixed." }
    }
    await replaceFile(file, encode(after.text))
    return undefined
  } catch (error) {
    return { path: place, shown, problem: explainFailure(error, "written") }
  }
}

/** With the byte order mark and the encoding that the file has. */
function encodingOf(bytes: Buffer): (text: string) => Buffer {
  const wide = wideEncoding(bytes)
  const encode = (text: string) => (wide ? Buffer.from(text, "utf16le") : Buffer.from(text, "utf8"))
  const mark = decodeMark(bytes, wide) ? "\uFEFF" : ""
  return text => (wide === "utf-16be" ? encode(mark + text).swap16() : encode(mark + text))
}

function decodeMark(bytes: Buffer, wide: ReturnType<typeof wideEncoding>): boolean {
  return new TextDecoder(wide ?? "utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, wide ? 2 : 3)) === "\uFEFF"
}

/** Beside the file and then in its place, so that nobody ever sees half of it. */
async function replaceFile(file: string, content: Buffer): Promise<void> {
  const { mode } = await stat(file)
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString("hex")}`)
  try {
    await writeFile(beside, content, { mode, flag: "wx" })
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
