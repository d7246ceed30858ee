import path from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { configurationMessage } from "../checks/configuration-fault.ts"
import { lspRange, readableLines } from "../features/lsp-range.ts"
import { Configurations, type PlacedConfiguration } from "../workspace/configurations.ts"
import { configuredSettings } from "../workspace/configured-settings.ts"
import type { Io } from "./command.ts"
import { type FoundFiles, findFiles } from "./find-files.ts"
import { nameFile, readSource, readUri } from "./read-source.ts"

/** What the help of each command that reads files says of it. */
export const configHelp =
  "  --config FILE         the configuration (default: the nearest .nsgrc.json or .nsgrc.yaml above each file)"

export const configOption = { config: { type: "string" } } as const

/** The files that are read, and with what settings. */
export interface Configured {
  /** Without those that their configuration ignores. */
  readonly found: FoundFiles
  /** Of a file, by the name under which it was found. */
  settingsOf(name: string): Settings
  /** Finds the settings of files that nobody named; what is wrong with their configuration is said. */
  findSettings(names: readonly string[]): Promise<void>
  /** Of what is asked of all files together: those of the first path. */
  readonly settings: Settings
}

export interface ConfigOptions {
  readonly config?: string | undefined
  /** What other options change. */
  readonly adjust?: (settings: Settings) => Settings
}

/**
 * Finds files, with the settings of each as `--config` has them, else the nearest configuration above it; a problem where a
 * configuration is wrong.
 */
export async function configure(
  paths: readonly string[],
  { config, adjust = settings => settings }: ConfigOptions,
  io: Io,
): Promise<Configured | { readonly problem: string }> {
  const found = await findFiles(paths, io)
  const source = config === undefined ? nearest(io.within) : await only(config, io)
  if ("problem" in source) return source
  const placed = new Map<string, PlacedConfiguration | undefined>()
  for (const name of found.files) placed.set(name, await source.of(uriOf(name, io)))
  // A folder's own configuration counts for what is asked of it, as its files' does.
  const [first = "."] = paths
  const whole = await source.of(`${uriOf(first, io)}/`)
  const faults = [...new Set([...placed.values(), whole])].flatMap(each => (each ? faultLines(each, io) : []))
  if (faults.length > 0) return { problem: faults.join("\nnsg: ") }
  const cwd = pathToFileURL(io.cwd).href
  const settingsFor = (uri: string, each: PlacedConfiguration | undefined) =>
    adjust(each ? configuredSettings(defaultSettings, each, uri, cwd) : defaultSettings)
  const findSettings = async (names: readonly string[]) => {
    const said = new Set([...placed.values(), whole])
    for (const name of names) {
      const each = await source.of(uriOf(name, io))
      placed.set(name, each)
      if (each && !said.has(each)) for (const line of faultLines(each, io)) io.err(`nsg: ${line}\n`)
      said.add(each)
    }
  }
  const settingsOf = (name: string) => settingsFor(uriOf(name, io), placed.get(name))
  const files = found.files.filter(name => !settingsOf(name).isIgnored)
  return {
    found: { ...found, files, ignored: found.files.length - files.length },
    settingsOf,
    findSettings,
    settings: settingsFor(`${uriOf(first, io)}/`, whole),
  }
}

interface Source {
  of(uri: string): Promise<PlacedConfiguration | undefined>
}

function nearest(within: string | undefined): Source {
  return new Configurations(uri => readUri(uri, within))
}

async function only(name: string, io: Io): Promise<Source | { readonly problem: string }> {
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `--config: ${read.shown} ${read.problem}` }
  const configuration = await new Configurations(async () => read.source.text).at(read.source.uri)
  return { of: async () => configuration }
}

function faultLines({ uri, text, faults }: PlacedConfiguration, io: Io): string[] {
  const lines = readableLines({ text })
  return faults.map(fault => {
    const { line, character } = lspRange(lines, fault.range).start
    return `${nameFile(fileURLToPath(uri), io).path}:${line + 1}:${character + 1}: ${configurationMessage(fault)}`
  })
}

/** Standard input stands where its name says, else in the working directory. */
function uriOf(name: string, io: Io): string {
  return pathToFileURL(path.resolve(io.cwd, name === "-" ? (io.stdinName ?? name) : name)).href
}
