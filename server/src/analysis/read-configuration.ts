import * as l10n from "@vscode/l10n"
import type { Profile, Severity } from "../checks/check.ts"
import type { ConfigurationFault } from "../checks/configuration-fault.ts"
import { checksNamed, similarCheck } from "../checks/find-check.ts"
import { checks } from "../checks/index.ts"
import { listWords } from "../checks/wording.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isList, isMap, textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node } from "../syntax/node.ts"
import { plainValue } from "../syntax/plain-value.ts"
import { parseAddress } from "../values/parse-address.ts"
import { similarName } from "../values/similar-name.ts"
import type { Configuration, Override, ReadConfiguration } from "./configuration.ts"

/** Reads a configuration file: what can be read counts, and the rest is said. */
export function readConfiguration({ roots, problems, text }: SyntaxDocument): ReadConfiguration {
  const faults: ConfigurationFault[] = problems.map(({ detail, range }) => ({
    kind: "syntax",
    key: "",
    text: detail,
    range,
  }))
  const say = (fault: ConfigurationFault) => faults.push(fault)
  const [root] = roots
  if (root && isMap(root)) return { configuration: readKeys(root, "", keys, say), faults: inOrder(faults) }
  // A text of nothing but comments has no value of its own; a null that is written is one.
  const isEmpty = root === undefined || text.slice(root.range.start, root.range.end).trim() === ""
  if (root && !isEmpty) wrong(root, "", "an object", say)
  return { configuration: {}, faults: inOrder(faults) }
}

function inOrder(faults: readonly ConfigurationFault[]): readonly ConfigurationFault[] {
  return [...faults].sort((a, b) => a.range.start - b.range.start)
}

type Say = (fault: ConfigurationFault) => void

/** Reads a value under the keys that lead to it; undefined where it is wrong, which is said. */
type Reader<T> = (node: Node, key: string, say: Say) => T | undefined

type Readers<T> = { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> }

/** The keys of a map that are known, each read in its way. */
function readKeys<T extends object>(map: MapNode, key: string, readers: Readers<T>, say: Say): Partial<T> {
  const known = Object.keys(readers)
  const result: Record<string, unknown> = {}
  for (const entry of map.entries) {
    const reader = Object.entries<Reader<unknown>>(readers).find(([name]) => name === entry.key)?.[1]
    if (reader) {
      const value = reader(entry.value, key === "" ? entry.key : `${key}.${entry.key}`, say)
      if (value !== undefined) result[entry.key] = value
    } else if (key !== "" || entry.key !== "$schema") say(unknownKey(entry, key, known))
  }
  // Each reader gives the type of its own key.
  return result as Partial<T>
}

function unknownKey({ key: text, keyRange: range }: Entry, key: string, known: readonly string[]): ConfigurationFault {
  const instead = similarName(text, known)
  return { kind: "key", key, text, expected: listWords(known), ...(instead !== undefined && { instead }), range }
}

function wrong(node: Node, key: string, expected: string, say: Say, choices: readonly string[] = []): undefined {
  const written = textOf(node)
  const instead = written === undefined ? undefined : meantBy(written, choices)
  const range = isMap(node) || isList(node) ? { start: node.range.start, end: node.range.start + 1 } : node.range
  const fault = { kind: "value" as const, key, text: shown(node), expected, range }
  say({ ...fault, ...(instead !== undefined && { instead }) })
}

/** A choice that a word begins, or is like. */
function meantBy(written: string, choices: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const begun = choices.filter(choice => word.length > 1 && (choice.startsWith(word) || word.startsWith(choice)))
  return begun.length === 1 ? begun[0] : similarName(written, choices)
}

/** English in the data of a finding; its message says them in the reader's language. */
export const nodeWords = { map: "an object", list: "a list", unknown: "an expression" } as const

function shown(node: Node): string {
  if (isMap(node)) return nodeWords.map
  if (isList(node)) return nodeWords.list
  return node.kind === "scalar" ? JSON.stringify(node.value) : (node.text ?? nodeWords.unknown)
}

const severities: readonly (Severity | "off")[] = ["error", "warning", "information", "hint", "off"]
/** Every profile there is. */
const profiles: Readonly<Record<Profile, true>> = { current: true, "2017-09": true, classic: true }

function choiceOf<T extends string>(choices: readonly T[]): Reader<T> {
  return (node, key, say) => {
    const choice = choices.find(each => each === textOf(node))
    return choice ?? (isOff(node) ? choices.find(each => each === "off") : undefined) ?? none(node, key, say)
  }
  function none(node: Node, key: string, say: Say): undefined {
    return wrong(node, key, listWords(choices, "or"), say, choices)
  }
}

