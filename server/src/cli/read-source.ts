import { readFile } from "node:fs/promises"
import path from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import * as l10n from "@vscode/l10n"
import type { SourceText } from "../analysis/analysed-document.ts"
import { languageOf } from "../analysis/language-of.ts"
import type { FileName, Unreadable } from "../outputs/report.ts"
import { mayRead, notAllowed } from "./allowed-folder.ts"
import type { Io } from "./command.ts"

export interface NamedSource extends FileName {
  readonly source: SourceText
}

/** Reads a file, or standard input for `-`; the text comes without its byte order mark. */
export async function readSource(name: string, io: Io): Promise<NamedSource | Unreadable> {
  const isStdin = name === "-"
  const file = isStdin ? io.stdinName : name
  const named = nameFile(file, io)
  const wayOut = otherLanguage(file ?? name)
  if (wayOut) return { ...named, problem: wayOut }
  if (!isStdin && !(await mayRead(path.resolve(io.cwd, name), io.within))) return { ...named, problem: notAllowed }
  try {
    const bytes = isStdin ? await io.readStdin() : await readFile(path.resolve(io.cwd, name))
    const text = decodeText(bytes)
    return { ...named, source: { uri: uriOf(file, io), language: languageOf({ path: file ?? name, text }), text } }
  } catch (error) {
    return { ...named, problem: explainFailure(error) }
  }
}

/** The text of a file by its URI; undefined where it cannot, or may not, be read. */
export async function readUri(uri: string, within?: string): Promise<string | undefined> {
  if (!uri.startsWith("file:")) return undefined
  const file = fileURLToPath(uri)
  return (await mayRead(file, within)) ? readFile(file).then(decodeText, () => undefined) : undefined
}

/** Of standard input the file that it stands for, where that was said. */
export function uriOf(file: string | undefined, { cwd }: Io): string {
  return file === undefined ? "untitled:stdin" : pathToFileURL(path.resolve(cwd, file)).href
}

/** How a file is called; standard input without a name is `-`. */
export function nameFile(file: string | undefined, { cwd }: Io): FileName {
  if (file === undefined) return { path: "-", shown: "-" }
  const relative = path.relative(cwd, path.resolve(cwd, file)).replaceAll(path.sep, "/")
  return { path: relative || ".", shown: shownPath(file) }
}

/** A path as it was typed, or as it was found in a folder that was. */
function shownPath(name: string): string {
  return name.replaceAll(path.sep, "/")
}

/** What stops a system call, in a few words. Editors only read. */
export function explainFailure(error: unknown, done: "read" | "written" = "read"): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  const failure = failures[code]?.() ?? failed(error instanceof Error ? error.message : String(error))
  return typeof failure === "string" ? failure : failure[done]
}

type Failure = string | { readonly read: string; readonly written: string }

const failures: Readonly<Record<string, () => Failure>> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EACCES: denied,
  EPERM: denied,
  EISDIR: () => l10n.t`is a directory.`,
  ENOSPC: () => "cannot be written: no space is left on the device.",
  ELOOP: () => l10n.t`is a symbolic link that leads back to itself.`,
  ERR_FS_FILE_TOO_LARGE: tooLarge,
  ERR_STRING_TOO_LONG: tooLarge,
  ERR_ENCODING_INVALID_ENCODED_DATA: tooLarge,
}

function missing(): Failure {
  return l10n.t`does not exist.`
}

function denied(): Failure {
  return { read: l10n.t`cannot be read: permission denied.`, written: "cannot be written: permission denied." }
}

function tooLarge(): Failure {
  return l10n.t`is too large to be read.`
}

/** In the system's own words. */
function failed(reason: string): Failure {
  return { read: l10n.t`cannot be read (${reason}).`, written: `cannot be written (${reason}).` }
}

function otherLanguage(name: string): string | undefined {
  if (/\.bicep$/i.test(name)) return "is Bicep. Compile it with `az bicep build` and use the JSON file."
  if (/\.bicepparam$/i.test(name)) return "is Bicep. Compile it with `az bicep build-params` and use the JSON file."
  if (/\.tf$/i.test(name)) return "is Terraform HCL. Use the output of `terraform show -json` instead."
  return undefined
}

/** UTF-8, or the UTF-16 that Windows PowerShell writes where output is sent to a file. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(wideEncoding(bytes) ?? "utf-8").decode(bytes)
}

/** Which UTF-16 it is, by its byte order mark or by the zero that every ASCII letter has on one side. */
export function wideEncoding([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le"
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? "utf-16be" : undefined
}