/** YAML 1.1 takes the word `off` for false. */
function isOff(node: Node): boolean {
  return node.kind === "scalar" && node.value === false && !node.quoted
}

function readText(node: Node, key: string, say: Say): string | undefined {
  const text = textOf(node)?.trim()
  return text || wrong(node, key, l10n.t`a path`, say)
}

/** A list of texts; wrong ones are left out, and said. */
function listOf(what: () => string, isRight: (text: string) => boolean): Reader<readonly string[]> {
  return (node, key, say) => {
    if (!isList(node)) return wrong(node, key, what(), say)
    return node.items.flatMap(item => {
      const text = textOf(item)
      if (text !== undefined && isRight(text)) return [text]
      wrong(item, key, what(), say)
      return []
    })
  }
}

const readPrefixes = listOf(
  () => l10n.t`a list of address prefixes such as 10.0.0.0/16`,
  text => {
    const term = parseAddress(text)
    return "kind" in term && term.kind === "prefix"
  },
)

const readGlobs = listOf(
  () => l10n.t`a list of globs`,
  text => text !== "",
)

const readSeverity = choiceOf(severities)

function readChecks(node: Node, key: string, say: Say): Configuration["checks"] {
  if (!isMap(node)) return wrong(node, key, l10n.t`an object with the severity of each check`, say)
  const known = new Set(checks.map(({ code }) => code))
  return Object.fromEntries(
    node.entries.flatMap(({ key: code, keyRange: range, value }) => {
      if (!known.has(code)) {
        const instead = checksNamed(code)[0]?.code ?? similarCheck(code)
        say({ kind: "code", key, text: code, ...(instead !== undefined && { instead }), range })
        return []
      }
      const severity = readSeverity(value, `${key}.${code}`, say)
      return severity === undefined ? [] : [[code, severity]]
    }),
  )
}

function readParameters(node: Node, key: string, say: Say): Configuration["parameters"] {
  if (!isMap(node)) return wrong(node, key, l10n.t`an object with the value of each parameter`, say)
  return Object.fromEntries(node.entries.map(({ key: name, value }) => [name, plainValue(value)]))
}

function readParameterFiles(node: Node, key: string, say: Say): Configuration["parameterFiles"] {
  if (!isMap(node)) return wrong(node, key, l10n.t`an object with the parameter file of each template`, say)
  return Object.fromEntries(
    node.entries.flatMap(({ key: template, value }) => {
      const file = readText(value, `${key}.${template}`, say)
      return file === undefined ? [] : [[template, file]]
    }),
  )
}

function readOverrides(node: Node, key: string, say: Say): readonly Override[] | undefined {
  if (!isList(node)) return wrong(node, key, l10n.t`a list of objects with "files" and "checks"`, say)
  return node.items.flatMap(item => {
    if (!isMap(item)) {
      wrong(item, key, l10n.t`a list of objects with "files" and "checks"`, say)
      return []
    }
    const { files, checks = {} } = readKeys<Override>(item, key, { files: readGlobs, checks: readChecks }, say)
    if (files === undefined && !item.entries.some(entry => entry.key === "files")) {
      const range = { start: item.range.start, end: item.range.start + 1 }
      say({
        kind: "missing",
        key,
        text: "files",
        expected: l10n.t`a list of globs for the files that it applies to`,
        range,
      })
    }
    return files ? [{ files, checks }] : []
  })
}

function readExposure(node: Node, key: string, say: Say): Configuration["exposure"] {
  if (!isMap(node)) return wrong(node, key, l10n.t`an object with "width"`, say)
  return readKeys<{ readonly width?: number }>(node, key, { width: readWidth }, say)
}

function readWidth(node: Node, key: string, say: Say): number | undefined {
  const value = node.kind === "scalar" ? node.value : undefined
  const isRight = typeof value === "number" && Number.isSafeInteger(value) && value > 0
  return isRight ? value : wrong(node, key, l10n.t`a whole number above 0`, say)
}

/** Every key of a configuration. */
const keys: Readers<Configuration> = {
  checks: readChecks,
  profile: choiceOf(Object.keys(profiles) as Profile[]),
  virtualNetwork: readPrefixes,
  onPremises: readPrefixes,
  serviceTags: readText,
  parameters: readParameters,
  parameterFiles: readParameterFiles,
  ignore: readGlobs,
  overrides: readOverrides,
  exposure: readExposure,
}
